package org.dcrkit.certs;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Which keys are accepted in a certificate: the library's own policy, because the platform's allows RSA of 1024 bits.
 *
 * <p>RSA of 2048 to 8192 bits in whole octets with an odd exponent above 65536, without the marks of known faulty
 * generators (Infineon's ROCA, close primes); EC on the named curves P-256, P-384 and P-521.
 */
final class KeyStrength {

    private static final int MIN_BITS = 2_048;
    private static final int MAX_BITS = 8_192;
    private static final int FERMAT_STEPS = 100;
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65_537);
    private static final Set<String> CURVES = Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");

    /** The primes that ROCA's fingerprint is read modulo; every residue of a faulty modulus is a power of 65537. */
    private static final int[] ROCA_PRIMES = {11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157};

    private static final BigInteger SMALL_PRIMES = BigInteger.valueOf(3 * 5 * 7 * 11 * 13);
    private static final BigInteger LARGER_PRIMES = BigInteger.valueOf(17 * 19 * 23 * 29);
    private static final BitSet SQUARES_OF_SMALL_PRIMES = squares(SMALL_PRIMES);
    private static final BitSet SQUARES_OF_LARGER_PRIMES = squares(LARGER_PRIMES);
    private static final int MOST_REMEMBERED = 1_000;

    /** Keys that passed: those of authorities come with every client, a client's with each of its requests. */
    private final Map<PublicKey, Boolean> passed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PublicKey, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** What is wrong with the key, if anything; a key that passed is not judged again. */
    Optional<String> weaknessOf(PublicKey key) {
        synchronized (passed) {
            if (passed.get(key) != null) {
                return Optional.empty();
            }
        }
        Optional<String> weakness = weakness(key);
        if (weakness.isEmpty()) {
            synchronized (passed) {
                passed.put(key, Boolean.TRUE);
            }
        }
        return weakness;
    }

    /** What is wrong with the key, if anything. */
    static Optional<String> weakness(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa(rsa.getModulus(), rsa.getPublicExponent());
        }
        return key instanceof ECPublicKey ec ? curve(ec) : Optional.of("a key of type " + key.getAlgorithm());
    }

    private static Optional<String> rsa(BigInteger modulus, BigInteger exponent) {
        int bits = modulus.bitLength();
        if (bits < MIN_BITS || bits > MAX_BITS || bits % 8 != 0 || !modulus.testBit(0)) {
            return Optional.of("an RSA key of " + bits + " bits");
        }
        if (exponent.compareTo(MIN_EXPONENT) < 0 || !exponent.testBit(0) || exponent.bitLength() > 64) {
            return Optional.of("an RSA exponent that is even, below 65537 or above 64 bits");
        }
        if (isRoca(modulus)) {
            return Optional.of("an RSA key with the fingerprint of ROCA (CVE-2017-15361)");
        }
        return hasClosePrimes(modulus) ? Optional.of("an RSA key with close primes") : Optional.empty();
    }

    private static boolean isRoca(BigInteger modulus) {
        for (int prime : ROCA_PRIMES) {
            int residue = modulus.mod(BigInteger.valueOf(prime)).intValue();
            int power = 1;
            boolean isPower = false;
            for (int i = 0; i < prime && !isPower; i++) {
                isPower = power == residue;
                power = power * (65_537 % prime) % prime;
            }
            if (!isPower) {
                return false;
            }
        }
        return true;
    }

    /** Fermat's factorisation, which finds primes that are close together in a few steps, and a square in the first. */
    private static boolean hasClosePrimes(BigInteger modulus) {
        BigInteger a = modulus.sqrt();
        if (!a.multiply(a).equals(modulus)) {
            a = a.add(BigInteger.ONE);
        }
        BigInteger difference = a.multiply(a).subtract(modulus);
        for (int i = 0; i < FERMAT_STEPS; i++) {
            if (mayBeSquare(difference) && difference.sqrtAndRemainder()[1].signum() == 0) {
                return true;
            }
            difference = difference.add(a.shiftLeft(1)).add(BigInteger.ONE);
            a = a.add(BigInteger.ONE);
        }
        return false;
    }

    /** Whether no residue rules a square out; spares all but one in some hundreds of the roots, which are costly. */
    private static boolean mayBeSquare(BigInteger number) {
        int low = number.intValue() & 15;
        return (low == 0 || low == 1 || low == 4 || low == 9)
                && SQUARES_OF_SMALL_PRIMES.get(number.mod(SMALL_PRIMES).intValue())
                && SQUARES_OF_LARGER_PRIMES.get(number.mod(LARGER_PRIMES).intValue());
    }

    private static BitSet squares(BigInteger modulus) {
        int size = modulus.intValueExact();
        BitSet squares = new BitSet(size);
        for (long root = 0; root < size; root++) {
            squares.set((int) (root * root % size));
        }
        return squares;
    }

    private static Optional<String> curve(ECPublicKey key) {
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
            boolean known = info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve
                    && CURVES.contains(curve.getId());
            return known
                    ? Optional.empty()
                    : Optional.of("an EC key that is not on a named curve P-256, P-384 or P-521");
        } catch (RuntimeException e) {
            return Optional.of("an EC key whose curve cannot be read");
        }
    }
}
