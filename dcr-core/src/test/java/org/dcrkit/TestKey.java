package org.dcrkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;

/** A key pair that signs tokens in tests; each is made once for all tests. */
record TestKey(String kid, PublicKey publicKey, PrivateKey privateKey) {

    static final TestKey DIRECTORY = rsa("directory-key");
    static final TestKey SOFTWARE = rsa("software-key");
    static final TestKey STRANGER = rsa("stranger-key");
    static final TestKey EC_DIRECTORY = ec("directory-ec-key", "secp256r1");
    static final TestKey EC_SOFTWARE = ec("software-ec-key", "secp256r1");
    static final TestKey P384 = ec("p384-key", "secp384r1");

    private static TestKey rsa(String kid) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return of(kid, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestKey ec(String kid, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return of(kid, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestKey of(String kid, KeyPair pair) {
        return new TestKey(kid, pair.getPublic(), pair.getPrivate());
    }

    /** The same key under another id. */
    TestKey named(String otherKid) {
        return new TestKey(otherKid, publicKey, privateKey);
    }

    PublishedKey published() {
        return PublishedKey.of(kid, publicKey, KeyUse.SIGNATURE, "thumbprint-of-" + kid);
    }

    /** The algorithm that the key is made for. */
    String algorithm() {
        return publicKey.getAlgorithm().equals("RSA") ? "PS256" : "ES256";
    }

    /** A token with a true signature by this key, whatever its header says. */
    String sign(JsonObject header, JsonObject claims) {
        return sign(header.toString().getBytes(UTF_8), claims.toString().getBytes(UTF_8));
    }

    String sign(byte[] header, byte[] claims) {
        String input = encode(header) + "." + encode(claims);
        return input + "." + encode(signature(input));
    }

    byte[] signature(String input) {
        try {
            Signature signature;
            if (publicKey.getAlgorithm().equals("RSA")) {
                signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            } else {
                signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            }
            signature.initSign(privateKey);
            signature.update(input.getBytes(US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same input signed with an algorithm that nobody here allows. */
    byte[] otherSignature(String jcaAlgorithm, String input) {
        try {
            Signature signature = Signature.getInstance(jcaAlgorithm);
            signature.initSign(privateKey);
            signature.update(input.getBytes(US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
