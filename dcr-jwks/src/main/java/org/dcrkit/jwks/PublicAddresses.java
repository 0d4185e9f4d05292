package org.dcrkit.jwks;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses of the public Internet: what IANA's special-purpose registries (RFC 6890) leave over.
 *
 * <p>Of IPv6 only global unicast (2000::/3) counts, without the transition ranges that carry an IPv4 address inside, which
 * could lead anywhere; NAT64 (RFC 6052) counts if the address inside is public.
 */
final class PublicAddresses {

    private static final List<Range> IPV4_SPECIAL = ranges(
            "00000000/8", // this network
            "0a000000/8", // private, RFC 1918
            "64400000/10", // carrier-grade NAT, RFC 6598
            "7f000000/8", // loopback
            "a9fe0000/16", // link-local
            "ac100000/12", // private, RFC 1918
            "c0000000/24", // IETF protocol assignments
            "c0000200/24", // documentation
            "c0586300/24", // 6to4 relays
            "c0a80000/16", // private, RFC 1918
            "c6120000/15", // benchmarks
            "c6336400/24", // documentation
            "cb007100/24", // documentation
            "e0000000/4", // multicast
            "f0000000/4"); // reserved, and broadcast
    private static final Range IPV6_GLOBAL = range("20000000000000000000000000000000/3");
    private static final Range NAT64 = range("0064ff9b000000000000000000000000/96");
    private static final List<Range> IPV6_SPECIAL = ranges(
            "20010000000000000000000000000000/23", // IETF protocol assignments, Teredo and ORCHID among them
            "20010db8000000000000000000000000/32", // documentation
            "20020000000000000000000000000000/16", // 6to4
            "3fff0000000000000000000000000000/20"); // documentation

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return IPV4_SPECIAL.stream().noneMatch(range -> range.contains(bytes));
        }
        if (NAT64.contains(bytes)) {
            byte[] inside = Arrays.copyOfRange(bytes, 12, 16);
            return IPV4_SPECIAL.stream().noneMatch(range -> range.contains(inside));
        }
        return IPV6_GLOBAL.contains(bytes) && IPV6_SPECIAL.stream().noneMatch(range -> range.contains(bytes));
    }

    private record Range(BigInteger prefix, int bits, int prefixBits) {
        boolean contains(byte[] address) {
            return address.length * Byte.SIZE == bits
                    && new BigInteger(1, address).shiftRight(bits - prefixBits).equals(prefix);
        }
    }

    private static List<Range> ranges(String... texts) {
        return Stream.of(texts).map(PublicAddresses::range).toList();
    }

    /** An address in hexadecimal, and the length of its prefix. */
    private static Range range(String text) {
        int slash = text.indexOf('/');
        byte[] address = HexFormat.of().parseHex(text.substring(0, slash));
        int bits = address.length * Byte.SIZE;
        int prefixBits = Integer.parseInt(text.substring(slash + 1));
        return new Range(new BigInteger(1, address).shiftRight(bits - prefixBits), bits, prefixBits);
    }
}
