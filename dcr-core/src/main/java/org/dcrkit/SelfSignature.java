package org.dcrkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;

/**
 * Tells whether a statement was signed by the software or organisation that it speaks of, which proves nothing but the
 * possession of a key.
 */
final class SelfSignature {

    private static final int MIN_IDENTIFIER = 3;
    private static final byte[] STRING_TAGS = {0x0c, 0x13, 0x14, 0x16};

    private SelfSignature() {}

    /** By what is known before anything but the directory's key set was asked: its address, and the key's certificate. */
    static boolean inStatement(
            SoftwareStatement statement, TrustedDirectory directory, PublishedKey signer, Findings findings) {
        String keys = directory.keySet().url().toString();
        boolean ownKeySet = Stream.of(SsaClaim.SOFTWARE_JWKS_ENDPOINT, SsaClaim.ORG_JWKS_ENDPOINT)
                .anyMatch(claim -> statement.text(claim).equals(Optional.of(keys)));
        List<byte[]> certificates = signer.certificates();
        boolean ownCertificate = !certificates.isEmpty()
                && Stream.of(statement.softwareId(), statement.organisationId())
                        .flatMap(Optional::stream)
                        .anyMatch(id -> hasString(certificates.get(0), id));
        return note(ownKeySet || ownCertificate, directory, signer.kid(), findings);
    }

    /** By the software's own key set, once it is there: a directory's key is not among a software's. */
    static void inKeySet(KeySet softwareKeys, SignedStatement ssa, Findings findings) {
        softwareKeys
                .find(ssa.signer().kid())
                .filter(key ->
                        !ssa.selfSigned() && key.publicKey().equals(ssa.signer().publicKey()))
                .ifPresent(key -> note(true, ssa.directory(), key.kid(), findings));
    }

    private static boolean note(boolean selfSigned, TrustedDirectory directory, String kid, Findings findings) {
        Optional<String> because = directory.selfSignedAcceptedBecause();
        findings.require(
                !selfSigned || because.isPresent(),
                SsaReason.SELF_SIGNED,
                ClaimPath.of(Document.SSA),
                () -> selfSigned
                        ? "signed by the software's or organisation's own key " + kid
                        : "signed by another's key",
                () -> because.map(why -> "any signer, because: " + why).orElse("a key of the directory alone"));
        if (selfSigned && because.isPresent()) {
            findings.rely("ssa.self_signed", "accepted because: " + because.get());
        }
        return selfSigned;
    }

    /** Whether a certificate has a string (of UTF8String, PrintableString, TeletexString, IA5String) of just that content. */
    private static boolean hasString(byte[] der, String identifier) {
        byte[] wanted = identifier.getBytes(StandardCharsets.UTF_8);
        if (wanted.length < MIN_IDENTIFIER || wanted.length > Byte.MAX_VALUE) {
            return false;
        }
        for (int i = 0; i + 2 + wanted.length <= der.length; i++) {
            if (der[i + 1] == wanted.length
                    && isStringTag(der[i])
                    && Arrays.equals(der, i + 2, i + 2 + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStringTag(byte tag) {
        for (byte known : STRING_TAGS) {
            if (tag == known) {
                return true;
            }
        }
        return false;
    }
}
