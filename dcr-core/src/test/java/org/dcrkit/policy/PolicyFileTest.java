package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dcrkit.claims.HttpsUrl.HostKind;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.policy.PolicyParse.Refused;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.verdict.ClaimPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A policy is kept in a JSON file")
class PolicyFileTest {

    private static final String FILE = """
            {
              "name": "our bank",
              "extends": "obie-3.3",
              "request": {"audience": ["0015800001"], "maxLifetimeSeconds": 3600},
              "statement": {"maxAgeSeconds": 60, "roles": ["AISP"]},
              "claims": {
                "scope": {"allowed": ["openid", "accounts"], "requires": ["openid"]},
                "token_endpoint_auth_signing_alg": {"onlyWhen": null},
                "jti": {"form": null},
                "contacts": null
              },
              "redirectUris": {"maxCount": 3},
              "scopeRoles": {"payments": null},
              "waivers": {}
            }
            """;

    static Stream<PolicyProfile> profiles() {
        return Profiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    @DisplayName("What is written and read again is the same policy")
    void roundTrip(PolicyProfile profile) {
        ClaimPolicy policy = profile.policy("bank");
        String written = PolicyFile.write(policy);
        ClaimPolicy read = PolicyFile.read(written).orElseThrow();
        assertThat(PolicyFile.write(read)).isEqualTo(written);
        assertThat(read.claims()).isEqualTo(policy.claims());
        assertThat(policy.diff(read)).isEmpty();
        assertThat(read.describe().markdown()).isEqualTo(policy.describe().markdown());
        assertThat(read.redirectUris()).isEqualTo(policy.redirectUris());
        assertThat(read.certificate()).isEqualTo(policy.certificate());
        assertThat(read.statement()).isEqualTo(policy.statement());
    }

    @Test
    @DisplayName("Everything that can be configured survives the file")
    void everything() {
        ClaimPolicy policy = Mettle.SANDBOX
                .policy("bank")
                .derive("all of it")
                .request(request -> request.withMaxAge(Duration.ofMinutes(5))
                        .withMaxLifetime(Duration.ofHours(1))
                        .withSkew(Duration.ofSeconds(10)))
                .ssa(ssa -> ssa.withMaxAge(Duration.ofDays(1)).withExpiryRequired())
                .claim(
                        RequestClaim.GRANT_TYPES,
                        rule -> rule.atLeastOneOf("refresh_token")
                                .unsupported(ClaimRule.Unsupported.DROPPED)
                                .maxValues(3))
                .claim(RequestClaim.SOFTWARE_VERSION, rule -> rule.matching("[0-9]{1,4}\\.\"?"))
                .redirectUris(rule -> rule.ports(443, 8443)
                        .hosts(Set.of(HostKind.NAME, HostKind.IPV6))
                        .notNecessarilyInStatement())
                .statement(rule -> rule.authorities("FCAGBR")
                        .memberStates("GB")
                        .anyAuthorityStatus()
                        .softwareIdForm(ValueForm.UUID))
                .certificate(rule -> rule.kinds(CertificateKind.QWAC).anySubject())
                .pagesOnRedirectHost(true)
                .build();
        String written = PolicyFile.write(policy);
        assertThat(policy.diff(PolicyFile.read(written).orElseThrow())).isEmpty();
        assertThat(PolicyFile.write(PolicyFile.read(written).orElseThrow())).isEqualTo(written);
    }

    @Test
    @DisplayName("A file extends a profile and says only what differs")
    void differences() {
        ClaimPolicy policy = PolicyFile.read(FILE).orElseThrow();
        assertThat(policy.name()).isEqualTo("our bank");
        assertThat(ObieProfile.V3_3.policy("0015800001").diff(policy))
                .extracting(PolicyChange::toString)
                .containsExactly(
                        "exp: was: in the future; now: at most 1 h after iat (DIFFERENT)",
                        "jti: was: a version 4 UUID; now: any form (DIFFERENT)",
                        "redirect_uris: was without a limit of URIs, is now at most 3 URIs (STRICTER)",
                        "token_endpoint_auth_signing_alg: no longer refused unless token_endpoint_auth_method is"
                                + " private_key_jwt or client_secret_jwt (LOOSER)",
                        "scope: no longer takes payments, fundsconfirmations (STRICTER)",
                        "scope: now insists on openid (STRICTER)",
                        "contacts: is now ignored, was: an e-mail address; at most 10 values (LOOSER)",
                        "software statement: was: of any age; exp is checked where there is one; now: at most 1 min old;"
                                + " exp is checked where there is one (DIFFERENT)",
                        "scope payments: no longer: needs CD_PISP or PISP (LOOSER)",
                        "software roles: now: one of AISP (STRICTER)");
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "our bank" | "" | line 2, /name: missing; expected what the bank calls the policy
                    "obie-3.3" | "obie-9" | line 3, /extends: 'obie-9'; expected one of obie-3.1
                    ["0015800001"] | [] | line 4, /request/audience: missing; expected whom requests are meant for
                    "maxLifetimeSeconds": 3600 | "maxLifetimeSeconds": "1h" | line 4, /request/maxLifetimeSeconds: string; expected a whole number from 1
                    "maxLifetimeSeconds": 3600 | "maxLifetimeSeconds": 1.5 | line 4, /request/maxLifetimeSeconds: 1.5; expected a whole number from 1
                    "maxLifetimeSeconds": 3600 | "lifetime": 3600 | line 4, /request/lifetime: unknown member; expected one of audience
                    ["AISP"] | "AISP" | line 5, /statement/roles: string; expected an array of strings
                    "scope": | "scopes": | line 7, /claims/scopes: unknown claim; expected one of iss, iat
                    "requires": | "required": | line 7, /claims/scope/required: unknown member; expected one of allowed, atLeastOneOf
                    ["openid", "accounts"] | ["openid", 1] | line 7, /claims/scope/allowed/1: number; expected a string
                    {"form": null} | {"form": "uuid5"} | line 9, /claims/jti/form: 'uuid5'; expected one of uuid_v4
                    {"form": null} | {"pattern": "["} | line 9, /claims/jti/pattern: refused
                    {"onlyWhen": null} | {"onlyWhen": {"claim": "scope"}} | line 8, /claims/token_endpoint_auth_signing_alg/onlyWhen: incomplete; expected claim and values
                    {"onlyWhen": null} | {"onlyWhen": {"claim": "x", "values": ["y"]}} | line 8, /claims/token_endpoint_auth_signing_alg/onlyWhen/claim: 'x'; expected the name of a claim
                    "maxCount": 3 | "maxCount": 0 | line 12, /redirectUris/maxCount: 0; expected a whole number from 1 to 100
                    "maxCount": 3 | "ports": [] | line 12, /redirectUris/ports: refused; expected redirect URIs need ports
                    "maxCount": 3 | "hosts": ["any"] | line 12, /redirectUris/hosts/0: 'any'; expected one of name
                    "waivers": {} | "waivers": {"policy.none": "x"} | line 14, /waivers/policy.none: unknown reason; expected the code of a PolicyReason
                    "waivers": {} | "waivers": {"redirect_uri.not_https": "x"} | line 14, /waivers/redirect_uri.not_https: refused
                    "waivers": {} | "waivers": {"policy.fapi_algorithm": " "} | line 14, /waivers/policy.fapi_algorithm: refused
                    "waivers": {} | "waivers": [] | line 14, /waivers: array; expected an object
                    "waivers": {} | "extends": "obie-3.3" | line 14, the file: | the name of a member
                    """)
    @DisplayName("Nonsense is refused with line, pointer and expectation")
    void nonsense(String what, String instead, String fault) {
        PolicyParse parse = PolicyFile.read(FILE.replace(what, instead));
        assertThat(parse).isInstanceOf(Refused.class);
        assertThat(((Refused) parse).faults().get(0).toString()).startsWith(fault.strip());
    }

    @Test
    @DisplayName("All faults are reported at once")
    void allFaults() {
        PolicyParse parse = PolicyFile.read(FILE.replace("\"maxCount\"", "\"max\"")
                .replace("\"allowed\"", "\"allow\"")
                .replace("\"AISP\"", "7"));
        assertThat(((Refused) parse).faults())
                .extracting(PolicyFault::pointer)
                .containsExactlyInAnyOrder("/statement/roles/0", "/claims/scope/allow", "/redirectUris/max");
        assertThatThrownBy(parse::orElseThrow)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 12, /redirectUris/max");
    }

    @Test
    @DisplayName("A file cannot lower the FAPI floor without a waiver either")
    void floor() {
        String lower = FILE.replace(
                "\"jti\": {\"form\": null}", "\"id_token_signed_response_alg\": {\"allowed\": [\"RS256\"]}");
        assertThat(((Refused) PolicyFile.read(lower)).faults())
                .singleElement()
                .satisfies(
                        fault -> assertThat(fault.toString()).contains("id_token_signed_response_alg takes [RS256]"));
        ClaimPolicy waived = PolicyFile.read(
                        lower.replace("\"waivers\": {}", "\"waivers\": {\"policy.fapi_algorithm\": \"legacy\"}"))
                .orElseThrow();
        assertThat(waived.waivers()).containsEntry(PolicyReason.FAPI_ALGORITHM, "legacy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [] | an object
                    {"name": } | a JSON object
                    {} | what the bank calls the policy
                    {"name": "x"} | an object with the audience
                    """)
    @DisplayName("What is no policy at all is refused")
    void noPolicy(String text, String expected) {
        Refused refused = (Refused) PolicyFile.read(text);
        assertThat(refused.faults()).anyMatch(fault -> fault.expected().startsWith(expected));
    }

    @Test
    @DisplayName("Rules of a bank's own are code and are not lost in a file without a word")
    void bankRules() {
        ClaimPolicy policy = ObieProfile.V3_3
                .policy("bank")
                .derive("own")
                .rule(ClaimPath.request("x"), PolicyReason.VALUE_NOT_ALLOWED, "words", facts -> true)
                .build();
        assertThatThrownBy(() -> PolicyFile.write(policy))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("policy.value_not_allowed");
    }

    private static JsonObject schema() throws IOException {
        try (InputStream in = PolicyFile.class.getResourceAsStream("policy.schema.json")) {
            JsonParse parse = StrictJson.parse(in.readAllBytes(), JsonLimits.forKeySet());
            return (JsonObject) ((JsonParse.Parsed) parse).value();
        }
    }

    private static JsonValue at(JsonValue value, String... names) {
        JsonValue found = value;
        for (String name : names) {
            found = found instanceof JsonArray array
                    ? array.elements().get(Integer.parseInt(name))
                    : ((JsonObject) found).get(name).orElseThrow();
        }
        return found;
    }

    private static Set<String> names(JsonValue object) {
        return new TreeSet<>(((JsonObject) object).members().keySet());
    }

    private static List<String> texts(JsonValue array) {
        return ((JsonArray) array)
                .elements().stream().map(one -> ((JsonString) one).value()).toList();
    }

    private static List<String> lower(Enum<?>[] constants) {
        return Arrays.stream(constants).map(FileObject::lower).toList();
    }

    @Test
    @DisplayName("The published schema names the members that are read, and no others")
    void schemaMembers() throws IOException {
        JsonValue properties = at(schema(), "properties");
        assertThat(names(properties)).isEqualTo(new TreeSet<>(PolicyFile.MEMBERS));
        assertThat(names(at(properties, "request", "properties"))).isEqualTo(new TreeSet<>(PolicyFile.REQUEST_MEMBERS));
        assertThat(names(at(properties, "statement", "properties")))
                .isEqualTo(new TreeSet<>(PolicyFile.STATEMENT_MEMBERS));
        assertThat(names(at(properties, "redirectUris", "properties")))
                .isEqualTo(new TreeSet<>(PolicyFile.REDIRECT_MEMBERS));
        assertThat(names(at(properties, "certificate", "properties")))
                .isEqualTo(new TreeSet<>(PolicyFile.CERTIFICATE_MEMBERS));
        assertThat(names(at(schema(), "$defs", "claimRule", "properties")))
                .isEqualTo(new TreeSet<>(ClaimRuleFile.MEMBERS));
        assertThat(names(at(schema(), "$defs", "condition", "properties")))
                .isEqualTo(new TreeSet<>(ClaimRuleFile.CONDITION_MEMBERS));
    }

    @Test
    @DisplayName("The published schema names the claims, forms, kinds and reasons that there are")
    void schemaConstants() throws IOException {
        JsonObject schema = schema();
        assertThat(texts(at(schema, "properties", "claims", "propertyNames", "enum")))
                .isEqualTo(Stream.of(RequestClaim.values())
                        .map(RequestClaim::claimName)
                        .toList());
        JsonValue rule = at(schema, "$defs", "claimRule", "properties");
        assertThat(texts(at(rule, "presence", "enum"))).isEqualTo(lower(Presence.values()));
        assertThat(texts(at(rule, "form", "anyOf", "0", "enum"))).isEqualTo(lower(ValueForm.values()));
        assertThat(texts(at(rule, "unsupported", "enum"))).isEqualTo(lower(ClaimRule.Unsupported.values()));
        assertThat(texts(at(rule, "statement", "anyOf", "0", "properties", "claim", "enum")))
                .isEqualTo(lower(SsaClaim.values()));
        assertThat(texts(at(rule, "statement", "anyOf", "0", "properties", "use", "enum")))
                .isEqualTo(lower(ClaimRule.StatementUse.values()));
        assertThat(texts(at(schema, "properties", "certificate", "properties", "kinds", "items", "enum")))
                .isEqualTo(lower(CertificateKind.values()));
        assertThat(texts(at(schema, "properties", "redirectUris", "properties", "hosts", "items", "enum")))
                .isEqualTo(lower(HostKind.values()));
        assertThat(texts(at(schema, "properties", "waivers", "propertyNames", "enum")))
                .containsExactlyInAnyOrderElementsOf(FapiFloor.reasonsToWaive().stream()
                        .map(PolicyReason::code)
                        .toList());
    }
}
