package org.dcrkit.certs;

import static org.dcrkit.certs.ReadCertificate.violation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/** Binding rules that look a certificate up in the key sets of its software or organisation. */
final class KeySetRules {

    private static final Set<CertificateKind> ANY = EnumSet.complementOf(EnumSet.of(CertificateKind.UNKNOWN));

    private KeySetRules() {}

    static BindingRule inSoftwareKeySet(KeySetMatch match) {
        return BindingRules.named(
                "software-key-set",
                ANY,
                candidate -> found(candidate, match, candidate.keySets().software(wanted(candidate))));
    }

    static BindingRule inOrganisationKeySet(KeySetMatch match) {
        return BindingRules.named(
                "organisation-key-set",
                ANY,
                candidate -> found(candidate, match, candidate.keySets().organisation(wanted(candidate))));
    }

    static BindingRule chainsToOrganisation() {
        return BindingRules.named("chains-to-organisation", ANY, candidate -> {
            KeySet keySet = candidate.keySets().organisation(wanted(candidate));
            Optional<String> same = matching(candidate.certificate(), KeySetMatch.CERTIFICATE, keySet);
            if (same.isPresent()) {
                return Verdict.accepted("the certificate is key " + same.get() + " of " + keySet.source());
            }
            List<ReadCertificate> authorities = keySet.keys().stream()
                    .flatMap(key -> key.certificates().stream())
                    .flatMap(der -> ReadCertificate.read(der).toOptional().stream())
                    .filter(ReadCertificate::isCa)
                    .distinct()
                    .toList();
            return chain(candidate, keySet, authorities);
        });
    }

    private static Verdict<String> chain(BindingCandidate candidate, KeySet keySet, List<ReadCertificate> authorities) {
        if (authorities.isEmpty()) {
            return notFound(keySet, "no certificate of an authority in the organisation's key set");
        }
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        authorities.forEach(one -> anchors.anchor(keySet.source(), one.x509()));
        List<byte[]> presented =
                candidate.presented().stream().map(ReadCertificate::der).toList();
        return CertificatePathValidator.builder(anchors.build())
                .anyPurpose()
                .withoutRevocation("asked on the path to the bank's own anchors")
                .build()
                .validate(PresentedCertificates.ofDer(presented), candidate.at())
                .fold(
                        accepted -> Verdict.accepted("chains to "
                                + accepted.value().anchor().certificate().subject() + " in " + keySet.source()),
                        rejected -> notFound(keySet, rejected.violations().toString()),
                        indeterminate ->
                                new Verdict.Indeterminate<>(indeterminate.obstacles(), indeterminate.evidence()));
    }

    private static Verdict<String> found(BindingCandidate candidate, KeySetMatch match, KeySet keySet) {
        return matching(candidate.certificate(), match, keySet)
                .map(kid -> Verdict.accepted("found by " + match + " as key " + kid + " of " + keySet.source()))
                .orElseGet(() -> notFound(keySet, "not found by " + match));
    }

    /** The key id of the key that the certificate is found at. */
    private static Optional<String> matching(ReadCertificate certificate, KeySetMatch match, KeySet keySet) {
        return keySet.keys().stream()
                .filter(key -> key.use() != KeyUse.ENCRYPTION && matches(certificate, match, key))
                .map(PublishedKey::kid)
                .findFirst();
    }

    private static boolean matches(ReadCertificate certificate, KeySetMatch match, PublishedKey key) {
        Optional<byte[]> published = key.certificates().stream().findFirst();
        boolean same =
                published.filter(der -> Arrays.equals(der, certificate.der())).isPresent();
        return switch (match) {
            case CERTIFICATE -> same;
            case THUMBPRINT ->
                same
                        || (published.isEmpty()
                                && key.certificateThumbprint()
                                        .filter(Digests.sha256Base64Url(certificate.der())::equals)
                                        .isPresent());
            case KEY -> key.publicKey().equals(certificate.x509().getPublicKey());
        };
    }

    /** Whether the directory has revoked the key, in each revoked set that the statement names. */
    static Verdict<Boolean> unrevoked(
            ReadCertificate certificate, SoftwareStatement statement, StatementKeySets keySets) {
        return Verdict.both(
                statement.text(SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT).isPresent()
                        ? unrevoked(certificate, keySets, keySets::revokedSoftware)
                        : Verdict.accepted(true),
                statement.text(SsaClaim.ORG_JWKS_REVOKED_ENDPOINT).isPresent()
                        ? unrevoked(certificate, keySets, keySets::revokedOrganisation)
                        : Verdict.accepted(true),
                (software, organisation) -> true);
    }

    /** How a set is fetched. */
    @FunctionalInterface
    private interface Fetch {
        KeySet keySet() throws CheckUnavailableException, KeySetRefusedException;
    }

    private static Verdict<Boolean> unrevoked(ReadCertificate certificate, StatementKeySets keySets, Fetch fetch) {
        return KeySetQuestion.answer(
                keySets,
                Obstacle.Kind.REVOKED_KEYS,
                () -> revoked(certificate, fetch.keySet())
                        .map(violation -> Verdict.<Boolean>rejected(violation))
                        .orElseGet(() -> Verdict.accepted(true)));
    }

    private static Optional<Violation> revoked(ReadCertificate certificate, KeySet keySet) {
        Optional<String> kid = Optional.empty();
        for (KeySetMatch match : KeySetMatch.values()) {
            kid = kid.isPresent() ? kid : matching(certificate, match, keySet);
        }
        return kid.map(found -> violation(
                CertificateReason.KEY_REVOKED, "key " + found + " of " + keySet.source() + " is the certificate's"));
    }

    private static WantedKey wanted(BindingCandidate candidate) {
        return DirectoryKeyId.of(candidate.certificate().x509().getPublicKey())
                .map(WantedKey::kid)
                .orElse(WantedKey.any());
    }

    private static Verdict<String> notFound(KeySet keySet, String detail) {
        return BindingRules.refused(CertificateReason.NOT_IN_KEY_SET, detail + "; " + keySet);
    }
}
