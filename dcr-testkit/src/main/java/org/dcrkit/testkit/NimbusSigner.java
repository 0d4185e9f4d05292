package org.dcrkit.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/** The module's one door to the JOSE library: signatures, and how a key is written as JSON. */
final class NimbusSigner {

    private NimbusSigner() {}

    /**
     * Signs, in base64url.
     *
     * @param alg the algorithm's JOSE name; it must fit the key
     */
    static String sign(String alg, Key key, byte[] signingInput) {
        try {
            JWSAlgorithm algorithm = JWSAlgorithm.parse(alg);
            return signer(algorithm, key)
                    .sign(new JWSHeader(algorithm), signingInput)
                    .toString();
        } catch (JOSEException e) {
            throw new IllegalArgumentException(
                    "cannot sign with " + alg + " and a key of type " + key.getAlgorithm(), e);
        }
    }

    /** The algorithm if it can be computed with that kind of key, else the one that fits the key best. */
    static String fitting(String alg, Key key) {
        JWSAlgorithm wanted = JWSAlgorithm.parse(alg);
        if (key instanceof SecretKey) {
            return JWSAlgorithm.Family.HMAC_SHA.contains(wanted) ? alg : "HS256";
        }
        if ("RSA".equals(key.getAlgorithm())) {
            return JWSAlgorithm.Family.RSA.contains(wanted) ? alg : "PS256";
        }
        return "ES"
                + switch (((ECPrivateKey) key).getParams().getOrder().bitLength()) {
                    case 384 -> "384";
                    case 521 -> "512";
                    default -> "256";
                };
    }

    /** The members of the key that its thumbprint is made of (RFC 7638, section 3.2), in that order. */
    static Map<String, String> requiredMembers(PublicKey key) {
        Map<String, String> members = new TreeMap<>();
        jwk(key).getRequiredParams().forEach((name, value) -> members.put(name, value.toString()));
        return members;
    }

    /** The base64url of the SHA-1 of the key's canonical form: the Open Banking directory's rule for key ids. */
    static String sha1Thumbprint(PublicKey key) {
        try {
            return jwk(key).computeThumbprint("SHA-1").toString();
        } catch (JOSEException e) {
            throw new IllegalArgumentException("a key without a thumbprint", e);
        }
    }

    /** Whether the signature is the key's, with that algorithm. */
    static boolean verifies(String alg, PublicKey key, byte[] signingInput, String signature) {
        JWSAlgorithm algorithm = JWSAlgorithm.parse(alg);
        try {
            JWSVerifier verifier =
                    key instanceof ECPublicKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier((RSAPublicKey) key);
            return verifier.supportedJWSAlgorithms().contains(algorithm)
                    && verifier.verify(new JWSHeader(algorithm), signingInput, new Base64URL(signature));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static JWK jwk(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).build();
        }
        if (key instanceof ECPublicKey ec) {
            return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
        }
        throw new IllegalArgumentException("neither an RSA nor an EC key: " + key.getAlgorithm());
    }

    private static JWSSigner signer(JWSAlgorithm algorithm, Key key) throws JOSEException {
        if (key instanceof SecretKey secret) {
            return new MACSigner(secret);
        }
        return "RSA".equals(key.getAlgorithm())
                ? new RSASSASigner((PrivateKey) key, Set.of(AllowWeakRSAKey.getInstance()))
                : new ECDSASigner(
                        (PrivateKey) key,
                        Curve.forJWSAlgorithm(algorithm).iterator().next());
    }
}
