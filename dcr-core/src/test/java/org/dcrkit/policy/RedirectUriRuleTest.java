package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcrkit.claims.HttpsUrl.HostKind;
import org.dcrkit.verdict.RegistrationError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("OBIE DCR, redirect_uris: https, not localhost, equal to or a subset of software_redirect_uris")
class RedirectUriRuleTest {

    private static final ClaimPolicy POLICY = ObieProfile.V3_3.policy(Scene.AUDIENCE);

    private static ClaimPolicy with(UnaryOperator<RedirectUriRule> change) {
        return POLICY.derive("changed").redirectUris(change).build();
    }

    @Test
    @DisplayName("Every URI of the statement may be asked for, or some of them")
    void subset() {
        Scene one = Scene.obie().claim("redirect_uris", List.of(Scene.REDIRECT_2));
        Scene both = Scene.obie().claim("redirect_uris", List.of(Scene.REDIRECT_2, Scene.REDIRECT_1));
        assertThat(one.faults(POLICY)).isEmpty();
        assertThat(both.faults(POLICY)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://tpp.example.com/callback/",
        "https://tpp.example.com/Callback",
        "https://tpp.example.com:443/callback",
        "https://TPP.example.com/callback",
        "https://tpp.example.com/c%61llback",
        "https://tpp.example.com/callback?",
        "https://evil.example.com/callback"
    })
    @DisplayName("The comparison is that of characters; nothing is normalised first")
    void exact(String uri) {
        Scene scene = Scene.obie().claim("redirect_uris", List.of(Scene.REDIRECT_1, uri));
        assertThat(scene.faults(POLICY)).containsExactly("redirect_uri.not_in_statement request:/redirect_uris/1");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("http://tpp.example.com/cb", "redirect_uri.not_https"),
                arguments("HTTPS://tpp.example.com/cb", "redirect_uri.not_https"),
                arguments("com.example.tpp:/cb", "redirect_uri.not_https"),
                arguments("/cb", "redirect_uri.not_https"),
                arguments("http://x/?https", "redirect_uri.not_https"),
                arguments("https://tpp.example.com/cb#", "redirect_uri.fragment"),
                arguments("https://tpp.example.com/cb#state", "redirect_uri.fragment"),
                arguments("https://tpp.example.com@evil.com/cb", "redirect_uri.user_information"),
                arguments("https://good.com%2f@evil.com/", "redirect_uri.user_information"),
                arguments("https://good.com\\@evil.com", "redirect_uri.user_information"),
                arguments("https://tpp.example.com\\cb", "redirect_uri.malformed"),
                arguments("https://tpp.example.com/a/../cb", "redirect_uri.malformed"),
                arguments("https://tpp.example.com/..;/cb", "redirect_uri.malformed"),
                arguments("https://tpp.example.com:99999/cb", "redirect_uri.malformed"),
                arguments("https://tpp.example.com:/cb", "redirect_uri.malformed"),
                arguments("https://ex\u00e4mple.com/cb", "redirect_uri.malformed"),
                arguments("https://2130706433/cb", "redirect_uri.malformed"),
                arguments("https://localhost./cb", "redirect_uri.malformed"),
                arguments("https:///tpp.example.com/cb", "redirect_uri.malformed"),
                arguments("https://localhost/cb", "redirect_uri.host_not_allowed"),
                arguments("https://LOCALHOST/cb", "redirect_uri.host_not_allowed"),
                arguments("https://app.localhost/cb", "redirect_uri.host_not_allowed"),
                arguments("https://127.0.0.1.nip.io/cb", "redirect_uri.host_not_allowed"),
                arguments("https://127.0.0.1/cb", "redirect_uri.host_not_allowed"),
                arguments("https://[::1]/cb", "redirect_uri.host_not_allowed"),
                arguments("https://intranet/cb", "redirect_uri.host_not_allowed"),
                arguments("https://tpp.example.com:8443/cb", "redirect_uri.port_not_allowed"),
                arguments("https://tpp.example.com/" + "c".repeat(233), "redirect_uri.too_long"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    @DisplayName("A URI that is not plain https on a named host is refused even if the statement lists it")
    void form(String uri, String reason) {
        Scene scene = Scene.obie().redirectUris("https://tpp.example.com/first", uri);
        assertThat(scene.faults(POLICY)).containsExactly(reason + " request:/redirect_uris/1");
    }

    @Test
    @DisplayName("A URI of more characters than any URL may have is too long, and none that all parsers read alike")
    void endless() {
        Scene scene = Scene.obie().redirectUris("https://tpp.example.com/" + "c".repeat(3_000));
        assertThat(scene.faults(POLICY))
                .containsExactly(
                        "redirect_uri.malformed request:/redirect_uris/0",
                        "redirect_uri.too_long request:/redirect_uris/0");
    }

    @Test
    @DisplayName("256 characters are not too long")
    void longest() {
        Scene scene = Scene.obie().redirectUris("https://tpp.example.com/" + "c".repeat(232));
        assertThat(scene.faults(POLICY)).isEmpty();
    }

    @Test
    @DisplayName("Every fault of every URI is reported, as invalid_redirect_uri")
    void all() {
        Scene scene = Scene.obie()
                .claim(
                        "redirect_uris",
                        List.of("http://a.example/", "https://localhost/cb", Scene.REDIRECT_1, Scene.REDIRECT_1));
        assertThat(scene.faults(POLICY))
                .isEqualTo(new TreeSet<>(Set.of(
                        "redirect_uri.not_https request:/redirect_uris/0",
                        "redirect_uri.not_in_statement request:/redirect_uris/0",
                        "redirect_uri.host_not_allowed request:/redirect_uris/1",
                        "redirect_uri.repeated request:/redirect_uris/3")));
        assertThat(scene.outcome(POLICY).violations())
                .allMatch(violation -> violation.error() == RegistrationError.INVALID_REDIRECT_URI);
    }

    @Test
    @DisplayName("Of ten thousand URIs one hundred are looked at")
    void flood() {
        Scene scene = Scene.obie()
                .claim(
                        "redirect_uris",
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> "http://x/" + i)
                                .toList());
        assertThat(scene.faults(POLICY))
                .contains("redirect_uri.too_many request:/redirect_uris")
                .hasSize(1 + 2 * 100);
    }

    @Test
    @DisplayName("A bank may take exactly one")
    void count() {
        ClaimPolicy one = with(rule -> rule.atMost(1));
        assertThat(Scene.obie().faults(one)).isEmpty();
        assertThat(Scene.obie().redirectUris(Scene.REDIRECT_1, Scene.REDIRECT_2).faults(one))
                .containsExactly("redirect_uri.too_many request:/redirect_uris");
    }

    @Test
    @DisplayName("A bank may take other ports, other kinds of host, shorter URIs, or URIs that no statement lists")
    void options() {
        ClaimPolicy wide = with(rule -> rule.ports(443, 8443)
                .hosts(Set.of(HostKind.NAME, HostKind.IPV4))
                .maxLength(64)
                .notNecessarilyInStatement());
        Scene scene =
                Scene.obie().claim("redirect_uris", List.of("https://tpp.example.com:8443/cb", "https://192.0.2.1/cb"));
        assertThat(scene.faults(wide)).isEmpty();
        assertThat(scene.claim("redirect_uris", List.of("https://tpp.example.com/" + "c".repeat(41)))
                        .faults(wide))
                .containsExactly("redirect_uri.too_long request:/redirect_uris/0");
    }

    @Test
    @DisplayName("Limits that no URI could meet are refused when the policy is built")
    void nonsense() {
        assertThatThrownBy(() -> with(rule -> rule.atMost(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(rule -> rule.maxLength(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(rule -> rule.ports(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(rule -> rule.hosts(Set.of()))).isInstanceOf(IllegalArgumentException.class);
    }
}
