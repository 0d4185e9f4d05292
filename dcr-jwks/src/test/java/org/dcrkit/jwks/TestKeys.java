package org.dcrkit.jwks;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys, JWKs and certificates for tests. */
final class TestKeys {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    /** Gives the same numbers in every run on the same JDK. */
    private static final SecureRandom RANDOM = seeded();

    static final KeyPair RSA = rsa(2048);
    static final KeyPair OTHER_RSA = rsa(2048);
    static final KeyPair EC = p256();
    static final KeyPair OTHER_EC = p256();

    private TestKeys() {}

    private static SecureRandom seeded() {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(20_260_601);
            return random;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JWK whose members can be changed before it is written; values are JSON texts. */
    static Map<String, String> jwk(String kid, KeyPair pair) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("kid", quote(kid));
        PublicKey key = pair.getPublic();
        if (key instanceof RSAPublicKey rsa) {
            members.put("kty", quote("RSA"));
            members.put("n", quote(base64url(rsa.getModulus())));
            members.put("e", quote(base64url(rsa.getPublicExponent())));
        } else if (key instanceof ECPublicKey ec) {
            members.put("kty", quote("EC"));
            members.put("crv", quote("P-256"));
            members.put("x", quote(coordinate(ec.getW().getAffineX())));
            members.put("y", quote(coordinate(ec.getW().getAffineY())));
        }
        return members;
    }

    static Map<String, String> jwk(String kid, KeyPair pair, String member, String json) {
        Map<String, String> jwk = jwk(kid, pair);
        jwk.put(member, json);
        return jwk;
    }

    static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quote(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    @SafeVarargs
    static String set(Map<String, String>... keys) {
        StringJoiner set = new StringJoiner(",", "{\"keys\":[", "]}");
        for (Map<String, String> key : keys) {
            set.add(json(key));
        }
        return set.toString();
    }

    static String quote(String text) {
        return "\"" + text + "\"";
    }

    static String base64url(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64url(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return base64url(fixed);
    }

    /** A self-signed certificate. */
    static X509Certificate certificate(KeyPair pair, Instant from, Instant until) {
        return certificate(pair, pair, "CN=test", from, until);
    }

    /** A certificate for these host names or addresses, issued by an authority called {@code CN=authority}. */
    static X509Certificate certificate(
            KeyPair pair, KeyPair issuer, String subject, Instant from, Instant until, String... hosts) {
        String digest = subject.contains("SHA1") ? "SHA1with" : "SHA256with";
        try {
            X500Name issuerName = new X500Name(pair.equals(issuer) ? subject : "CN=authority");
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuerName,
                    BigInteger.valueOf(hosts.length + 1L),
                    Date.from(from),
                    Date.from(until),
                    new X500Name(subject),
                    pair.getPublic());
            if (subject.equals("CN=authority")) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            List<GeneralName> names = Arrays.stream(hosts)
                    .map(host -> new GeneralName(
                            host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, host))
                    .toList();
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            String algorithm = issuer.getPublic() instanceof RSAPublicKey ? digest + "RSA" : digest + "ECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(issuer.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
