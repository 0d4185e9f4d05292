package org.dcrkit.policy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dcrkit.FactsForTests;
import org.dcrkit.PolicyOutcome;
import org.dcrkit.RegistrationFacts;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.spi.SubjectName;
import org.jspecify.annotations.Nullable;

/** A request, a statement and a certificate that a test changes one thing of. */
record Scene(
        JsonObject request,
        JsonObject statement,
        SsaDialect dialect,
        @Nullable CertificateFacts certificate,
        String environment) {

    static final Instant AT = Instant.parse("2022-06-01T00:00:00Z");
    static final String AUDIENCE = "0015800000jfwxXAAQ";
    static final String SOFTWARE_ID = "ebSqTNqmQXFYz6VtWGXZAa";
    static final String DN = "CN=" + SOFTWARE_ID + ",OU=0015800001041REAAY,O=OpenBanking,C=GB";
    static final String REDIRECT_1 = "https://tpp.example.com/callback";
    static final String REDIRECT_2 = "https://tpp.example.com/callback/2";

    static final PublicKey KEY = key();

    /** What every version of OBIE from 3.2 on accepts. */
    static Scene obie() {
        return new Scene(json("""
                {
                  "iss": "ebSqTNqmQXFYz6VtWGXZAa",
                  "iat": 1654041000,
                  "exp": 1654044600,
                  "aud": "0015800000jfwxXAAQ",
                  "jti": "8b1b3b8e-9f0c-4f5e-8a3b-2f1d3c4b5a69",
                  "software_statement": "e30.e30.e30",
                  "software_id": "ebSqTNqmQXFYz6VtWGXZAa",
                  "redirect_uris": ["https://tpp.example.com/callback"],
                  "token_endpoint_auth_method": "private_key_jwt",
                  "token_endpoint_auth_signing_alg": "PS256",
                  "grant_types": ["client_credentials", "authorization_code", "refresh_token"],
                  "response_types": ["code id_token"],
                  "scope": "openid accounts payments",
                  "application_type": "web",
                  "id_token_signed_response_alg": "PS256",
                  "request_object_signing_alg": "ES256"
                }"""), json("""
                {
                  "iss": "OpenBanking Ltd",
                  "iat": 1654040000,
                  "jti": "368d6415abdd4591",
                  "software_id": "ebSqTNqmQXFYz6VtWGXZAa",
                  "software_client_id": "ebSqTNqmQXFYz6VtWGXZAa",
                  "software_client_name": "Caf\\u00e9 Accounts",
                  "software_client_uri": "https://tpp.example.com/",
                  "software_environment": "sandbox",
                  "software_mode": "Test",
                  "software_version": 1.5,
                  "software_redirect_uris": [
                    "https://tpp.example.com/callback", "https://tpp.example.com/callback/2", "https://localhost/cb"],
                  "software_roles": ["AISP", "PISP", "CBPII"],
                  "software_logo_uri": "https://tpp.example.com/logo.png",
                  "software_policy_uri": "https://tpp.example.com/policy",
                  "software_tos_uri": "https://tpp.example.com/tos",
                  "software_jwks_endpoint":
                    "https://keystore.openbankingtest.org.uk/0015800001041REAAY/ebSqTNqmQXFYz6VtWGXZAa.jwks",
                  "software_on_behalf_of_org": null,
                  "organisation_competent_authority_claims": {
                    "authority_id": "FCAGBR", "registration_id": "123456", "status": "Active",
                    "authorisations": [
                      {"member_state": "GB", "roles": ["AISP", "PISP"]}, {"member_state": "IE", "roles": ["AISP"]}]},
                  "org_status": "Active",
                  "org_id": "0015800001041REAAY",
                  "org_name": "TPP Ltd"
                }"""), SsaDialect.obie(), null, "sandbox")
                .withCertificate(CertificateKind.OB_TRANSPORT);
    }

    /** What OBIE 3.1 accepts: another name for the subject, scopes in an array. */
    static Scene obie31() {
        return obie().claim("scope", List.of("openid", "accounts"));
    }

    /** With {@code tls_client_auth} and the subject under that name. */
    Scene withSubject(String claim, String dn) {
        return claim("token_endpoint_auth_method", "tls_client_auth")
                .without("token_endpoint_auth_signing_alg")
                .claim(claim, dn);
    }

    Scene claim(String name, String value) {
        return request(json -> json.with(name, value));
    }

    Scene claim(String name, List<String> values) {
        return request(json -> json.with(name, values));
    }

    Scene claim(String name, boolean value) {
        return request(json -> json.with(name, new JsonBoolean(value)));
    }

    Scene claim(String name, JsonValue value) {
        return request(json -> json.with(name, value));
    }

    Scene without(String name) {
        return request(json -> json.without(name));
    }

    Scene ssa(String name, String value) {
        return statement(json -> json.with(name, value));
    }

    Scene ssa(String name, List<String> values) {
        return statement(json -> json.with(name, values));
    }

    Scene request(UnaryOperator<JsonObject> change) {
        return new Scene(change.apply(request), statement, dialect, certificate, environment);
    }

    Scene statement(UnaryOperator<JsonObject> change) {
        return new Scene(request, change.apply(statement), dialect, certificate, environment);
    }

    /** With redirect URIs that the statement has, too. */
    Scene redirectUris(String... uris) {
        return claim("redirect_uris", List.of(uris)).ssa("software_redirect_uris", List.of(uris));
    }

    Scene withDialect(SsaDialect other) {
        return new Scene(request, statement, other, certificate, environment);
    }

    Scene withEnvironment(String other) {
        return new Scene(request, statement, dialect, certificate, other);
    }

    Scene withCertificate(CertificateKind kind, String... roles) {
        return withCertificateOf(DN, kind, roles);
    }

    Scene withCertificateOf(String dn, CertificateKind kind, String... roles) {
        CertificateFacts facts = CertificateFacts.builder(kind, new Subject(dn), KEY, new byte[] {1})
                .fingerprint("00")
                .boundBy("test")
                .roles(Set.of(roles))
                .build();
        return new Scene(request, statement, dialect, facts, environment);
    }

    Scene withoutCertificate() {
        return new Scene(request, statement, dialect, null, environment);
    }

    RegistrationFacts facts() {
        return FactsForTests.facts(
                SoftwareStatement.read(statement, dialect).toOptional().orElseThrow(),
                metadata(),
                certificate,
                environment,
                AT);
    }

    ClientMetadata metadata() {
        return ClientMetadata.read(request).toOptional().orElseThrow();
    }

    PolicyOutcome outcome(RegistrationPolicy policy) {
        return policy.evaluate(facts(), CheckLog.none());
    }

    /** Every violation as its reason's code and its place. */
    Set<String> faults(RegistrationPolicy policy) {
        return outcome(policy).violations().stream()
                .map(violation -> violation.reason().code() + " " + violation.where())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static JsonObject json(String text) {
        JsonParse parse = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.forToken());
        if (parse instanceof JsonParse.Parsed parsed && parsed.value() instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException(parse.toString());
    }

    /** Compares names after the attributes have been put in order: enough for policies, which only ask the certificate. */
    private record Subject(String rfc4514) implements SubjectName {
        @Override
        public List<String> values(String oid) {
            String type = oid.equals("2.5.4.3") ? "CN=" : oid.equals("2.5.4.11") ? "OU=" : "?";
            return Arrays.stream(rfc4514.split(","))
                    .filter(attribute -> attribute.startsWith(type))
                    .map(attribute -> attribute.substring(3))
                    .toList();
        }

        @Override
        public Match match(String written) {
            if (written.indexOf('=') < 0) {
                return Match.UNREADABLE;
            }
            return sorted(written).equals(sorted(rfc4514)) ? Match.SAME : Match.DIFFERENT;
        }

        private static List<String> sorted(String dn) {
            return Arrays.stream(dn.split(",")).map(String::strip).sorted().toList();
        }
    }

    private static PublicKey key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
