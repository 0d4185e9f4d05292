package org.dcrkit.jwks;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Recognises moduli of the flawed Infineon generator (CVE-2017-15361).
 *
 * <p>Its primes are {@code k·M + (65537^a mod M)} for a product M of small primes, so that the modulus of such a key is,
 * modulo every one of those primes, a power of 65537. A good modulus is that for all of them with a probability far
 * below 2^-100.
 */
final class RocaFingerprint {

    private static final long GENERATOR = 65_537;
    private static final int LARGEST_PRIME = 167;
    private static final List<Residues> RESIDUES = residues();

    private RocaFingerprint() {}

    private record Residues(int prime, BitSet powers) {}

    static boolean matches(BigInteger modulus) {
        return RESIDUES.stream()
                .allMatch(residues -> residues.powers.get(
                        modulus.mod(BigInteger.valueOf(residues.prime)).intValue()));
    }

    private static List<Residues> residues() {
        List<Residues> all = new ArrayList<>();
        for (int prime = 3; prime <= LARGEST_PRIME; prime += 2) {
            if (BigInteger.valueOf(prime).isProbablePrime(50)) {
                BitSet powers = new BitSet(prime);
                for (long power = 1; !powers.get((int) power); power = power * GENERATOR % prime) {
                    powers.set((int) power);
                }
                all.add(new Residues(prime, powers));
            }
        }
        return List.copyOf(all);
    }
}
