package org.dcrkit.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7591, section 2: client metadata")
class ClientMetadataTest {

    @Test
    @DisplayName(
            "The authorization server MUST ignore any client metadata sent by the client that it does not understand")
    void unknownClaims() {
        ClientMetadata metadata = read("{'client_name':'A','attributes.x':true,'service_accounts':{},'x#fr':1}");

        assertThat(metadata.toJson(ScopeForm.TEXT)).isEqualTo(Json.object("{'client_name':'A'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'openid accounts'|openid,accounts",
                "['openid','accounts']|openid,accounts",
                "'openid'|openid",
                "['openid']|openid"
            })
    @DisplayName("scope is words in one text since OBIE 3.2, an array in 3.1")
    void scope(String json, String expected) {
        assertThat(read("{'scope':" + json + "}").values(RequestClaim.SCOPE)).isEqualTo(List.of(expected.split(",")));
    }

    @Test
    @DisplayName("RFC 6749, section 3.3: words have single blanks between them; another blank leaves an empty word")
    void emptyWords() {
        assertThat(read("{'scope':' openid  accounts'}").values(RequestClaim.SCOPE))
                .containsExactly("", "openid", "", "accounts");
    }

    @Test
    @DisplayName("POS-03: aud is a text or an array of texts, software_id a text or an array of one")
    void textOrArray() {
        assertThat(read("{'aud':'a'}").values(RequestClaim.AUDIENCE)).containsExactly("a");
        assertThat(read("{'aud':['a','b']}").values(RequestClaim.AUDIENCE)).containsExactly("a", "b");
        assertThat(read("{'software_id':'s'}").text(RequestClaim.SOFTWARE_ID)).contains("s");
        assertThat(read("{'software_id':['s']}").text(RequestClaim.SOFTWARE_ID)).contains("s");
        assertThat(read("{'software_version':1.50}").text(RequestClaim.SOFTWARE_VERSION))
                .contains("1.50");
    }

    @Test
    @DisplayName("An empty array is there, and so is not the same as an absent one; a null or blank text is absent")
    void absence() {
        ClientMetadata metadata =
                read("{'redirect_uris':[],'aud':[],'scope':[],'client_name':'','logo_uri':null,'jwks_uri':' '}");

        assertThat(metadata.has(RequestClaim.REDIRECT_URIS)).isTrue();
        assertThat(metadata.has(RequestClaim.AUDIENCE)).isTrue();
        assertThat(metadata.has(RequestClaim.SCOPE)).isTrue();
        assertThat(metadata.values(RequestClaim.REDIRECT_URIS)).isEmpty();
        assertThat(metadata.has(RequestClaim.CLIENT_NAME)).isFalse();
        assertThat(metadata.has(RequestClaim.LOGO_URI)).isFalse();
        assertThat(metadata.has(RequestClaim.JWKS_URI)).isFalse();
        assertThat(metadata.has(RequestClaim.GRANT_TYPES)).isFalse();
    }

    @Test
    @DisplayName("Booleans, dates and objects are read as what they are")
    void otherTypes() {
        ClientMetadata metadata = read("{'tls_client_certificate_bound_access_tokens':false,'exp':1700000000,"
                + "'jwks':{'keys':[]},'nbf':0}");

        assertThat(metadata.flag(RequestClaim.CERTIFICATE_BOUND_ACCESS_TOKENS)).contains(false);
        assertThat(metadata.date(RequestClaim.EXPIRES_AT)).contains(Instant.ofEpochSecond(1_700_000_000));
        assertThat(metadata.date(RequestClaim.NOT_BEFORE)).contains(Instant.EPOCH);
        assertThat(metadata.has(RequestClaim.JWKS)).isTrue();
        assertThat(metadata.text(RequestClaim.JWKS)).isEmpty();
        assertThat(metadata.flag(RequestClaim.JWKS)).isEmpty();
        assertThat(metadata.date(RequestClaim.JWKS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "redirect_uris|'https://a.example/'|string|array of strings|INVALID_REDIRECT_URI",
                "redirect_uris|{}|object|array of strings|INVALID_REDIRECT_URI",
                "grant_types|'authorization_code'|string|array of strings|INVALID_CLIENT_METADATA",
                "aud|{}|object|array of strings|INVALID_CLIENT_METADATA",
                "aud|1|number|array of strings|INVALID_CLIENT_METADATA",
                "scope|1|number|array of strings|INVALID_CLIENT_METADATA",
                "software_statement|{}|object|string|INVALID_SOFTWARE_STATEMENT",
                "software_statement|[]|array|string|INVALID_SOFTWARE_STATEMENT",
                "tls_client_certificate_bound_access_tokens|'true'|string|boolean|INVALID_CLIENT_METADATA",
                "jwks|[]|array|object|INVALID_CLIENT_METADATA",
                "exp|null|null|whole number of seconds|INVALID_CLIENT_METADATA",
                "exp|'1700000000'|string|whole number of seconds|INVALID_CLIENT_METADATA",
                "iat|1700000000.9|number|whole number of seconds|INVALID_CLIENT_METADATA",
                "software_id|['a','b']|array|string|INVALID_CLIENT_METADATA",
                "software_version|true|boolean|string|INVALID_CLIENT_METADATA",
                "iss|1|number|string|INVALID_CLIENT_METADATA"
            })
    @DisplayName("REQ-17, TIM-09, FMT-29: a claim of another type is refused for exactly that")
    void wrongType(String claim, String json, String got, String expected, RegistrationError error) {
        Verdict<ClientMetadata> verdict = ClientMetadata.read(Json.object("{'" + claim + "':" + json + "}"));

        assertThat(verdict.violations())
                .containsExactly(Violation.of(ClaimReason.TYPE, ClaimPath.request(claim))
                        .got(got)
                        .expected(expected));
        assertThat(verdict.violations().get(0).error()).isEqualTo(error);
    }

    @Test
    @DisplayName("An element of another type, or a blank one, is refused at its own place")
    void elements() {
        assertThat(ClientMetadata.read(Json.object("{'redirect_uris':['https://a.example/',1,''],'aud':[null]}"))
                        .violations())
                .extracting(Violation::reason, violation -> violation.where().toString())
                .containsExactlyInAnyOrder(
                        Tuple.tuple(ClaimReason.TYPE, "request:/redirect_uris/1"),
                        Tuple.tuple(ClaimReason.EMPTY, "request:/redirect_uris/2"),
                        Tuple.tuple(ClaimReason.TYPE, "request:/aud/0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1700000000000", "9223372036854775807", "9223372036854776", "-1"})
    @DisplayName("TIM-12, TIM-13, TIM-14: a date outside the years 1970 to 9999 is refused, never wrapped")
    void dateRange(String literal) {
        assertThat(ClientMetadata.read(Json.object("{'nbf':" + literal + "}")).violations())
                .extracting(Violation::reason)
                .containsExactly(ClaimReason.DATE_RANGE);
    }

    @Test
    @DisplayName("JSN-12, REQ-21: NUL and other control characters are no text")
    void noText() {
        assertThat(ClientMetadata.read(Json.object("{'client_name':'a\\u0000b','scope':'a\\tb'}"))
                        .violations())
                .extracting(Violation::reason)
                .containsExactly(ClaimReason.TEXT, ClaimReason.TEXT);
    }

    @ParameterizedTest
    @EnumSource(RequestClaim.class)
    @DisplayName("Every claim is found by its name, and no claim of any type makes reading throw")
    void everyClaim(RequestClaim claim) {
        assertThat(RequestClaim.named(claim.claimName())).contains(claim);
        for (String json : List.of("1", "true", "null", "[]", "{}", "''", "' '", "[[]]", "[{}]", "-0", "1e9")) {
            List<Violation> faults = new ArrayList<>();
            JsonObject claims = JsonObject.empty().with(claim.claimName(), Json.value(json));
            ClientMetadata metadata = ClientMetadata.readAsFarAsPossible(claims, faults::add);

            assertThat(faults).allMatch(fault -> fault.where().pointer().startsWith("/" + claim.claimName()));
            assertThat(metadata.toString()).startsWith("{").endsWith("}");
            assertThat(ClientMetadata.read(claims).isAccepted()).isEqualTo(faults.isEmpty());
        }
    }

    @Test
    @DisplayName("Metadata is changed by making other metadata, and written with the scope in either form")
    void changed() {
        ClientMetadata metadata = ClientMetadata.none()
                .with(RequestClaim.SCOPE, List.of("openid", "accounts"))
                .with(RequestClaim.REDIRECT_URIS, "https://a.example/")
                .with(RequestClaim.CLIENT_NAME, "A")
                .with(RequestClaim.CERTIFICATE_BOUND_ACCESS_TOKENS, true)
                .with(RequestClaim.LOGO_URI, "https://a.example/logo")
                .without(RequestClaim.LOGO_URI);

        assertThat(metadata.toJson(ScopeForm.TEXT))
                .hasToString("{\"redirect_uris\":[\"https://a.example/\"],\"scope\":\"openid accounts\","
                        + "\"tls_client_certificate_bound_access_tokens\":true,\"client_name\":\"A\"}");
        assertThat(metadata.toJson(ScopeForm.ARRAY).get("scope")).contains(Json.value("['openid','accounts']"));
        assertThat(read(metadata.toJson(ScopeForm.ARRAY).toString()))
                .isEqualTo(metadata)
                .hasSameHashCodeAs(metadata);
    }

    @Test
    @DisplayName("The subject of tls_client_auth is found under its RFC 8705 name and under that of OBIE 3.1")
    void subjectDn() {
        assertThat(read("{'tls_client_auth_dn':'CN=old'}").tlsClientAuthSubjectDn())
                .contains("CN=old");
        assertThat(read("{'tls_client_auth_dn':'CN=old','tls_client_auth_subject_dn':'CN=new'}")
                        .tlsClientAuthSubjectDn())
                .contains("CN=new");
        assertThat(read("{}").tlsClientAuthSubjectDn()).isEmpty();
    }

    private static ClientMetadata read(String json) {
        Verdict<ClientMetadata> verdict = ClientMetadata.read(Json.object(json));
        assertThat(verdict.violations()).isEmpty();
        return verdict.toOptional().orElseThrow();
    }

    @Test
    @DisplayName("What a store kept as text is read back without loss; anything else is the store's fault")
    void parse() {
        ClientMetadata metadata = ClientMetadata.none()
                .with(RequestClaim.REDIRECT_URIS, List.of("https://tpp.example/a,b", "https://tpp.example/c"))
                .with(RequestClaim.SCOPE, List.of("openid", "accounts"))
                .with(RequestClaim.BACKCHANNEL_USER_CODE_PARAMETER_SUPPORTED, false);

        assertThat(ClientMetadata.parse(metadata.toJson(ScopeForm.TEXT).toString()))
                .isEqualTo(metadata);
        assertThat(ClientMetadata.parse(metadata.toJson(ScopeForm.ARRAY).toString()))
                .isEqualTo(metadata);
        for (String other : List.of("", "[]", "{", "{\"redirect_uris\":7}")) {
            assertThatIllegalArgumentException().isThrownBy(() -> ClientMetadata.parse(other));
        }
    }
}
