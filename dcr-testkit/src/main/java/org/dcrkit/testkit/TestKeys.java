package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECParameterSpec;
import org.bouncycastle.jce.spec.ECPrivateKeySpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Key pairs by name: the same seed and name give the same key on every machine and JDK.
 *
 * <p>An RSA key takes a tenth of a second to find, so each is made once a process and kept. Anybody can compute these
 * keys; they protect nothing.
 */
public final class TestKeys {

    private static final ConcurrentMap<String, KeyPair> MADE = new ConcurrentHashMap<>();
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final long seed;

    private TestKeys(long seed) {
        this.seed = seed;
    }

    /** The keys of a seed. */
    public static TestKeys seeded(long seed) {
        return new TestKeys(seed);
    }

    /** An RSA key pair of 2048 bits. */
    public KeyPair rsa(String name) {
        return rsa(name, 2_048);
    }

    /** An RSA key pair of a chosen size, with the exponent 65537. */
    public KeyPair rsa(String name, int bits) {
        return MADE.computeIfAbsent(label("RSA", bits, name), label -> makeRsa(label, bits));
    }

    /** An EC key pair on P-256. */
    public KeyPair p256(String name) {
        return ec(name, "P-256");
    }

    /**
     * An EC key pair on a named curve.
     *
     * @param curve the curve's NIST name, such as {@code P-384}
     */
    public KeyPair ec(String name, String curve) {
        return MADE.computeIfAbsent(label("EC", curve, name), label -> makeEc(label, curve));
    }

    private String label(String type, Object size, String name) {
        return type + ' ' + size + ' ' + seed + ' ' + requireNonNull(name, "name");
    }

    private static KeyPair makeRsa(String label, int bits) {
        for (int attempt = 0; ; attempt++) {
            BigInteger p = prime(label, attempt, "p", bits / 2);
            BigInteger q = prime(label, attempt, "q", bits - bits / 2);
            BigInteger modulus = p.multiply(q);
            BigInteger order = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
            if (modulus.bitLength() == bits && EXPONENT.gcd(order).equals(BigInteger.ONE)) {
                return rsaPair(p, q, modulus, EXPONENT.modInverse(order));
            }
        }
    }

    private static BigInteger prime(String label, int attempt, String which, int bits) {
        BigInteger start = new BigInteger(bits, SeededRandom.of(label, attempt, which));
        return start.setBit(bits - 1).setBit(bits - 2).nextProbablePrime();
    }

    private static KeyPair rsaPair(BigInteger p, BigInteger q, BigInteger modulus, BigInteger d) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(modulus, EXPONENT)),
                    factory.generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus,
                            EXPONENT,
                            d,
                            p,
                            q,
                            d.mod(p.subtract(BigInteger.ONE)),
                            d.mod(q.subtract(BigInteger.ONE)),
                            q.modInverse(p))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an RSA key that the platform does not take", e);
        }
    }

    private static KeyPair makeEc(String label, String curve) {
        org.bouncycastle.asn1.x9.X9ECParameters domain = requireNonNull(CustomNamedCurves.getByName(curve), curve);
        BigInteger order = domain.getN();
        BigInteger d = new BigInteger(order.bitLength() + 64, SeededRandom.of(label))
                .mod(order.subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
        ECPoint q = domain.getG().multiply(d).normalize();
        ECParameterSpec spec = org.bouncycastle.jce.ECNamedCurveTable.getParameterSpec(curve);
        try {
            KeyFactory bouncyCastle = KeyFactory.getInstance("EC", BOUNCY_CASTLE);
            KeyFactory platform = KeyFactory.getInstance("EC");
            return new KeyPair(
                    platform.generatePublic(new java.security.spec.X509EncodedKeySpec(bouncyCastle
                            .generatePublic(new ECPublicKeySpec(
                                    spec.getCurve()
                                            .createPoint(
                                                    q.getAffineXCoord().toBigInteger(),
                                                    q.getAffineYCoord().toBigInteger()),
                                    spec))
                            .getEncoded())),
                    platform.generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(bouncyCastle
                            .generatePrivate(new ECPrivateKeySpec(d, spec))
                            .getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an EC key that the platform does not take", e);
        }
    }
}
