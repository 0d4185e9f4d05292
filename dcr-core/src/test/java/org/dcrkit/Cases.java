package org.dcrkit;

import static org.dcrkit.Scenario.DIRECTORY_URL;
import static org.dcrkit.Scenario.REVOKED_URL;
import static org.dcrkit.Scenario.SOFTWARE_URL;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.Scenario.BankReason;
import org.dcrkit.claims.Json;
import org.dcrkit.claims.SsaClaim;

/** Good and bad submissions by name: one at least for each way through the gates. */
final class Cases {

    private static final Map<String, Consumer<Scenario>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("all is well", s -> {});
        ALL.put(
                "all is well, no certificate check, no guard",
                s -> s.options =
                        builder -> RegistrationValidator.builder(s.directories(), s.keys, s.policy, () -> Scenario.NOW)
                                .withoutCertificates("a gateway does")
                                .withoutReplayGuard("a sandbox"));
        ALL.put("all is well, key of the certificate", s -> {
            s.requestRequirements = s.requestRequirements.withKeys(RequestKeys.TRANSPORT_CERTIFICATE);
            s.requestKey = TestKey.STRANGER;
        });
        ALL.put("garbage", s -> s.requestToken = "garbage");
        ALL.put("no statement", s -> s.request = s.request.with("software_statement", Json.value("null")));
        ALL.put("statement is garbage", s -> s.ssaToken = "a.b.c");
        ALL.put("statement as request", s -> s.requestToken = s.ssaToken());
        ALL.put("request header has jku", s -> s.requestHeader = s.requestHeader.with("jku", "https://evil.example/"));
        ALL.put("request alg RS256", s -> s.requestHeader = s.requestHeader.with("alg", "RS256"));
        ALL.put("statement header has jwk", s -> s.ssaHeader = s.ssaHeader.with("jwk", Json.value("{}")));
        ALL.put("statement without kid", s -> s.ssaHeader = s.ssaHeader.without("kid"));
        ALL.put("issuer unknown", s -> s.ssa = s.ssa.with("iss", "somebody"));
        ALL.put("other environment", s -> s.directory = builder -> builder.when(SsaClaim.MODE, "Test"));
        ALL.put("statement key unknown", s -> s.ssaHeader = s.ssaHeader.with("kid", "other"));
        ALL.put("statement forged", s -> s.ssaKey = TestKey.STRANGER);
        ALL.put("statement forged, naming an address inside", s -> {
            s.ssaKey = TestKey.STRANGER;
            s.ssa = s.ssa.with("software_jwks_endpoint", "https://169.254.169.254/latest");
        });
        ALL.put("statement expired", s -> s.ssa = s.ssa.with("exp", 1_700_000_000));
        ALL.put(
                "statement of the wrong types",
                s -> s.ssa = s.ssa.with("software_roles", 7).with("org_id", 7));
        ALL.put("statement empty", s -> s.ssa = Json.object("{'iss':'OpenBanking Ltd'}"));
        ALL.put("organisation withdrawn", s -> s.ssa = s.ssa.with("org_status", "Withdrawn"));
        ALL.put("statement self-signed", s -> s.ssa = s.ssa.with("org_jwks_endpoint", DIRECTORY_URL));
        ALL.put("directory down", s -> s.keys.takeDown(DIRECTORY_URL));
        ALL.put("software keys down", s -> s.keys.takeDown(SOFTWARE_URL));
        ALL.put("software keys elsewhere", s -> s.ssa = s.ssa.with("software_jwks_endpoint", "https://evil.example/"));
        ALL.put("request key unknown", s -> s.requestHeader = s.requestHeader.with("kid", "other"));
        ALL.put("request forged", s -> s.requestKey = TestKey.STRANGER);
        ALL.put("request expired", s -> s.request = s.request.with("exp", 1_700_000_000));
        ALL.put(
                "request for another",
                s -> s.request = s.request.with("aud", "other").with("iss", "other"));
        ALL.put(
                "request of the wrong types",
                s -> s.request = s.request.with("aud", 7).with("redirect_uris", 7));
        ALL.put("request empty", s -> s.request = Json.object("{}"));
        ALL.put("request key revoked", s -> {
            s.ssa = s.ssa.with("software_jwks_revoked_endpoint", REVOKED_URL);
            s.keys.publish(REVOKED_URL, TestKey.SOFTWARE.published());
        });
        ALL.put("revoked keys down", s -> {
            s.ssa = s.ssa.with("software_jwks_revoked_endpoint", REVOKED_URL);
            s.keys.takeDown(REVOKED_URL);
        });
        ALL.put("certificate refused", s -> s.certificates.violations = List.of(BankReason.CERTIFICATE.violation()));
        ALL.put("certificate not checkable", s -> s.certificates.down = true);
        ALL.put("certificate refused, its key wanted", s -> {
            s.requestRequirements = s.requestRequirements.withKeys(RequestKeys.TRANSPORT_CERTIFICATE);
            s.certificates.violations = List.of(BankReason.CERTIFICATE.violation());
        });
        ALL.put("policy broken", s -> s.policy.violations.add(BankReason.POLICY.violation()));
        ALL.put("everything wrong", s -> {
            s.request = s.request.with("aud", "other").with("scope", 7);
            s.certificates.violations = List.of(BankReason.CERTIFICATE.violation());
            s.policy.violations.add(BankReason.POLICY.violation());
        });
    }

    private Cases() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** A new scenario of that name. */
    static Scenario of(String name) {
        Scenario scenario = new Scenario();
        ALL.get(name).accept(scenario);
        return scenario;
    }
}
