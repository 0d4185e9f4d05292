package org.dcrkit.policy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.claims.HttpsUrl.HostKind;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.verdict.ClaimPath;
import org.jspecify.annotations.Nullable;

/**
 * What a bank asks of redirect URIs, each and every one of them.
 *
 * <p>Always asked, and not to be configured away: a plain https URL that all parsers read alike. Unless told otherwise also:
 * written exactly as in the software statement, a named host that is not local, port 443, at most 256 characters and 100
 * URIs, none twice; of more than 100 the first 100 are judged, and the request is refused for their number anyway. Where the claim is optional and absent, all URIs of the statement are asked for. A statement that lists a local host does not make it allowed (OBIE DCR, {@code redirect_uris}).
 */
public final class RedirectUriRule {

    private static final Set<String> LOCAL_NAMES = Set.of(
            "localhost",
            "localdomain",
            "local",
            "internal",
            "lan",
            "home.arpa",
            "onion",
            "localtest.me",
            "lvh.me",
            "nip.io",
            "sslip.io",
            "xip.io");
    private static final RedirectUriRule DEFAULTS =
            new RedirectUriRule(ClaimRule.MAX_VALUES, 256, EnumSet.of(HostKind.NAME), Set.of(443), true);

    private final int maxCount;
    private final int maxLength;
    private final Set<HostKind> hosts;
    private final Set<Integer> ports;
    private final boolean inStatement;

    private RedirectUriRule(int maxCount, int maxLength, Set<HostKind> hosts, Set<Integer> ports, boolean inStatement) {
        this.maxCount = maxCount;
        this.maxLength = maxLength;
        this.hosts = Set.copyOf(hosts);
        this.ports = Set.copyOf(ports);
        this.inStatement = inStatement;
    }

    /** OBIE's rule, strictly. */
    static RedirectUriRule defaults() {
        return DEFAULTS;
    }

    /** With at most that many URIs, up to 100. */
    public RedirectUriRule atMost(int count) {
        if (count < 1 || count > ClaimRule.MAX_VALUES) {
            throw new IllegalArgumentException("between 1 and 100 redirect URIs: " + count);
        }
        return new RedirectUriRule(count, maxLength, hosts, ports, inStatement);
    }

    /** With URIs of at most that many characters. */
    public RedirectUriRule maxLength(int characters) {
        if (characters < 1 || characters > HttpsUrl.MAX_LENGTH) {
            throw new IllegalArgumentException("between 1 and 2048 characters: " + characters);
        }
        return new RedirectUriRule(maxCount, characters, hosts, ports, inStatement);
    }

    /** With hosts written in one of these ways; names that stand for the local machine stay refused. */
    public RedirectUriRule hosts(Set<HostKind> kinds) {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("redirect URIs need a kind of host");
        }
        return new RedirectUriRule(maxCount, maxLength, kinds, ports, inStatement);
    }

    /** With one of these ports. */
    public RedirectUriRule ports(Integer... numbers) {
        Set<Integer> distinct = Set.copyOf(Arrays.asList(numbers));
        if (distinct.isEmpty() || distinct.stream().anyMatch(port -> port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("redirect URIs need ports between 1 and 65535: " + distinct);
        }
        return new RedirectUriRule(maxCount, maxLength, hosts, distinct, inStatement);
    }

    /** Also with URIs that the software statement does not list, in regimes whose statements list none. */
    public RedirectUriRule notNecessarilyInStatement() {
        return inStatement(false);
    }

    RedirectUriRule inStatement(boolean asked) {
        return new RedirectUriRule(maxCount, maxLength, hosts, ports, asked);
    }

    /** The most URIs. */
    public int maxCount() {
        return maxCount;
    }

    /** The most characters of one. */
    public int maxLength() {
        return maxLength;
    }

    /** How the host may be written. */
    public Set<HostKind> hosts() {
        return hosts;
    }

    /** The ports that may be named or meant. */
    public Set<Integer> ports() {
        return ports;
    }

    /** Whether each must be in the software statement, character by character. */
    public boolean inStatement() {
        return inStatement;
    }

    void judge(PolicyEvaluation evaluation) {
        List<String> uris = evaluation.metadata().values(RequestClaim.REDIRECT_URIS);
        if (uris.isEmpty()) {
            return;
        }
        require(
                evaluation,
                uris.size() <= maxCount,
                PolicyReason.REDIRECT_URI_TOO_MANY,
                PolicyEvaluation.path(RequestClaim.REDIRECT_URIS),
                uris.size() + " URIs",
                "at most " + maxCount);
        Set<String> vouchedFor = Set.copyOf(evaluation.facts().statement().redirectUris());
        String vouchedForWords = "one of " + String.join(" ", new TreeSet<>(vouchedFor));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < Math.min(uris.size(), ClaimRule.MAX_VALUES); i++) {
            ClaimPath where = PolicyEvaluation.path(RequestClaim.REDIRECT_URIS, i);
            String uri = uris.get(i);
            require(evaluation, seen.add(uri), PolicyReason.REDIRECT_URI_REPEATED, where, uri, "each URI once");
            judge(evaluation, uri, where);
            if (inStatement) {
                require(
                        evaluation,
                        vouchedFor.contains(uri),
                        PolicyReason.REDIRECT_URI_NOT_IN_STATEMENT,
                        where,
                        uri,
                        vouchedForWords);
            }
        }
    }

    private void judge(PolicyEvaluation evaluation, String uri, ClaimPath where) {
        require(
                evaluation,
                Values.length(uri) <= maxLength,
                PolicyReason.REDIRECT_URI_TOO_LONG,
                where,
                Values.length(uri) + " characters",
                "at most " + maxLength);
        Optional<HttpsUrl> url = HttpsUrl.parse(uri);
        require(evaluation, url.isPresent(), fault(uri), where, uri, "a plain absolute https URL");
        url.ifPresent(plain -> {
            require(
                    evaluation,
                    hosts.contains(plain.hostKind()) && !isLocal(plain.host()),
                    PolicyReason.REDIRECT_URI_HOST,
                    where,
                    plain.host(),
                    hostWords() + " that is not local");
            require(
                    evaluation,
                    ports.contains(plain.port()),
                    PolicyReason.REDIRECT_URI_PORT,
                    where,
                    Integer.toString(plain.port()),
                    portWords());
        });
    }

    String hostWords() {
        return hosts.stream()
                .sorted(Comparator.naturalOrder())
                .map(kind -> switch (kind) {
                    case NAME -> "a host name";
                    case SINGLE_LABEL -> "a single-label name";
                    case IPV4 -> "an IPv4 address";
                    case IPV6 -> "an IPv6 address";
                })
                .collect(Collectors.joining(" or "));
    }

    String portWords() {
        return new TreeSet<>(ports).stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private static boolean require(
            PolicyEvaluation evaluation,
            boolean holds,
            PolicyReason reason,
            ClaimPath where,
            @Nullable String got,
            String expected) {
        return evaluation.require(holds, RequestClaim.REDIRECT_URIS, reason, where, got, expected);
    }

    /** The most telling thing that is wrong with a text that is no plain https URL. */
    private static PolicyReason fault(String uri) {
        if (!uri.startsWith("https://")) {
            return PolicyReason.REDIRECT_URI_NOT_HTTPS;
        }
        String afterScheme = uri.substring("https://".length());
        String authority = afterScheme.split("[/?#]", 2)[0];
        if (authority.indexOf('@') >= 0) {
            return PolicyReason.REDIRECT_URI_USER_INFORMATION;
        }
        return uri.indexOf('#') >= 0 ? PolicyReason.REDIRECT_URI_FRAGMENT : PolicyReason.REDIRECT_URI_MALFORMED;
    }

    /** Whether a name stands for the local machine or network (RFC 6761, RFC 6762, RFC 8375), or is made to resolve so. */
    private static boolean isLocal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return Stream.iterate(lower, Objects::nonNull, RedirectUriRule::parent).anyMatch(LOCAL_NAMES::contains);
    }

    private static @Nullable String parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? null : name.substring(dot + 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RedirectUriRule that && contents().equals(that.contents());
    }

    @Override
    public int hashCode() {
        return contents().hashCode();
    }

    @Override
    public String toString() {
        return "redirect URIs " + contents();
    }

    private List<Object> contents() {
        return List.of(maxCount, maxLength, hosts, ports, inStatement);
    }
}
