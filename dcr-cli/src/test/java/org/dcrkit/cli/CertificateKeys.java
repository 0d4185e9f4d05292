package org.dcrkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** A key set of one certificate's key, with the directory's key id: the SHA-1 of the RFC 7638 form. */
final class CertificateKeys {

    private CertificateKeys() {}

    static Path write(Path certificate, Path jwks) throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            RSAPublicKey key = (RSAPublicKey) CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey();
            String e = unsigned(key.getPublicExponent());
            String n = unsigned(key.getModulus());
            String canonical = "{\"e\":\"" + e + "\",\"kty\":\"RSA\",\"n\":\"" + n + "\"}";
            String kid =
                    base64url(MessageDigest.getInstance("SHA-1").digest(canonical.getBytes(StandardCharsets.US_ASCII)));
            return Files.writeString(
                    jwks,
                    "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"" + kid + "\",\"e\":\"" + e + "\",\"n\":\""
                            + n + "\"}]}");
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("no RSA certificate in " + certificate, broken);
        }
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64url(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
