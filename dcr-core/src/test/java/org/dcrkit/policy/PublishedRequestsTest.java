package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dcrkit.Vectors;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SsaDialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The claims alone; that the tokens verify, and for whom they are, is for the gates' tests. */
@DisplayName("Requests that others published: what policies say of their claims")
class PublishedRequestsTest {

    private static final String WSO2 = "request-PS256-w7NFeMODzCMO-1571808167-abdcdc3b.jwt";
    private static final String CDR = "request-PS256-DwMKdWMmj7PW-1571808167-365bb615.jwt";
    private static final String FORGEROCK = "request-PS256-800c80a75c8a-1625150570-dda3d39b.jwt";

    static Stream<Arguments> verdicts() {
        return Stream.of(
                arguments(
                        WSO2,
                        ObieProfile.V3_3,
                        SsaDialect.obie(),
                        Set.of(
                                "policy.value_malformed request:/iss",
                                "policy.not_uuid request:/jti",
                                "policy.grant_type_not_allowed request:/grant_types/3")),
                arguments(
                        WSO2,
                        ObieProfile.V3_4,
                        SsaDialect.obie(),
                        Set.of("policy.value_malformed request:/iss", "policy.not_uuid request:/jti")),
                arguments(
                        WSO2,
                        Wso2OpenBankingUk.V3_3,
                        SsaDialect.obie(),
                        Set.of("policy.grant_type_not_allowed request:/grant_types/3")),
                arguments(
                        CDR,
                        CdrAustralia.DCR,
                        SsaDialect.cdrAustralia(),
                        Set.of(
                                "policy.auth_method_not_allowed request:/token_endpoint_auth_method",
                                "policy.grant_type_not_allowed request:/grant_types/3",
                                "policy.response_type_not_allowed request:/response_types/0",
                                "redirect_uri.not_in_statement request:/redirect_uris/0",
                                "redirect_uri.not_in_statement request:/redirect_uris/1")),
                arguments(
                        FORGEROCK,
                        ObieProfile.V3_3,
                        SsaDialect.obie(),
                        Set.of(
                                "policy.value_malformed request:/iss",
                                "claim.missing request:/aud",
                                "claim.missing request:/application_type",
                                "redirect_uri.not_in_statement request:/redirect_uris/0")));
    }

    @ParameterizedTest(name = "{0} under {1}")
    @MethodSource("verdicts")
    void claims(String file, PolicyProfile profile, SsaDialect dialect, Set<String> faults) {
        Path path = Vectors.realData("jwt/" + file);
        JsonObject request = payload(new String(Vectors.bytes(path), StandardCharsets.US_ASCII).strip());
        JsonObject statement = payload(request.text("software_statement").orElseThrow());
        Scene scene = new Scene(request, statement, dialect, null, "sandbox");
        assertThat(scene.faults(profile.policy("bank"))).isEqualTo(new TreeSet<>(faults));
    }

    private static JsonObject payload(String token) {
        return Scene.json(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }
}
