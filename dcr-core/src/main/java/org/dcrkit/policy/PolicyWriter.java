package org.dcrkit.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dcrkit.RequestRequirements;
import org.dcrkit.SsaRequirements;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;

/** Writes a policy as a file, in full and in a fixed order. */
final class PolicyWriter {

    private PolicyWriter() {}

    static String write(ClaimPolicy policy) {
        if (!policy.bankRules().isEmpty()) {
            throw new IllegalStateException("rules of the bank's own are code and cannot be kept in a file: "
                    + policy.bankRules().stream()
                            .map(rule -> rule.reason().code())
                            .toList());
        }
        StringBuilder out = new StringBuilder();
        indent(json(policy), "", out);
        return out.append('\n').toString();
    }

    private static JsonObject json(ClaimPolicy policy) {
        JsonObject claims = JsonObject.empty();
        for (ClaimRule rule : policy.claims().values()) {
            claims = claims.with(rule.claim().claimName(), ClaimRuleFile.write(rule));
        }
        JsonObject scopeRoles = JsonObject.empty();
        for (String scope : policy.scopeRoles().keySet()) {
            scopeRoles = scopeRoles.with(scope, sorted(policy.scopeRoles().getOrDefault(scope, Set.of())));
        }
        JsonObject waivers = JsonObject.empty();
        for (var waiver : policy.waivers().entrySet()) {
            waivers = waivers.with(waiver.getKey().code(), waiver.getValue());
        }
        return JsonObject.empty()
                .with("name", policy.name())
                .with("request", request(policy.requestRequirements()))
                .with("statement", statement(policy.ssaRequirements(), policy.statement()))
                .with("claims", claims)
                .with("redirectUris", redirectUris(policy.redirectUris()))
                .with("scopeRoles", scopeRoles)
                .with("certificate", certificate(policy.certificate()))
                .with("pagesOnRedirectHost", new JsonBoolean(policy.pagesOnRedirectHost()))
                .with("waivers", waivers);
    }

    private static JsonObject request(RequestRequirements request) {
        JsonObject json = JsonObject.empty()
                .with("audience", sorted(request.audiences()))
                .with("skewSeconds", request.skew().toSeconds());
        json = request.maxLifetime().isPresent()
                ? json.with("maxLifetimeSeconds", request.maxLifetime().get().toSeconds())
                : json;
        json = request.maxAge().isPresent()
                ? json.with("maxAgeSeconds", request.maxAge().get().toSeconds())
                : json;
        return json.with("keys", FileObject.lower(request.keys()))
                .with("revokedKeys", FileObject.lower(request.revokedKeys()));
    }

    private static JsonObject statement(SsaRequirements ssa, StatementRule rule) {
        JsonObject json = JsonObject.empty().with("skewSeconds", ssa.skew().toSeconds());
        json = ssa.maxAge().isPresent()
                ? json.with("maxAgeSeconds", ssa.maxAge().get().toSeconds())
                : json;
        json = json.with("expiryRequired", new JsonBoolean(ssa.expiryRequired()))
                .with("roles", sorted(rule.roles()))
                .with("environments", sorted(rule.environments()))
                .with("authorities", sorted(rule.authorities()))
                .with("memberStates", sorted(rule.memberStates()))
                .with("activeAuthority", new JsonBoolean(rule.activeAuthority()));
        return rule.softwareIdForm().isPresent()
                ? json.with(
                        "softwareIdForm", FileObject.lower(rule.softwareIdForm().get()))
                : json;
    }

    private static JsonObject redirectUris(RedirectUriRule rule) {
        List<JsonValue> ports = new ArrayList<>();
        new TreeSet<>(rule.ports()).forEach(port -> ports.add(JsonNumber.of(port)));
        return JsonObject.empty()
                .with("maxCount", rule.maxCount())
                .with("maxLength", rule.maxLength())
                .with("hosts", constants(rule.hosts().stream()))
                .with("ports", new JsonArray(ports))
                .with("inStatement", new JsonBoolean(rule.inStatement()));
    }

    private static JsonObject certificate(CertificateRule rule) {
        JsonObject attributes = JsonObject.empty();
        for (var attribute : rule.attributes().entrySet()) {
            attributes = attributes.with(attribute.getKey(), FileObject.lower(attribute.getValue()));
        }
        return JsonObject.empty()
                .with("kinds", constants(rule.kinds().stream()))
                .with("subjectNamed", new JsonBoolean(rule.subjectNamed()))
                .with("attributes", attributes);
    }

    private static List<String> constants(Stream<? extends Enum<?>> constants) {
        return constants.map(FileObject::lower).sorted().toList();
    }

    private static List<String> sorted(Collection<String> values) {
        return List.copyOf(new TreeSet<>(values));
    }

    /** Objects a member a line; arrays and everything else on one line. */
    private static void indent(JsonValue value, String indent, StringBuilder out) {
        if (!(value instanceof JsonObject object) || object.members().isEmpty()) {
            out.append(value);
            return;
        }
        String inner = indent + "  ";
        String separator = "{\n";
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            out.append(separator)
                    .append(inner)
                    .append(new JsonValue.JsonString(member.getKey()))
                    .append(": ");
            indent(member.getValue(), inner, out);
            separator = ",\n";
        }
        out.append('\n').append(indent).append('}');
    }
}
