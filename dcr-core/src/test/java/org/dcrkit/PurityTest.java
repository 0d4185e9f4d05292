package org.dcrkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A verdict depends on the submission, the configuration and the instant of decision, and on nothing else")
class PurityTest {

    private static final List<RegistrationSubmission> OTHERS =
            Cases.names().stream().map(name -> Cases.of(name).submission()).toList();

    static List<String> cases() {
        return Cases.names();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("TIM-16: not on the default locale or time zone of the machine")
    void localeAndZone(String name) {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Scenario scenario = Cases.of(name);
        scenario.requestToken();
        String usual = account(scenario);
        try {
            for (String tag : List.of("tr-TR", "ar-SA-u-nu-arab", "hi-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                assertThat(account(scenario)).isEqualTo(usual);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("Not on the order of claims and header members, nor on blanks between them")
    void order(String name) {
        Random random = new Random(7519);
        Scenario plain = Cases.of(name);
        List<Violation> usual = plain.validate().violations();
        for (int i = 0; i < 3; i++) {
            Scenario shuffled = Cases.of(name);
            if (shuffled.requestToken != null) {
                assertThat(shuffled.validate().violations()).isEqualTo(usual);
                continue;
            }
            if (shuffled.ssaToken == null) {
                shuffled.ssaToken = shuffled.ssaKey.sign(
                        spaced(shuffle(shuffled.ssaHeader, random)), spaced(shuffle(shuffled.ssa, random)));
            }
            JsonObject claims = shuffled.request.has("software_statement")
                    ? shuffled.request
                    : shuffled.request.with("software_statement", shuffled.ssaToken);
            shuffled.requestToken = shuffled.requestKey.sign(
                    spaced(shuffle(shuffled.requestHeader, random)), spaced(shuffle(claims, random)));
            assertThat(shuffled.validate().violations()).isEqualTo(usual);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("Not on what was judged before: the same submission again has the same verdict, but for its use")
    void history(String name) {
        Scenario scenario = Cases.of(name);
        RegistrationValidator validator = scenario.validator();
        RegistrationSubmission submission = scenario.submission();
        List<Violation> first = validator.explain(submission).verdict().violations();
        OTHERS.forEach(validator::explain);

        assertThat(validator.explain(submission).verdict().violations()).isEqualTo(first);
    }

    private static String account(Scenario scenario) {
        Explanation explanation = scenario.explain();
        return explanation.verdict().violations() + "\n" + explanation.verdict().obstacles() + "\n"
                + explanation.verdict().evidence() + "\n" + explanation.checks();
    }

    private static byte[] spaced(JsonObject object) {
        return object.toString().replace("\":", "\" :\n\t").getBytes(UTF_8);
    }

    private static JsonObject shuffle(JsonObject object, Random random) {
        List<Map.Entry<String, JsonValue>> members =
                new ArrayList<>(object.members().entrySet());
        Collections.shuffle(members, random);
        Map<String, JsonValue> shuffled = new LinkedHashMap<>();
        members.forEach(member -> shuffled.put(member.getKey(), member.getValue()));
        return new JsonObject(shuffled);
    }
}
