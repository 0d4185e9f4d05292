package org.dcrkit.certs;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * Name constraints along a path (RFC 5280, section 6.1.4), those in the trust anchor's own certificate included.
 *
 * <p>The platform ignores the anchor's, and refuses to start when it is given them.
 */
final class NameConstraintsCheck {

    static final String OID = "2.5.29.30";
    static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String EMAIL = "1.2.840.113549.1.9.1";
    private static final int MAX_COMPARISONS = 20_000;

    private final PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
    private int subtrees;
    private int comparisons;

    /** What breaks a constraint, if anything does. */
    static Optional<String> fault(PathSearch.Path path) {
        NameConstraintsCheck check = new NameConstraintsCheck();
        try {
            check.constrain(path.anchor().certificate());
            for (int i = path.certificates().size() - 1; i >= 0; i--) {
                ReadCertificate certificate = path.certificates().get(i);
                if (i == 0 || !certificate.isSelfIssued()) {
                    check.names(certificate);
                }
                if (i > 0) {
                    check.constrain(certificate);
                }
            }
            return Optional.empty();
        } catch (NameConstraintValidatorException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void constrain(ReadCertificate authority) {
        Optional<byte[]> extension = authority.extension(OID);
        if (extension.isEmpty()) {
            return;
        }
        NameConstraints constraints = NameConstraints.getInstance(extension.get());
        if (!ExtensionSyntax.nameConstraints(constraints)) {
            throw new IllegalArgumentException("name constraints that break their syntax");
        }
        GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
        GeneralSubtree[] excluded = constraints.getExcludedSubtrees();
        subtrees += (permitted == null ? 0 : permitted.length) + (excluded == null ? 0 : excluded.length);
        count(subtrees);
        if (permitted != null) {
            validator.intersectPermittedSubtree(permitted);
        }
        for (GeneralSubtree subtree : excluded == null ? new GeneralSubtree[0] : excluded) {
            validator.addExcludedSubtree(subtree);
        }
    }

    private void names(ReadCertificate certificate) throws NameConstraintValidatorException {
        if (subtrees == 0) {
            return;
        }
        X500Name subject = X500Name.getInstance(certificate.structure().subject());
        if (subject.size() > 0) {
            count(subtrees);
            validator.checkPermittedDN(subject);
            validator.checkExcludedDN(subject);
        }
        for (String email : certificate.subject().values(EMAIL)) {
            check(new GeneralName(GeneralName.rfc822Name, email));
        }
        Optional<byte[]> alternative = certificate.extension(SUBJECT_ALTERNATIVE_NAME);
        if (alternative.isPresent()) {
            for (GeneralName name : GeneralNames.getInstance(alternative.get()).getNames()) {
                check(name);
            }
        }
    }

    private void check(GeneralName name) throws NameConstraintValidatorException {
        count(subtrees);
        boolean address = name.getTagNo() != GeneralName.iPAddress
                || ASN1OctetString.getInstance(name.getName()).getOctetsLength() % 4 == 0;
        if (!address) {
            throw new NameConstraintValidatorException("an IP address of a wrong length");
        }
        validator.checkPermitted(name);
        validator.checkExcluded(name);
    }

    private void count(int work) {
        comparisons += work;
        if (comparisons > MAX_COMPARISONS) {
            throw new IllegalArgumentException("more than " + MAX_COMPARISONS + " comparisons");
        }
    }
}
