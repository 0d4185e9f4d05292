package org.dcrkit.jwks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dcrkit.spi.SkippedKey.Cause;

/**
 * Refuses RSA keys that are too short, too long, or of a weakness that shows in the public key.
 *
 * <p>RFC 7518, section 3.3, asks for 2048 bits or more. A modulus over 8192 bits, or an exponent over 64, makes one
 * verification cost milliseconds and is refused as a load, not as a weakness.
 */
final class RsaStrength {

    private static final int MIN_BITS = 2_048;
    private static final int MAX_BITS = 8_192;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final BigInteger THREE = BigInteger.valueOf(3);
    /** Above this length, asking whether the modulus is prime costs more than an attacker's key is worth. */
    private static final int MAX_BITS_FOR_PRIMALITY = 3_072;

    private static final int SMALL_FACTORS_UP_TO = 65_536;
    private static final BigInteger SMALL_PRIMES = IntStream.rangeClosed(3, SMALL_FACTORS_UP_TO)
            .mapToObj(BigInteger::valueOf)
            .filter(n -> n.isProbablePrime(20))
            .reduce(BigInteger.ONE, BigInteger::multiply);

    /** One modulus in 2^50 has such a run by chance; products of patterned primes have many. */
    private static final Pattern LONG_RUN = Pattern.compile("0{16}|f{16}");

    private static final int MOST_REMEMBERED = 10_000;

    private final int fermatRounds;
    /** Keys that passed: they come again with every fetch of their set, and judging one takes milliseconds. */
    private final Cache<Key, Boolean> passed = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    RsaStrength(int fermatRounds) {
        this.fermatRounds = fermatRounds;
    }

    private record Key(BigInteger modulus, BigInteger exponent) {}

    void check(BigInteger modulus, BigInteger exponent) throws Skip {
        Key key = new Key(modulus, exponent);
        if (passed.getIfPresent(key) == null) {
            judge(modulus, exponent);
            passed.put(key, Boolean.TRUE);
        }
    }

    private void judge(BigInteger modulus, BigInteger exponent) throws Skip {
        int bits = modulus.bitLength();
        if (bits > MAX_BITS) {
            throw new Skip(Cause.TOO_LARGE, "the modulus has more than " + MAX_BITS + " bits: " + bits);
        }
        if (exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new Skip(Cause.TOO_LARGE, "the exponent has more than " + MAX_EXPONENT_BITS + " bits");
        }
        refuse(bits < MIN_BITS, "the modulus has fewer than " + MIN_BITS + " bits: " + bits);
        refuse(exponent.compareTo(THREE) < 0, "the exponent is less than 3");
        refuse(!exponent.testBit(0), "the exponent is even");
        refuse(!modulus.testBit(0), "the modulus is even");
        refuse(!modulus.gcd(SMALL_PRIMES).equals(BigInteger.ONE), "the modulus has a prime factor below 65536");
        refuse(
                LONG_RUN.matcher(modulus.toString(16)).find(),
                "the modulus has 64 equal bits in a row, so is not random");
        refuse(RocaFingerprint.matches(modulus), "the modulus has the ROCA fingerprint (CVE-2017-15361)");
        refuse(closePrimes(modulus), "the prime factors are close together (CVE-2022-26320)");
        refuse(bits <= MAX_BITS_FOR_PRIMALITY && modulus.isProbablePrime(1), "the modulus is a prime");
    }

    /** Fermat's factorisation: finds p and q in a few rounds if they are close, and a square in the first. */
    private boolean closePrimes(BigInteger modulus) {
        BigInteger a = modulus.sqrt();
        if (!a.multiply(a).equals(modulus)) {
            a = a.add(BigInteger.ONE);
        }
        BigInteger difference = a.multiply(a).subtract(modulus);
        for (int round = 0; round < fermatRounds; round++) {
            if (isSquare(difference)) {
                return true;
            }
            difference = difference.add(a.shiftLeft(1)).add(BigInteger.ONE);
            a = a.add(BigInteger.ONE);
        }
        return false;
    }

    private static boolean isSquare(BigInteger n) {
        int low = n.intValue() & 15;
        if (low != 0 && low != 1 && low != 4 && low != 9) {
            return false;
        }
        BigInteger root = n.sqrt();
        return root.multiply(root).equals(n);
    }

    private static void refuse(boolean weak, String detail) throws Skip {
        if (weak) {
            throw new Skip(Cause.WEAK, detail);
        }
    }
}
