package org.dcrkit.certs;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/** The syntax of the extensions that a path is judged by (RFC 5280, section 4.2.1), where the platform is lenient. */
final class ExtensionSyntax {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int MAX_PATH_LENGTH_BITS = 8;

    private ExtensionSyntax() {}

    static void faults(ReadCertificate certificate, List<String> faults) {
        check(certificate, "2.5.29.14", "subject key identifier", faults, value -> value.tag() == OCTET_STRING);
        check(certificate, "2.5.29.35", "authority key identifier", faults, StrictDer::isSequence);
        check(certificate, "2.5.29.15", "key usage", faults, ExtensionSyntax::keyUsage);
        check(certificate, "2.5.29.19", "basic constraints", faults, ExtensionSyntax::basicConstraints);
        check(certificate, "2.5.29.36", "policy constraints", faults, ExtensionSyntax::notEmpty);
        check(certificate, "2.5.29.32", "certificate policies", faults, ExtensionSyntax::policies);
        check(certificate, "2.5.29.37", "extended key usage", faults, ExtensionSyntax::notEmpty);
        certificate
                .extension(NameConstraintsCheck.OID)
                .map(NameConstraints::getInstance)
                .filter(constraints -> !nameConstraints(constraints))
                .ifPresent(constraints -> faults.add("name constraints break their syntax"));
    }

    /** What an extension's value has to be. */
    @FunctionalInterface
    private interface Syntax {
        boolean holds(StrictDer value);
    }

    private static void check(
            ReadCertificate certificate, String oid, String name, List<String> faults, Syntax syntax) {
        Optional<byte[]> value = certificate.extension(oid);
        if (value.isPresent()
                && StrictDer.read(value.get()).filter(syntax::holds).isEmpty()) {
            faults.add(name + " breaks its syntax");
        }
    }

    private static boolean keyUsage(StrictDer value) {
        byte[] content = value.content();
        boolean any = false;
        for (int i = 1; i < content.length; i++) {
            any |= content[i] != 0;
        }
        return value.tag() == BIT_STRING && any && content[0] >= 0 && content[0] < 8;
    }

    private static boolean basicConstraints(StrictDer value) {
        List<StrictDer> parts = value.children();
        int at = !parts.isEmpty() && parts.get(0).tag() == BOOLEAN ? 1 : 0;
        if (at < parts.size() && parts.get(at).tag() == INTEGER) {
            BigInteger length = new BigInteger(parts.get(at).content());
            if (length.signum() < 0 || length.bitLength() > MAX_PATH_LENGTH_BITS) {
                return false;
            }
            at++;
        }
        return value.isSequence() && at == parts.size();
    }

    private static boolean notEmpty(StrictDer value) {
        return value.isSequence() && value.contentLength() > 0;
    }

    /** Each policy an identifier, and its qualifiers, where there are any, not empty. */
    private static boolean policies(StrictDer value) {
        return notEmpty(value) && value.children().stream().allMatch(ExtensionSyntax::policy);
    }

    private static boolean policy(StrictDer policy) {
        List<StrictDer> parts = policy.isSequence() ? policy.children() : List.of();
        return !parts.isEmpty()
                && parts.size() <= 2
                && NameDer.oid(parts.get(0)).isPresent()
                && (parts.size() == 1 || qualifiers(parts.get(1)));
    }

    private static boolean qualifiers(StrictDer qualifiers) {
        return notEmpty(qualifiers)
                && qualifiers.children().stream()
                        .allMatch(one -> one.isSequence()
                                && one.children().size() == 2
                                && NameDer.oid(one.children().get(0)).isPresent());
    }

    /** Whether there is a subtree, and each is of a form that has one meaning. */
    static boolean nameConstraints(NameConstraints constraints) {
        List<GeneralSubtree> subtrees = Stream.concat(
                        stream(constraints.getPermittedSubtrees()), stream(constraints.getExcludedSubtrees()))
                .toList();
        return !subtrees.isEmpty() && subtrees.stream().allMatch(subtree -> base(subtree.getBase()));
    }

    private static boolean base(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.iPAddress -> {
                int octets = ASN1OctetString.getInstance(name.getName()).getOctetsLength();
                yield octets == 8 || octets == 32;
            }
            case GeneralName.dNSName ->
                !ASN1IA5String.getInstance(name.getName()).getString().startsWith(".");
            default -> true;
        };
    }

    private static Stream<GeneralSubtree> stream(GeneralSubtree @Nullable [] subtrees) {
        return subtrees == null ? Stream.empty() : Stream.of(subtrees);
    }
}
