package org.dcrkit.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells whether an IPv6 address is written in its one canonical form (RFC 5952), so that all parsers print it alike.
 *
 * <p>Addresses with an embedded dotted IPv4 part are none: parsers differ on how to print them.
 */
final class Ipv6Text {

    private static final int GROUPS = 8;
    private static final Pattern GROUP = Pattern.compile("0|[1-9a-f][0-9a-f]{0,3}");

    private Ipv6Text() {}

    static boolean isCanonical(String address) {
        String text = address.toLowerCase(Locale.ROOT);
        int gap = text.indexOf("::");
        if (gap < 0) {
            List<String> groups = groups(text);
            return groups.size() == GROUPS && areGroups(groups) && longestRun(groups) < 2;
        }
        List<String> before = groups(text.substring(0, gap));
        List<String> after = groups(text.substring(gap + 2));
        int left = GROUPS - before.size() - after.size();
        boolean maximal = left >= 2
                && !endsInZero(before)
                && (after.isEmpty() || !after.get(0).equals("0"))
                && longestRun(before) <= left - 1
                && longestRun(after) <= left;
        return maximal && areGroups(before) && areGroups(after);
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : new ArrayList<>(List.of(text.split(":", -1)));
    }

    private static boolean areGroups(List<String> groups) {
        return groups.stream().allMatch(group -> GROUP.matcher(group).matches());
    }

    private static boolean endsInZero(List<String> groups) {
        return !groups.isEmpty() && groups.get(groups.size() - 1).equals("0");
    }

    /** The most groups of zero in a row; the first of several longest runs is the one to be shortened. */
    private static int longestRun(List<String> groups) {
        int longest = 0;
        int run = 0;
        for (String group : groups) {
            run = group.equals("0") ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
