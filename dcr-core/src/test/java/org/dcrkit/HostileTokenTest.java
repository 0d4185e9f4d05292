package org.dcrkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dcrkit.claims.Json;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7515, RFC 8725: a hostile token is refused for its own reason, as a request and as a statement")
class HostileTokenTest {

    /** A token in its parts, before somebody ruins it. */
    private record Token(JsonObject header, JsonObject claims, TestKey key) {

        String text() {
            return key.sign(header, claims);
        }

        String[] parts() {
            return text().split("\\.");
        }

        String header(String name, String json) {
            return key.sign(header.with(name, Json.value(json)), claims);
        }

        String without(String name) {
            return key.sign(header.without(name), claims);
        }

        String headerBytes(String text) {
            return key.sign(text.getBytes(UTF_8), claims.toString().getBytes(UTF_8));
        }

        String payload(byte[] bytes) {
            return key.sign(header.toString().getBytes(UTF_8), bytes);
        }

        String payload(String text) {
            return payload(text.getBytes(UTF_8));
        }

        /** A payload that is good but for one more member of that text. */
        String member(String text) {
            String good = claims.toString();
            return payload(good.substring(0, good.length() - 1) + "," + text.replace('\'', '"') + "}");
        }
    }

    /** One way to ruin a token, and what must come of it. */
    private record Attack(String title, Function<Token, String> ruin, TokenReason expected, boolean inHeader) {
        @Override
        public String toString() {
            return title;
        }
    }

    private static final List<Attack> ATTACKS = new ArrayList<>();

    private static void body(String title, TokenReason expected, Function<Token, String> ruin) {
        ATTACKS.add(new Attack(title, ruin, expected, false));
    }

    private static void header(String title, TokenReason expected, Function<Token, String> ruin) {
        ATTACKS.add(new Attack(title, ruin, expected, true));
    }

    private static String hex(String hex) {
        return new String(HexFormat.of().parseHex(hex), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static {
        compactSerialization();
        algorithms();
        otherHeaders();
        json();
    }

    private static void compactSerialization() {
        for (String text : List.of("", " ", "null", "A", "e30")) {
            body("FMT-01, FMT-02: '" + text + "'", TokenReason.NOT_COMPACT, t -> text);
        }
        body("FMT-03: h.p", TokenReason.NOT_COMPACT, t -> t.parts()[0] + "." + t.parts()[1]);
        body("FMT-04: h.p.", TokenReason.NOT_COMPACT, t -> t.parts()[0] + "." + t.parts()[1] + ".");
        body("FMT-06: h..s", TokenReason.NOT_COMPACT, t -> t.parts()[0] + ".." + t.parts()[2]);
        body("FMT-06: .p.s", TokenReason.NOT_COMPACT, t -> "." + t.parts()[1] + "." + t.parts()[2]);
        body("FMT-07: h.p.s.x", TokenReason.NOT_COMPACT, t -> t.text() + ".x");
        body("FMT-07: h.p.s.", TokenReason.NOT_COMPACT, t -> t.text() + ".");
        body("FMT-07: ..", TokenReason.NOT_COMPACT, t -> "..");
        body(
                "FMT-08, FMT-09, FMT-11: a JWE of five parts",
                TokenReason.SERIALIZATION,
                t -> TestKey.encode("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}".getBytes(UTF_8))
                        + ".AAAA.AAAA." + t.parts()[1] + ".AAAA");
        body(
                "FMT-12: flattened JSON serialization",
                TokenReason.SERIALIZATION,
                t -> "{\"payload\":\"" + t.parts()[1] + "\",\"protected\":\"" + t.parts()[0] + "\",\"signature\":\""
                        + t.parts()[2] + "\"}");
        body(
                "FMT-13: general JSON serialization",
                TokenReason.SERIALIZATION,
                t -> "{\"payload\":\"" + t.parts()[1] + "\",\"signatures\":[{\"protected\":\"" + t.parts()[0]
                        + "\",\"signature\":\"" + t.parts()[2] + "\"},{}]}");
        body("FMT-14: polyglot", TokenReason.SERIALIZATION, t -> "{\"a\":\"" + t.text() + "\"}");
        for (String blank : List.of(" ", "\t", "\n", "\r\n", "\u0000", "\u00a0", "\uFEFF", "\u2028")) {
            String shown = HexFormat.of().toHexDigits(blank.charAt(0));
            header("FMT-16, FMT-26: U+" + shown + " in front", TokenReason.BASE64URL, t -> blank + t.text());
            body("FMT-16, FMT-26: U+" + shown + " behind", TokenReason.BASE64URL, t -> t.text() + blank);
            body(
                    "FMT-17: U+" + shown + " inside",
                    TokenReason.BASE64URL,
                    t -> t.parts()[0] + "." + t.parts()[1].substring(0, 8) + blank + t.parts()[1].substring(8) + "."
                            + t.parts()[2]);
        }
        header(
                "FMT-18: = behind the header",
                TokenReason.BASE64URL,
                t -> t.text().replaceFirst("\\.", "=."));
        body(
                "FMT-18: = behind the claims",
                TokenReason.BASE64URL,
                t -> t.parts()[0] + "." + t.parts()[1] + "=." + t.parts()[2]);
        body("FMT-18: == behind the signature", TokenReason.BASE64URL, t -> t.text() + "==");
        body(
                "FMT-19: the standard alphabet",
                TokenReason.BASE64URL,
                t -> t.parts()[0] + "." + t.parts()[1] + ".+/" + t.parts()[2].substring(2));
        body("FMT-21: bits that carry nothing", TokenReason.BASE64URL, t -> respelt(t.text()));
        body("FMT-22: a part of 4n+1 characters", TokenReason.BASE64URL, t -> t.text() + "AAA");
        for (String bytes : List.of("c3", "c080", "eda080", "ff")) {
            header(
                    "FMT-27: header with bytes " + bytes,
                    TokenReason.UTF8,
                    t -> t.key()
                            .sign(
                                    ("{\"alg\":\"PS256\",\"kid\":\"" + hex(bytes) + "\"}")
                                            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                                    t.claims().toString().getBytes(UTF_8)));
            body(
                    "FMT-28: claims with bytes " + bytes,
                    TokenReason.UTF8,
                    t -> t.payload(("{\"iss\":\"" + hex(bytes) + "\"}")
                            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        }
    }

    private static void algorithms() {
        for (String none : List.of("none", "None", "NONE", "nOnE", "NoNe")) {
            header(
                    "ALG-01, ALG-02, ALG-03: alg " + none,
                    TokenReason.ALG_NOT_ALLOWED,
                    t -> t.header("alg", "'" + none + "'"));
        }
        body("ALG-01: alg none, no signature", TokenReason.NOT_COMPACT, t -> {
            String text = t.header("alg", "'none'");
            return text.substring(0, text.lastIndexOf('.') + 1);
        });
        for (String alg : List.of(
                "HS256",
                "RS256",
                "RS384",
                "PS384",
                "PS512",
                "ES384",
                "ES256K",
                "EdDSA",
                "RSA-OAEP",
                "dir",
                "A256KW",
                "PBES2-HS256+A128KW",
                "ps256",
                "PS256 ",
                "PS256\\u0000",
                "\uff30\uff33256",
                "RSASSA-PSS",
                "null")) {
            header(
                    "ALG-04, ALG-06, ALG-07, ALG-08, ALG-13, ALG-16: alg " + alg,
                    TokenReason.ALG_NOT_ALLOWED,
                    t -> t.header("alg", "'" + alg + "'"));
        }
        for (String json : List.of("null", "''", "256", "['PS256']", "{}", "true")) {
            header("ALG-12: alg " + json, TokenReason.ALG_MISSING, t -> t.header("alg", json));
        }
        header("ALG-12: alg absent", TokenReason.ALG_MISSING, t -> t.without("alg"));
        header(
                "ALG-14: alg twice",
                TokenReason.DUPLICATE_MEMBER,
                t -> t.headerBytes("{\"alg\":\"PS256\",\"kid\":\"k\",\"alg\":\"none\"}"));
        header(
                "ALG-14: alg twice, the other way round",
                TokenReason.DUPLICATE_MEMBER,
                t -> t.headerBytes("{\"alg\":\"none\",\"kid\":\"k\",\"al\\u0067\":\"PS256\"}"));
    }

    private static void otherHeaders() {
        String[][] refused = {
            {"HDR-01", "jwk", "{'kty':'RSA','n':'AQAB','e':'AQAB'}"},
            {"HDR-02", "jwk", "{'kty':'RSA','n':'AQAB','e':'AQAB','d':'AQAB'}"},
            {"HDR-03", "jku", "'https://evil.example/jwks'"},
            {"HDR-04", "jku", "'https://keystore.example@evil.example/%2e%2e'"},
            {"HDR-06", "x5c", "[]"},
            {"HDR-06", "x5c", "['!!']"},
            {"HDR-06", "x5u", "'https://evil.example/x'"},
            {"HDR-08", "crit", "['exp']"},
            {"HDR-08", "crit", "[]"},
            {"HDR-08", "crit", "'exp'"},
            {"HDR-08", "crit", "['','']"},
            {"HDR-08", "crit", "null"},
            {"HDR-09", "crit", "['x-unknown']"},
            {"HDR-12", "b64", "false"},
            {"HDR-13", "b64", "'false'"},
            {"HDR-13", "b64", "0"},
            {"HDR-13", "b64", "null"},
            {"HDR-12", "b64", "true"},
            {"HDR-16", "cty", "'JWT'"},
            {"HDR-17", "zip", "'DEF'"},
            {"HDR-17", "enc", "'A256GCM'"}
        };
        for (String[] one : refused) {
            header(
                    one[0] + ": " + one[1] + " " + one[2],
                    TokenReason.HEADER_NOT_ALLOWED,
                    t -> t.header(one[1], one[2]));
        }
        for (String typ : List.of(
                "'JOSE+JSON'",
                "'at+jwt'",
                "'secevent+jwt'",
                "'application/jwt; charset=x'",
                "1",
                "''",
                "null",
                "['JWT']",
                "'JWT '",
                "'JW\u0422'")) {
            header("HDR-14: typ " + typ, TokenReason.TYP, t -> t.header("typ", typ));
        }
        header("HDR-18: kid absent", TokenReason.KID_MISSING, t -> t.without("kid"));
        for (String kid : List.of("1", "null", "[]", "{}", "true", "''")) {
            header("HDR-23: kid " + kid, TokenReason.KID_MISSING, t -> t.header("kid", kid));
        }
        header(
                "HDR-22: kid with half a surrogate pair",
                TokenReason.JSON,
                t -> t.headerBytes("{\"alg\":\"PS256\",\"kid\":\"\\ud800\"}"));
    }

    private static void json() {
        for (String text : List.of("[]", "\"x\"", "1", "true", "null")) {
            header("HDR-26: header " + text, TokenReason.JSON, t -> t.headerBytes(text));
            body("JSN-14: claims " + text, TokenReason.JSON, t -> t.payload(text));
        }
        header("HDR-26: header nested", TokenReason.JSON_LIMIT, t -> t.headerBytes("[".repeat(10_000)));
        body("JSN-14: claims of blanks", TokenReason.JSON, t -> t.payload("  "));
        body("JSN-01: iss twice", TokenReason.DUPLICATE_MEMBER, t -> t.member("'iss':'evil'"));
        body("JSN-02: a nested member twice", TokenReason.DUPLICATE_MEMBER, t -> t.member("'x':[{'y':{'a':1,'a':2}}]"));
        body("JSN-06: a number of 10,000 digits", TokenReason.JSON_LIMIT, t -> t.member("'x':1" + "0".repeat(10_000)));
        body("JSN-07: 3,000 elements", TokenReason.JSON_LIMIT, t -> t.member("'x':[1" + ",1".repeat(3_000) + "]"));
        for (String end : List.of("x", "{}", ",", " //c", "]", "\u0000")) {
            body("JSN-09: " + end + " behind the claims", TokenReason.JSON, t -> t.payload(t.claims() + end));
        }
        body("JSN-11: a byte order mark", TokenReason.UTF8, t -> t.payload("\uFEFF" + t.claims()));
        body("JSN-12: a bare control character", TokenReason.JSON, t -> t.member("'x':'a\nb'"));
        body("JSN-13: half a surrogate pair", TokenReason.JSON, t -> t.member("'x':'\\udc00\\ud800'"));
    }

    static List<Attack> attacks() {
        return ATTACKS;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @DisplayName("In the place of a request: invalid_client_metadata, and no key is looked up")
    void asRequest(Attack attack) {
        Scenario scenario = new Scenario();
        scenario.requestToken = attack.ruin.apply(new Token(
                scenario.requestHeader,
                scenario.request.with("software_statement", scenario.ssaToken()),
                scenario.requestKey));

        assertRefused(scenario, attack, attack.inHeader ? Document.REQUEST_HEADER : Document.REQUEST);
        assertThat(scenario.validate().violations())
                .extracting(Violation::error)
                .containsOnly(RegistrationError.INVALID_CLIENT_METADATA);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @DisplayName("In the place of a statement: invalid_software_statement, and no key is looked up")
    void asStatement(Attack attack) {
        Scenario scenario = new Scenario();
        scenario.ssaToken = attack.ruin.apply(new Token(scenario.ssaHeader, scenario.ssa, scenario.ssaKey));

        assertRefused(scenario, attack, attack.inHeader ? Document.SSA_HEADER : Document.SSA);
        assertThat(scenario.validate().violations())
                .extracting(Violation::error)
                .containsOnly(RegistrationError.INVALID_SOFTWARE_STATEMENT);
        assertThat(scenario.ssaVerifier()
                        .verify(scenario.ssaToken(), Scenario.NOW)
                        .violations())
                .isEqualTo(scenario.validate().violations());
    }

    private static void assertRefused(Scenario scenario, Attack attack, Document where) {
        Verdict<AcceptedRegistration> verdict = scenario.validate();
        assertThat(verdict.violations())
                .extracting(Violation::reason, violation -> violation.where().document())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(attack.expected, where));
        assertThat(scenario.keys.asked()).isEmpty();
        Explanation explanation = scenario.explain();
        assertThat(explanation.verdict()).isEqualTo(verdict);
        assertThat(explanation.checks(Check.State.FAILED))
                .allSatisfy(check -> assertThat(check.verified()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 1_000_000, 100_000_000})
    @DisplayName("FMT-23, FMT-24: a token beyond the limit is refused by its length alone")
    void tooLarge(int length) {
        for (String unit : List.of(".", "A")) {
            Scenario scenario = new Scenario();
            scenario.requestToken = unit.repeat(length);
            assertThat(scenario.validate().violations())
                    .extracting(Violation::reason)
                    .containsExactly(TokenReason.TOO_LARGE);
            assertThat(scenario.ssaVerifier()
                            .verify(scenario.requestToken, Scenario.NOW)
                            .violations())
                    .extracting(Violation::reason)
                    .containsExactly(TokenReason.TOO_LARGE);
        }
    }

    @Test
    @DisplayName("FMT-23: a token of dots within the limit is no compact JWS")
    void dots() {
        Scenario scenario = new Scenario();
        scenario.requestToken = ".".repeat(65_536);

        assertThat(scenario.validate().violations())
                .extracting(Violation::reason)
                .containsExactly(TokenReason.NOT_COMPACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withRSA", "SHA1withRSA"})
    @DisplayName("ALG-09: a signature of another algorithm under an allowed name is not valid")
    void otherAlgorithm(String jca) {
        Scenario scenario = new Scenario();
        String token = scenario.requestToken();
        String input = token.substring(0, token.lastIndexOf('.'));
        scenario.requestToken = input + "." + TestKey.encode(TestKey.SOFTWARE.otherSignature(jca, input));

        assertReasons(scenario, RequestReason.SIGNATURE_INVALID);
    }

    @Test
    @DisplayName("ALG-17, ALG-19: an ES256 signature of zeros, in DER, or of another length is not valid")
    void ecdsaForms() {
        Scenario scenario = new Scenario();
        scenario.requestKey = TestKey.EC_SOFTWARE;
        scenario.requestHeader = scenario.requestHeader.with("alg", "ES256").with("kid", "software-ec-key");
        String token = scenario.requestToken();
        String input = token.substring(0, token.lastIndexOf('.'));
        byte[] good = TestKey.EC_SOFTWARE.signature(input);
        List<byte[]> bad = List.of(
                new byte[64],
                new byte[1],
                new byte[96],
                java.util.Arrays.copyOf(good, 65),
                java.util.Arrays.copyOf(good, 63),
                TestKey.EC_SOFTWARE.otherSignature("SHA256withECDSA", input));

        for (byte[] signature : bad) {
            scenario.requestToken = input + "." + TestKey.encode(signature);
            assertReasons(scenario, RequestReason.SIGNATURE_INVALID);
        }
        scenario.requestToken = input + "." + TestKey.encode(good);
        assertThat(scenario.validate().isAccepted()).isTrue();
    }

    @Test
    @DisplayName("ALG-23: no change of a single character makes an accepted request out of an accepted request")
    void singleCharacters() {
        Scenario scenario = new Scenario();
        String good = scenario.requestToken();
        RegistrationValidator validator = scenario.validator();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u0000\u00e4";
        Random random = new Random(7515);
        Set<Reason> reasons = new java.util.HashSet<>();
        for (int i = 0; i < 4_000; i++) {
            int at = i < good.length() ? i : random.nextInt(good.length());
            char changed = alphabet.charAt(random.nextInt(alphabet.length()));
            if (changed != good.charAt(at)) {
                String mutant = good.substring(0, at) + changed + good.substring(at + 1);
                Verdict<?> verdict = validator.validate(
                        new RegistrationSubmission(mutant, org.dcrkit.spi.PresentedCertificates.none()));
                assertThat(verdict.isAccepted())
                        .as("position %s: %s", at, changed)
                        .isFalse();
                assertThat(verdict.obstacles()).isEmpty();
                verdict.violations().forEach(violation -> reasons.add(violation.reason()));
            }
        }

        assertThat(reasons).contains(TokenReason.BASE64URL, TokenReason.JSON, RequestReason.SIGNATURE_INVALID);
        assertThat(validator.validate(scenario.submission()).isAccepted()).isTrue();
    }

    @Test
    @DisplayName("ALG-23: no token cut short, and none with a character more or less, is accepted or throws")
    void cutShort() {
        Scenario scenario = new Scenario();
        String good = scenario.requestToken();
        RegistrationValidator validator = scenario.validator();
        for (int length = 0; length < good.length(); length += 1 + length / 50) {
            for (String mutant : List.of(
                    good.substring(0, length),
                    good.substring(length + 1),
                    good.substring(0, length) + "A" + good.substring(length),
                    good.substring(0, length) + good.substring(length + 1))) {
                assertThat(validator
                                .validate(
                                        new RegistrationSubmission(mutant, org.dcrkit.spi.PresentedCertificates.none()))
                                .isAccepted())
                        .isFalse();
            }
        }
    }

    static Stream<String> statementTypes() {
        return Stream.of("{}", "[]", "7", "null", "true", "['x']");
    }

    @ParameterizedTest
    @MethodSource("statementTypes")
    @DisplayName("FMT-29: a software_statement that is no text is a fault of the statement")
    void statementType(String json) {
        Scenario scenario = new Scenario();
        scenario.request = scenario.request.with("software_statement", Json.value(json));

        assertReasons(scenario, org.dcrkit.claims.ClaimReason.TYPE);
        assertThat(scenario.validate().violations())
                .extracting(Violation::error)
                .containsOnly(RegistrationError.INVALID_SOFTWARE_STATEMENT);
    }

    @Test
    @DisplayName("HDR-27: claims in the header are ignored, the payload decides")
    void headerClaims() {
        Scenario scenario = new Scenario();
        scenario.requestHeader =
                scenario.requestHeader.with("iss", "evil").with("exp", 1).with("aud", "other");

        assertReasons(scenario);
    }

    @Test
    @DisplayName(
            "POS-04, POS-13: unknown header members without crit and blanks inside the JSON are accepted; typ may be absent")
    void tolerated() {
        Scenario scenario = new Scenario();
        scenario.ssaHeader = scenario.ssaHeader.without("typ").with("x-unknown", 1);
        String pretty = " {\r\n\t\"alg\" : \"PS256\" ,\n \"kid\" : \"software-key\" , \"typ\" : \"jwt\" } ";
        String claims =
                scenario.request.with("software_statement", scenario.ssaToken()).toString();
        scenario.requestToken = scenario.requestKey.sign(
                pretty.getBytes(US_ASCII), (" " + claims.replace(",", " ,\n\t")).getBytes(US_ASCII));

        assertReasons(scenario);
    }

    @Test
    @DisplayName("POS-12: accents in a name are accepted, escaped or not")
    void accents() {
        Scenario scenario = new Scenario();
        JsonObject claims = scenario.ssa.with("software_client_name", "Cr\u00e9dit \u6771\u4eac");
        scenario.ssaToken = scenario.ssaKey.sign(
                scenario.ssaHeader.toString().getBytes(UTF_8),
                claims.toString().replace("\\u00e9", "\u00e9").getBytes(UTF_8));

        assertReasons(scenario);
        assertThat(scenario.policy.judged.get(0).statement().text(org.dcrkit.claims.SsaClaim.CLIENT_NAME))
                .contains("Cr\u00e9dit \u6771\u4eac");
    }

    /** Another spelling of a token whose last character has bits that carry nothing. */
    private static String respelt(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last + 1);
    }

    private static void assertReasons(Scenario scenario, Reason... reasons) {
        Verdict<AcceptedRegistration> explained = scenario.explain().verdict();
        Verdict<AcceptedRegistration> verdict = scenario.validate();
        assertThat(verdict.violations()).extracting(Violation::reason).containsExactly(reasons);
        assertThat(explained.violations()).isEqualTo(verdict.violations());
        assertThat(verdict.isAccepted()).isEqualTo(reasons.length == 0);
    }
}
