package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dcrkit.PolicyOutcome;
import org.dcrkit.RegistrationFacts;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What holds of every policy and every request, on 10,000 seeded cases each")
class MetamorphicTest {

    private static final int CASES = 10_000;
    private static final long SEED = 7591;
    private static final List<ClaimPolicy> OBIE =
            List.of(ObieProfile.V3_2.policy("bank"), ObieProfile.V3_3.policy("bank"), ObieProfile.V3_4.policy("bank"));
    private static final List<ClaimPolicy> ALL =
            Profiles.all().stream().map(profile -> profile.policy("bank")).toList();

    /** A way to spoil a request: no two of different subjects touch the same rules. */
    private record Defect(String subject, UnaryOperator<Scene> spoil) {}

    private static final List<Defect> DEFECTS = List.of(
            new Defect("iss", scene -> scene.without("iss")),
            new Defect("iss", scene -> scene.claim("iss", "not base 62!")),
            new Defect("exp", scene -> scene.without("exp")),
            new Defect("aud", scene -> scene.without("aud")),
            new Defect("jti", scene -> scene.claim("jti", "1643090815273")),
            new Defect("jti", scene -> scene.without("jti")),
            new Defect("software_id", scene -> scene.claim("software_id", "a".repeat(23))),
            new Defect("redirect_uris", scene -> scene.claim("redirect_uris", List.of("http://tpp.example.com/"))),
            new Defect("redirect_uris", scene -> scene.claim("redirect_uris", List.of())),
            new Defect(
                    "redirect_uris",
                    scene -> scene.claim(
                            "redirect_uris", List.of(Scene.REDIRECT_1, "https://localhost/cb", Scene.REDIRECT_1))),
            new Defect("application_type", scene -> scene.claim("application_type", "desktop")),
            new Defect("id_token", scene -> scene.claim("id_token_signed_response_alg", "RS256")),
            new Defect("request_object", scene -> scene.without("request_object_signing_alg")),
            new Defect("method", scene -> scene.claim("token_endpoint_auth_method", "none")),
            new Defect("method", scene -> scene.without("token_endpoint_auth_method")),
            new Defect(
                    "grants",
                    scene -> scene.claim("grant_types", List.of("implicit", "authorization_code", "password"))),
            new Defect("grants", scene -> scene.claim("response_types", List.of("token", "code"))),
            new Defect("scope", scene -> scene.claim("scope", "openid  everything")),
            new Defect("scope", scene -> scene.ssa("software_roles", List.of("ASPSP"))),
            new Defect("secret", scene -> scene.claim("client_secret", "s")),
            new Defect("jwks", scene -> scene.claim("jwks", Scene.json("{\"keys\":[{\"kty\":\"oct\"}]}"))),
            new Defect("name", scene -> scene.claim("client_name", "<b>" + "x".repeat(20))),
            new Defect("contacts", scene -> scene.claim("contacts", List.of("a@b.example", "nobody", "no one"))),
            new Defect(
                    "authority",
                    scene -> scene.statement(json -> json.with(
                            "organisation_competent_authority_claims",
                            Scene.json("{\"authority_id\":\"FCAGBR\",\"status\":\"Withdrawn\"}")))));

    /** A request that OBIE from 3.2 on accepts, different each time. */
    private static Scene valid(Random random) {
        Scene scene = Scene.obie()
                .claim(
                        "jti",
                        new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63).toString())
                .claim("application_type", pick(random, List.of("web", "mobile", "native", "WEB")))
                .claim("id_token_signed_response_alg", pick(random, List.of("PS256", "ES256")))
                .claim("request_object_signing_alg", pick(random, List.of("PS256", "ES256")))
                .claim("response_types", some(random, List.of("code"), List.of("code id_token")))
                .claim(
                        "grant_types",
                        some(random, List.of("authorization_code"), List.of("client_credentials", "refresh_token")))
                .claim("redirect_uris", some(random, List.of(Scene.REDIRECT_1), List.of(Scene.REDIRECT_2)));
        List<String> scopes = some(random, List.of("openid"), List.of("accounts", "payments", "fundsconfirmations"));
        scene = random.nextBoolean() ? scene.claim("scope", scopes) : scene.claim("scope", String.join(" ", scopes));
        scene = random.nextBoolean() ? scene : scene.without("software_id");
        scene = random.nextBoolean() ? scene : scene.without("response_types");
        scene = random.nextBoolean() ? scene : scene.claim("client_name", "Name " + random.nextInt(100));
        scene = random.nextBoolean() ? scene : scene.claim("x_" + random.nextInt(9), "unknown");
        scene = random.nextBoolean() ? scene : scene.withCertificate(CertificateKind.OBWAC, "AISP", "PISP", "CBPII");
        return random.nextBoolean() ? scene : scene.withSubject("tls_client_auth_subject_dn", Scene.DN);
    }

    /** A request with up to four defects. */
    private static Scene any(Random random) {
        Scene scene = valid(random);
        for (int i = random.nextInt(5); i > 0; i--) {
            scene = pick(random, DEFECTS).spoil().apply(scene);
        }
        return scene;
    }

    /** An assertion that costs nothing while it holds; there are many. */
    private static void same(Object actual, Object expected, Scene scene) {
        if (!actual.equals(expected)) {
            assertThat(actual).as(scene::toString).isEqualTo(expected);
        }
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<String> some(Random random, List<String> always, List<String> maybe) {
        List<String> values = new ArrayList<>(always);
        maybe.stream().filter(value -> random.nextBoolean()).forEach(values::add);
        Collections.shuffle(values, random);
        return values;
    }

    @Test
    @DisplayName("A valid request is accepted: the generator of the other properties is sound")
    void sound() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            Scene scene = valid(random);
            same(scene.faults(pick(random, OBIE)), Set.of(), scene);
        }
    }

    @Test
    @DisplayName("The order of claims, arrays and rules never changes the violations or what is registered")
    void order() {
        Random random = new Random(SEED);
        int violations = 0;
        for (int i = 0; i < CASES; i++) {
            ClaimPolicy policy = pick(random, ALL);
            Scene scene = any(random);
            Scene shuffled = new Scene(
                    shuffled(scene.request(), random),
                    shuffled(scene.statement(), random),
                    scene.dialect(),
                    scene.certificate(),
                    scene.environment());
            PolicyOutcome before = scene.outcome(policy);
            PolicyOutcome after = shuffled.outcome(i % 4 == 0 ? reordered(policy, random) : policy);
            same(placeless(after.violations()), placeless(before.violations()), scene);
            same(unordered(after.effective()), unordered(before.effective()), scene);
            violations += before.violations().size();
        }
        assertThat(violations).isGreaterThan(CASES);
    }

    /** Violations without the index of the value, which the order of an array decides, but with the value. */
    private static Set<String> placeless(List<Violation> violations) {
        return violations.stream()
                .map(violation -> {
                    String where = violation.where().toString();
                    String place = where.replaceFirst("/[0-9]+$", "");
                    return violation.reason().code() + " " + place
                            + (place.equals(where) ? "" : " " + violation.got().orElseThrow());
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<RequestClaim, Set<String>> unordered(ClientMetadata metadata) {
        Map<RequestClaim, Set<String>> values = new LinkedHashMap<>();
        for (RequestClaim claim : RequestClaim.values()) {
            if (metadata.has(claim)) {
                values.put(claim, new TreeSet<>(Values.of(metadata, claim)));
            }
        }
        return values;
    }

    private static JsonObject shuffled(JsonObject json, Random random) {
        List<String> names = new ArrayList<>(json.members().keySet());
        Collections.shuffle(names, random);
        JsonObject shuffled = JsonObject.empty();
        for (String name : names) {
            shuffled = shuffled.with(name, shuffled(json.get(name).orElseThrow(), random));
        }
        return shuffled;
    }

    private static JsonValue shuffled(JsonValue value, Random random) {
        if (value instanceof JsonArray array) {
            List<JsonValue> elements = new ArrayList<>(array.elements());
            Collections.shuffle(elements, random);
            return new JsonArray(elements);
        }
        return value;
    }

    /** The same policy, its rules stated in another order. */
    private static ClaimPolicy reordered(ClaimPolicy policy, Random random) {
        ClaimPolicy.Builder builder = ClaimPolicy.builder(policy.name(), policy.requestRequirements());
        List<Runnable> steps = new ArrayList<>();
        policy.claims().forEach((claim, rule) -> steps.add(() -> builder.claim(claim, start -> rule)));
        policy.scopeRoles()
                .forEach(
                        (scope, roles) -> steps.add(() -> builder.scopeNeedsRole(scope, roles.toArray(String[]::new))));
        policy.waivers().forEach((reason, why) -> steps.add(() -> builder.waive((PolicyReason) reason, why)));
        steps.add(() -> builder.redirectUris(start -> policy.redirectUris()));
        steps.add(() -> builder.statement(start -> policy.statement()));
        steps.add(() -> builder.certificate(start -> policy.certificate()));
        Collections.shuffle(steps, random);
        steps.forEach(Runnable::run);
        return builder.build();
    }

    @Test
    @DisplayName("The order of a bank's own rules does not matter either")
    void orderOfBankRules() {
        Function<List<PolicyReason>, ClaimPolicy> policy = reasons -> {
            ClaimPolicy.Builder builder = OBIE.get(0).derive("own");
            reasons.forEach(reason -> builder.rule(ClaimPath.request("x"), reason, reason.code(), facts -> false));
            return builder.build();
        };
        List<PolicyReason> reasons =
                List.of(PolicyReason.VALUE_REQUIRED, PolicyReason.FAPI_ALGORITHM, PolicyReason.NOT_UUID);
        List<PolicyReason> reversed = new ArrayList<>(reasons);
        Collections.reverse(reversed);
        assertThat(Scene.obie().outcome(policy.apply(reasons)).violations())
                .hasSize(3)
                .isEqualTo(Scene.obie().outcome(policy.apply(reversed)).violations());
    }

    @Test
    @DisplayName("Two defects give the union of what each gives")
    void union() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            ClaimPolicy policy = pick(random, OBIE);
            Scene scene = valid(random);
            Defect one = pick(random, DEFECTS);
            Defect other = pick(random, DEFECTS);
            if (!one.subject().equals(other.subject())) {
                Set<String> union = one.spoil().apply(scene).faults(policy);
                union.addAll(other.spoil().apply(scene).faults(policy));
                assertThat(other.spoil().apply(one.spoil().apply(scene)).faults(policy))
                        .as("%s and %s", one.subject(), other.subject())
                        .isEqualTo(union);
            }
        }
    }

    @Test
    @DisplayName("Every defect is one")
    void defects() {
        assertThat(DEFECTS)
                .allSatisfy(
                        defect -> assertThat(defect.spoil().apply(Scene.obie()).faults(OBIE.get(1)))
                                .as(defect.subject())
                                .isNotEmpty());
    }

    @Test
    @DisplayName("Removing a mandatory claim gives exactly that violation")
    void mandatory() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            ClaimPolicy policy = pick(random, OBIE);
            Scene scene = valid(random);
            List<String> mandatory = policy.claims().values().stream()
                    .filter(rule -> rule.presence() == Presence.MANDATORY)
                    .map(rule -> rule.claim().claimName())
                    .toList();
            String claim = pick(random, mandatory);
            same(scene.without(claim).faults(policy), Set.of("claim.missing request:/" + claim), scene);
        }
    }

    @Test
    @DisplayName("A policy equals its JSON round trip in every verdict")
    void roundTrip() {
        Random random = new Random(SEED);
        ClaimPolicy policy = ALL.get(0);
        ClaimPolicy read = policy;
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            if (i % 10 == 0) {
                policy = changed(pick(random, ALL), random);
                read = PolicyFile.read(PolicyFile.write(policy)).orElseThrow();
            }
            Scene scene = any(random);
            RegistrationFacts facts = scene.facts();
            PolicyOutcome original = policy.evaluate(facts, CheckLog.none());
            PolicyOutcome copy = read.evaluate(facts, CheckLog.none());
            same(copy.violations(), original.violations(), scene);
            same(copy.effective(), original.effective(), scene);
            same(copy.evidence(), original.evidence(), scene);
            accepted += original.violations().isEmpty() ? 1 : 0;
        }
        assertThat(accepted).isBetween(CASES / 100, CASES * 9 / 10);
    }

    /** A policy with a few things changed at random. */
    private static ClaimPolicy changed(ClaimPolicy policy, Random random) {
        ClaimPolicy.Builder builder = policy.derive("changed");
        List<Runnable> changes = List.of(
                () -> builder.claim(RequestClaim.SCOPE, rule -> rule.optional().defaultsTo("openid")),
                () -> builder.claim(RequestClaim.SCOPE, rule -> rule.requires("accounts")),
                () -> builder.claim(RequestClaim.GRANT_TYPES, rule -> rule.unsupported(ClaimRule.Unsupported.DROPPED)),
                () -> builder.claim(RequestClaim.GRANT_TYPES, rule -> rule.atLeastOneOf("refresh_token")),
                () -> builder.claim(RequestClaim.CLIENT_NAME, ClaimRule::forbidden),
                () -> builder.claim(RequestClaim.JWT_ID, rule -> rule.matching("[0-9a-f-]+")),
                () -> builder.claim(RequestClaim.APPLICATION_TYPE, rule -> rule.allowed("web")),
                () -> builder.claim(RequestClaim.CONTACTS, rule -> rule.maxValues(1)),
                () -> builder.withoutClaim(RequestClaim.JWKS),
                () -> builder.redirectUris(rule -> rule.atMost(1).ports(443, 8443)),
                () -> builder.statement(rule -> rule.environments("sandbox").memberStates("GB")),
                () -> builder.statement(StatementRule::anyAuthorityStatus),
                () -> builder.certificate(rule -> rule.kinds(CertificateKind.OBWAC)),
                () -> builder.pagesOnRedirectHost(true),
                () -> builder.waive(PolicyReason.FAPI_ALGORITHM, "as we always did"),
                () -> builder.scopeNeedsRole("payments", "AISP"));
        for (int i = random.nextInt(4); i >= 0; i--) {
            pick(random, changes).run();
        }
        return builder.build();
    }
}
