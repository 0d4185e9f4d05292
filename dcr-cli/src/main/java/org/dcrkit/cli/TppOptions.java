package org.dcrkit.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.dcrkit.testkit.JoseKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say who the TPP is: its ids, the key it signs with and the certificate it shows. */
final class TppOptions {

    @Option(names = "--software-id", required = true, paramLabel = "ID", description = "The software's id.")
    @SuppressWarnings("NullAway.Init")
    private String softwareId;

    @Option(
            names = "--signing-key",
            required = true,
            paramLabel = "FILE",
            description = "The key that signs: RSA in PEM (PKCS#8, not encrypted).")
    @SuppressWarnings("NullAway.Init")
    private Path signingKey;

    @Option(
            names = "--kid",
            paramLabel = "KID",
            description = "The kid of the signing key; the directory's rule for kids unless told otherwise.")
    private @Nullable String kid;

    @Mixin
    private final TransportOptions transport = new TransportOptions();

    String softwareId() {
        return softwareId;
    }

    SSLContext tls() {
        return transport.tls();
    }

    JoseKey key() {
        String pem = InputFile.text(signingKey);
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body.getBytes(StandardCharsets.US_ASCII))));
            JoseKey jose = JoseKey.of(new KeyPair(
                    rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key));
            return kid == null ? jose : jose.withKid(kid);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new UnusableInputException(signingKey + " holds no RSA key in PKCS#8 that can be read.", e);
        }
    }

    /** The subject of the transport certificate as RFC 4514 writes it. */
    String subject() {
        return transport.subject();
    }
}
