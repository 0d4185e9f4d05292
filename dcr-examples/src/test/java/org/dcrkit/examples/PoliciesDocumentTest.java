package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegisteredClient;
import org.dcrkit.RegistrationReason;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.LintFinding;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PastRequest;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.policy.PolicyRow;
import org.dcrkit.policy.RegistrationResponse;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/policies.md says in Java and JSON compiles, runs and does what it says. */
class PoliciesDocumentTest {

    private static final Path DOCUMENT = Snippets.root().resolve("docs/policies.md");
    private static final JsonObject STATEMENT = json("""
            {"iss": "OpenBanking Ltd", "iat": 1767225000, "software_id": "ebSqTNqmQXFYz6VtWGXZAa",
             "software_client_name": "Acme", "software_redirect_uris": ["https://acme.example/cb"],
             "software_roles": ["AISP"], "org_id": "0015800001041REAAY", "org_status": "Active",
             "software_jwks_endpoint": "https://keystore.openbanking.org.uk/a/b.jwks"}""");
    private static final JsonObject REQUEST = json("""
            {"iss": "ebSqTNqmQXFYz6VtWGXZAa", "iat": 1767225600, "exp": 1767226000, "aud": "0015800001EXAMPLEA",
             "jti": "8b1b3b8e-9f0c-4f5e-8a3b-2f1d3c4b5a69", "software_statement": "e30.e30.e30",
             "redirect_uris": ["https://acme.example/cb"], "token_endpoint_auth_method": "private_key_jwt",
             "token_endpoint_auth_signing_alg": "PS256", "application_type": "web",
             "grant_types": ["authorization_code", "client_credentials", "refresh_token"],
             "id_token_signed_response_alg": "PS256", "request_object_signing_alg": "PS256"}""");

    @Test
    @DisplayName("Each Java block of the document is one of the compiled snippets")
    void blocksAreCompiled() throws IOException {
        Path source = Snippets.root().resolve("dcr-examples/src/test/java/org/dcrkit/examples/PolicySnippets.java");
        assertThat(Snippets.javaBlocks(DOCUMENT))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(Snippets.regions(source).values());
    }

    @Test
    @DisplayName("The file of the document is the policy that the document builds")
    void file(@TempDir Path folder) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```json\\n(.*?)^```$").matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        Path file = Files.writeString(folder.resolve("policy.json"), block.group(1));
        ClaimPolicy read = PolicySnippets.read(file);
        assertThat(PolicySnippets.built().diff(read)).isEmpty();
        assertThat(read.describe().markdown())
                .isEqualTo(PolicySnippets.built().describe().markdown());
    }

    @Test
    @DisplayName("The policy prints the table that it was made from")
    void table() {
        assertThat(PolicySnippets.built().describe().request())
                .extracting(PolicyRow::parameter, PolicyRow::occurrence, PolicyRow::rule, PolicyRow::defaultValue)
                .contains(
                        row("aud", "M", "0015800001EXAMPLEA", ""),
                        row("exp", "M", "at most 30 min after iat", ""),
                        row("grant_types", "M", "all of authorization_code, client_credentials and refresh_token", ""),
                        row("application_type", "M", "web", ""));
        List<LintFinding> holes = PolicySnippets.looked(PolicySnippets.built(), ObieProfile.V3_3.policy("x"));
        assertThat(holes).noneMatch(finding -> finding.severity() == LintFinding.Severity.ERROR);
    }

    private static Tuple row(String... cells) {
        return Tuple.tuple((Object[]) cells);
    }

    @Test
    @DisplayName("A request that keeps every row has no fault; each row that is broken is one fault")
    void rows() {
        ClaimPolicy policy = PolicySnippets.built();
        assertThat(PolicySnippets.judged(policy, REQUEST, STATEMENT)).isEmpty();
        assertThat(PolicySnippets.judged(
                        policy, REQUEST.with("grant_types", List.of("authorization_code", "refresh_token")), STATEMENT))
                .containsExactly("policy.value_required request:/grant_types");
        assertThat(PolicySnippets.judged(policy, REQUEST.with("scope", "accounts"), STATEMENT))
                .containsExactly("policy.value_required request:/scope");
        assertThat(PolicySnippets.judged(policy, REQUEST.with("application_type", "mobile"), STATEMENT))
                .containsExactly("policy.application_type_not_allowed request:/application_type");
        assertThat(PolicySnippets.judged(
                        policy, REQUEST.with("redirect_uris", List.of("https://elsewhere.example/cb")), STATEMENT))
                .containsExactly("redirect_uri.not_in_statement request:/redirect_uris/0");
    }

    @Test
    @DisplayName("A dry run names the TPPs that a stricter policy refuses")
    void dryRun() {
        ClaimPolicy planned = PolicySnippets.built()
                .derive("planned")
                .claim(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG, rule -> rule.allowed("ES256"))
                .build();
        Stream<PastRequest<String>> archive = Stream.of(
                past("Acme", REQUEST), past("Umbrella", REQUEST.with("id_token_signed_response_alg", "ES256")));
        assertThat(PolicySnippets.changed(PolicySnippets.built(), planned, archive))
                .containsExactly("Acme");
    }

    private static PastRequest<String> past(String whose, JsonObject request) {
        return PastRequest.of(whose, request, STATEMENT, SsaDialect.obie(), "production", Instant.EPOCH);
    }

    @Test
    @DisplayName("Supported values come from the discovery document")
    void discovered() {
        ClaimPolicy agreed = PolicySnippets.discovered(
                PolicySnippets.built(), json("{\"scopes_supported\": [\"openid\", \"accounts\"]}"));
        assertThat(PolicySnippets.judged(agreed, REQUEST.with("scope", "openid payments"), STATEMENT))
                .containsExactly("policy.scope_not_allowed request:/scope");
    }

    @Test
    @DisplayName("A waiver shows wherever the policy does")
    void waived() {
        ClaimPolicy legacy = PolicySnippets.waived(PolicySnippets.built());
        assertThat(legacy.describe().waivers())
                .containsExactly("policy.fapi_auth_method: four TPPs have until June to leave client secrets");
        assertThat(legacy.lint()).extracting(LintFinding::code).contains("lint.waived");
    }

    @Test
    @DisplayName("A rule of the bank's own refuses with the bank's own reason")
    void own() {
        ClaimPolicy careful =
                PolicySnippets.own(PolicySnippets.built(), Set.of("Example Bank"), PolicyReason.TEXT_NOT_PLAIN);
        assertThat(PolicySnippets.judged(careful, REQUEST.with("client_name", "Example Bank"), STATEMENT))
                .containsExactly("policy.text_not_plain request:/client_name");
    }

    @Test
    @DisplayName("Habits of real banks are policies")
    void quirks() {
        List<ClaimPolicy> quirks = PolicySnippets.quirks();
        assertThat(quirks.get(0).requestRequirements().audiences()).containsExactly("https://api.bank.example/oidc");
        JsonObject two = REQUEST.with("scope", "openid accounts")
                .with("grant_types", List.of("client_credentials", "authorization_code"));
        assertThat(PolicySnippets.judged(quirks.get(1), two.with("subject_type", "pairwise"), STATEMENT))
                .isEmpty();
        assertThat(PolicySnippets.judged(quirks.get(1), two, STATEMENT))
                .containsExactly("claim.missing request:/subject_type");
        assertThat(PolicySnippets.judged(
                        quirks.get(2), REQUEST.with("scope", List.of("openid", "accounts")), STATEMENT))
                .isEmpty();
    }

    @Test
    @DisplayName("A registration is answered with 201, and its update is judged by the same gates")
    void answeredAndUpdated() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z"));
        FakeDirectory directory = FakeDirectory.openBanking(clock).build();
        FakeTpp tpp = directory.tpp("Acme").roles("AISP", "PISP").build();
        RegistrationValidator validator = ReadmeSnippets.validator(
                directory.keySource(), directory.openBankingCa().root().pem(), clock);
        AcceptedRegistration accepted =
                validator.validate(submission(tpp)).toOptional().orElseThrow();
        RegistrationResponse response = PolicySnippets.answered(accepted);
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(response.json().text("software_statement"))
                .contains(accepted.ssa().token());

        String software = accepted.ssa().statement().softwareId().orElseThrow();
        String organisation = accepted.ssa().statement().organisationId().orElseThrow();
        String trusted = accepted.ssa().directory().name();
        String environment = accepted.ssa().environment();
        RegisteredClient registered =
                new RegisteredClient("client-4711", trusted, environment, software, organisation, accepted.metadata());
        RegisteredClient another =
                new RegisteredClient("client-1", trusted, environment, "other", organisation, accepted.metadata());
        assertThat(PolicySnippets.updated(validator, submission(tpp), registered)
                        .isAccepted())
                .isTrue();
        assertThat(PolicySnippets.updated(validator, submission(tpp), another).violations())
                .extracting(Violation::reason)
                .containsExactly(RegistrationReason.SOFTWARE_CHANGED);
    }

    private static RegistrationSubmission submission(FakeTpp tpp) {
        return new RegistrationSubmission(tpp.registration("0015800001BANKAAAA").signed(), tpp.transportCertificates());
    }

    private static JsonObject json(String text) {
        JsonParse parse = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.forToken());
        return (JsonObject) ((JsonParse.Parsed) parse).value();
    }
}
