package org.dcrkit.testkit;

import static org.dcrkit.testkit.PolicyRules.built;

import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.dcrkit.claims.HttpsUrl.HostKind;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.policy.RedirectUriRule;
import org.dcrkit.testkit.SabotageBook.Entry;

/**
 * Ways to ruin redirect URIs.
 *
 * <p>A URI that is bad in itself is entered into the statement too, so that nothing is wrong with it but itself.
 */
final class RedirectSabotage {

    private static final String LONG = "https://tpp.example/" + "a".repeat(300);

    private final SabotageBook made = new SabotageBook();

    private RedirectSabotage() {}

    static List<Sabotage> all() {
        RedirectSabotage catalogue = new RedirectSabotage();
        catalogue.form();
        catalogue.hosts();
        catalogue.notInStatement();
        catalogue.counts();
        return catalogue.made.all();
    }

    private void form() {
        bad("over_http", PolicyReason.REDIRECT_URI_NOT_HTTPS, "http://tpp.example/cb");
        bad("over_https_in_capitals", PolicyReason.REDIRECT_URI_NOT_HTTPS, "HTTPS://tpp.example/cb");
        bad("with_https_inside", PolicyReason.REDIRECT_URI_NOT_HTTPS, "http://tpp.example/?https://");
        bad("of_script", PolicyReason.REDIRECT_URI_NOT_HTTPS, "javascript:alert(1)");
        bad("of_app", PolicyReason.REDIRECT_URI_NOT_HTTPS, "com.tpp.example:/cb");
        bad("relative", PolicyReason.REDIRECT_URI_NOT_HTTPS, "/cb");
        bad("without_host", PolicyReason.REDIRECT_URI_MALFORMED, "https:///cb");
        bad("with_wildcard", PolicyReason.REDIRECT_URI_MALFORMED, "https://*.tpp.example/cb");
        bad("with_dot_segments", PolicyReason.REDIRECT_URI_MALFORMED, "https://tpp.example/a/../cb");
        bad("with_encoded_slash", PolicyReason.REDIRECT_URI_MALFORMED, "https://tpp.example/a%2fcb");
        bad("with_backslash", PolicyReason.REDIRECT_URI_MALFORMED, "https://tpp.example\\.stranger.example/cb");
        bad("with_blank", PolicyReason.REDIRECT_URI_MALFORMED, "https://tpp.example/a b");
        bad("with_unicode_host", PolicyReason.REDIRECT_URI_MALFORMED, "https://tp\u0440.example/cb");
        bad("with_impossible_port", PolicyReason.REDIRECT_URI_MALFORMED, "https://tpp.example:99999/cb");
        bad("with_fragment", PolicyReason.REDIRECT_URI_FRAGMENT, "https://tpp.example/cb#x");
        bad("with_empty_fragment", PolicyReason.REDIRECT_URI_FRAGMENT, "https://tpp.example/cb#");
        bad("with_user", PolicyReason.REDIRECT_URI_USER_INFORMATION, "https://tpp.example@stranger.example/cb");
        bad("too_long", PolicyReason.REDIRECT_URI_TOO_LONG, LONG).where(rule(rule -> rule.maxLength() < LONG.length()));
    }

    private void hosts() {
        host("at_localhost", "https://localhost/cb", HostKind.SINGLE_LABEL);
        host("below_localhost", "https://tpp.localhost/cb", HostKind.NAME);
        host("in_local_network", "https://tpp.local/cb", HostKind.NAME);
        host("at_loopback", "https://127.0.0.1/cb", HostKind.IPV4);
        host("at_address", "https://192.0.2.1/cb", HostKind.IPV4);
        host("at_address_version_6", "https://[::1]/cb", HostKind.IPV6);
        host("at_single_label", "https://intranet/cb", HostKind.SINGLE_LABEL);
        host("at_name_that_means_an_address", "https://127.0.0.1.nip.io/cb", HostKind.NAME);
        bad("at_other_port", PolicyReason.REDIRECT_URI_PORT, "https://tpp.example:8443/cb")
                .where(rule(rule -> !rule.ports().contains(8_443)));
    }

    /** A name that stands for the local machine is never allowed, any other way to write a host only where the bank says so. */
    private void host(String name, String uri, HostKind kind) {
        bad(name, PolicyReason.REDIRECT_URI_HOST, uri)
                .where(rule(rule -> kind == HostKind.NAME || !rule.hosts().contains(kind)));
    }

    private void notInStatement() {
        foreign("of_stranger", "https://stranger.example/cb");
        foreign("of_similar_host", "https://tpp.example.stranger.example/cb");
        own("with_slash_at_end", "/");
        own("with_query_at_end", "?x=y");
        own("with_more_path", "/more");
        made.add(
                        "redirect_uri.one_of_several_foreign",
                        PolicyReason.REDIRECT_URI_NOT_IN_STATEMENT,
                        draft -> draft.claim(
                                "redirect_uris",
                                List.of(draft.tpp().redirectUris().get(0), "https://stranger.example/cb")))
                .where(rule(rule -> rule.inStatement() && rule.maxCount() > 1));
    }

    private void counts() {
        made.add(
                        "redirect_uri.none",
                        org.dcrkit.claims.ClaimReason.EMPTY,
                        draft -> draft.claim("redirect_uris", List.of()))
                .answeredWith(org.dcrkit.verdict.RegistrationError.INVALID_REDIRECT_URI)
                .where(PolicyRules.mandatory(org.dcrkit.claims.RequestClaim.REDIRECT_URIS));
        made.add("redirect_uri.missing", org.dcrkit.claims.ClaimReason.MISSING, draft -> draft.without("redirect_uris"))
                .answeredWith(org.dcrkit.verdict.RegistrationError.INVALID_REDIRECT_URI)
                .where(PolicyRules.mandatory(org.dcrkit.claims.RequestClaim.REDIRECT_URIS));
        made.add(
                        "redirect_uri.twice",
                        PolicyReason.REDIRECT_URI_REPEATED,
                        draft -> draft.claim(
                                "redirect_uris",
                                Collections.nCopies(
                                        2, draft.tpp().redirectUris().get(0))))
                .where(rule(rule -> rule.maxCount() > 1));
        many("redirect_uri.two", 2).where(rule(rule -> rule.maxCount() == 1));
        many("redirect_uri.hundred_and_one", 101);
    }

    private Entry many(String name, int count) {
        return made.add(
                name,
                PolicyReason.REDIRECT_URI_TOO_MANY,
                draft -> both(
                        draft,
                        IntStream.range(0, count)
                                .mapToObj(i -> "https://tpp.example/" + i)
                                .toList()));
    }

    private void foreign(String name, String uri) {
        made.add(
                        "redirect_uri." + name,
                        PolicyReason.REDIRECT_URI_NOT_IN_STATEMENT,
                        draft -> draft.claim("redirect_uris", List.of(uri)))
                .where(rule(RedirectUriRule::inStatement));
    }

    private void own(String name, String more) {
        made.add(
                        "redirect_uri." + name,
                        PolicyReason.REDIRECT_URI_NOT_IN_STATEMENT,
                        draft -> draft.claim(
                                "redirect_uris",
                                List.of(draft.tpp().redirectUris().get(0) + more)))
                .where(rule(RedirectUriRule::inStatement));
    }

    private Entry bad(String name, PolicyReason reason, String uri) {
        return made.add("redirect_uri." + name, reason, draft -> both(draft, List.of(uri)));
    }

    private static RegistrationDraft both(RegistrationDraft draft, List<String> uris) {
        String claim = draft.tpp().directory().shape().dialect().nameOf(SsaClaim.REDIRECT_URIS);
        return draft.claim("redirect_uris", uris).ssa(ssa -> ssa.claim(claim, uris));
    }

    private static java.util.function.BiPredicate<RegistrationDraft, org.dcrkit.RegistrationPolicy> rule(
            Predicate<RedirectUriRule> such) {
        return built(policy -> such.test(policy.redirectUris()));
    }
}
