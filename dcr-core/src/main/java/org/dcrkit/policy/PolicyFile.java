package org.dcrkit.policy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.RequestRequirements;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.SsaRequirements;
import org.dcrkit.claims.HttpsUrl.HostKind;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonParse.Malformed;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.CertificateKind;

/**
 * A policy as a JSON file, in the form of the published schema {@code org/dcrkit/policy/policy.schema.json}.
 *
 * <p>A file says everything itself or {@code extends} a profile and says what differs. Reading is strict: unknown members,
 * wrong types and nonsense are refused, all of them at once, with line, pointer and expectation. A changed file makes a new
 * policy; one that is in use never changes.
 */
public final class PolicyFile {

    static final Set<String> MEMBERS = Set.of(
            "$schema",
            "name",
            "extends",
            "request",
            "statement",
            "claims",
            "redirectUris",
            "scopeRoles",
            "certificate",
            "pagesOnRedirectHost",
            "waivers");
    static final Set<String> REQUEST_MEMBERS =
            Set.of("audience", "skewSeconds", "maxLifetimeSeconds", "maxAgeSeconds", "keys", "revokedKeys");
    static final Set<String> STATEMENT_MEMBERS = Set.of(
            "skewSeconds",
            "maxAgeSeconds",
            "expiryRequired",
            "roles",
            "environments",
            "authorities",
            "memberStates",
            "activeAuthority",
            "softwareIdForm");
    static final Set<String> REDIRECT_MEMBERS = Set.of("maxCount", "maxLength", "hosts", "ports", "inStatement");
    static final Set<String> CERTIFICATE_MEMBERS = Set.of("kinds", "subjectNamed", "attributes");
    static final int MAX_SKEW_SECONDS = 600;
    static final int MAX_SECONDS = Integer.MAX_VALUE;

    private final FileObject file;
    private final FileObject.Faults faults;

    private PolicyFile(FileObject file, FileObject.Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /** Reads a policy, which may extend any of the {@link Profiles}. */
    public static PolicyParse read(byte[] utf8) {
        JsonParse parse = StrictJson.parse(utf8, JsonLimits.forKeySet());
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (parse instanceof Malformed malformed) {
            int line = JsonLines.lineAt(text, malformed.offset());
            return new PolicyParse.Refused(
                    List.of(new PolicyFault(line, "", malformed.detail(), "a JSON object (RFC 8259)")));
        }
        FileObject.Faults faults = new FileObject.Faults(JsonLines.of(text));
        if (!(((Parsed) parse).value() instanceof JsonObject json)) {
            faults.add("", ((Parsed) parse).value().kind(), "an object");
            return new PolicyParse.Refused(faults.found());
        }
        PolicyFile reader = new PolicyFile(FileObject.root(json, faults, MEMBERS), faults);
        Optional<ClaimPolicy> policy = reader.policy();
        return policy.isPresent() && faults.found().isEmpty()
                ? new PolicyParse.Parsed(policy.get())
                : new PolicyParse.Refused(faults.found());
    }

    /** Reads a policy. */
    public static PolicyParse read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a policy in full, so that it means the same whatever becomes of the profile it came from.
     *
     * @throws IllegalStateException if it has rules of the bank's own, which are code
     */
    public static String write(ClaimPolicy policy) {
        return PolicyWriter.write(policy);
    }

    private Optional<ClaimPolicy> policy() {
        String name = file.text("name").orElse("");
        if (name.isBlank()) {
            faults.add("/name", "missing", "what the bank calls the policy");
        }
        Optional<RequestRequirements> request = request();
        if (request.isEmpty()) {
            return Optional.empty();
        }
        ClaimPolicy.Builder policy = start(name, request.get());
        file.object(
                "request",
                REQUEST_MEMBERS,
                inner -> inner.choice("keys", RequestKeys.class)
                        .ifPresent(keys -> policy.request(required -> required.withKeys(keys))));
        file.object("statement", STATEMENT_MEMBERS, inner -> statement(inner, policy));
        claims(policy);
        file.object("redirectUris", REDIRECT_MEMBERS, inner -> redirectUris(inner, policy));
        scopeRoles(policy);
        file.object("certificate", CERTIFICATE_MEMBERS, inner -> certificate(inner, policy));
        file.flag("pagesOnRedirectHost").ifPresent(policy::pagesOnRedirectHost);
        waivers(policy);
        if (!faults.found().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(policy.build());
        } catch (IllegalArgumentException e) {
            faults.add("/claims", "refused", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private ClaimPolicy.Builder start(String name, RequestRequirements request) {
        Optional<String> parent = file.text("extends");
        Optional<PolicyProfile> profile = parent.flatMap(Profiles::named);
        if (parent.isPresent() && profile.isEmpty()) {
            file.fault(
                    "extends",
                    "'" + parent.get() + "'",
                    "one of "
                            + Profiles.all().stream()
                                    .map(PolicyProfile::profileName)
                                    .collect(Collectors.joining(", ")));
        }
        return profile.map(found -> found.policy(request).derive(name))
                .orElseGet(() -> ClaimPolicy.builder(name, request));
    }

    private Optional<RequestRequirements> request() {
        RequestRequirements[] built = new RequestRequirements[1];
        file.object("request", REQUEST_MEMBERS, inner -> {
            List<String> audience = inner.texts("audience").orElse(List.of());
            if (audience.isEmpty() || audience.contains("")) {
                inner.fault("audience", "missing", "whom requests are meant for: an array of strings");
                return;
            }
            RequestRequirements request = RequestRequirements.forAudience(Set.copyOf(audience));
            request = inner.integer("skewSeconds", 0, MAX_SKEW_SECONDS).stream()
                    .mapToObj(Duration::ofSeconds)
                    .reduce(request, RequestRequirements::withSkew, (one, other) -> other);
            request = inner.integer("maxLifetimeSeconds", 1, MAX_SECONDS).stream()
                    .mapToObj(Duration::ofSeconds)
                    .reduce(request, RequestRequirements::withMaxLifetime, (one, other) -> other);
            request = inner.integer("maxAgeSeconds", 1, MAX_SECONDS).stream()
                    .mapToObj(Duration::ofSeconds)
                    .reduce(request, RequestRequirements::withMaxAge, (one, other) -> other);
            built[0] = inner.choice("revokedKeys", RevokedKeys.class).stream()
                    .reduce(request, RequestRequirements::withRevokedKeys, (one, other) -> other);
        });
        if (!file.names().contains("request")) {
            faults.add("/request", "missing", "an object with the audience");
        }
        return Optional.ofNullable(built[0]);
    }

    private void statement(FileObject inner, ClaimPolicy.Builder policy) {
        policy.ssa(base -> {
            SsaRequirements ssa = SsaRequirements.defaults()
                    .withSkew(seconds(inner, "skewSeconds", 0, MAX_SKEW_SECONDS).orElse(base.skew()));
            Optional<Duration> age = inner.isNull("maxAgeSeconds")
                    ? Optional.empty()
                    : seconds(inner, "maxAgeSeconds", 1, MAX_SECONDS).or(base::maxAge);
            ssa = age.isPresent() ? ssa.withMaxAge(age.get()) : ssa;
            return inner.flag("expiryRequired").orElse(base.expiryRequired()) ? ssa.withExpiryRequired() : ssa;
        });
        policy.statement(base -> {
            StatementRule rule = base;
            rule = array(inner, "roles").map(rule::roles).orElse(rule);
            rule = array(inner, "environments").map(rule::environments).orElse(rule);
            rule = array(inner, "authorities").map(rule::authorities).orElse(rule);
            rule = array(inner, "memberStates").map(rule::memberStates).orElse(rule);
            rule = inner.flag("activeAuthority").map(rule::activeAuthority).orElse(rule);
            rule = inner.isNull("softwareIdForm") ? rule.anySoftwareIdForm() : rule;
            return inner.choice("softwareIdForm", ValueForm.class)
                    .map(rule::softwareIdForm)
                    .orElse(rule);
        });
    }

    private static Optional<Duration> seconds(FileObject inner, String name, int min, int max) {
        return inner.integer(name, min, max).stream()
                .mapToObj(Duration::ofSeconds)
                .findFirst();
    }

    private static Optional<String[]> array(FileObject inner, String name) {
        return inner.texts(name).map(texts -> texts.toArray(String[]::new));
    }

    private void claims(ClaimPolicy.Builder policy) {
        Map<String, Optional<FileObject>> claims = file.objects("claims", ClaimRuleFile.MEMBERS);
        claims.forEach((name, rule) -> {
            Optional<RequestClaim> claim = RequestClaim.named(name);
            if (claim.isEmpty()) {
                faults.add("/claims/" + name.replace("~", "~0").replace("/", "~1"), "unknown claim", claimNames());
            } else if (rule.isEmpty()) {
                policy.withoutClaim(claim.get());
            } else {
                policy.claim(claim.get(), start -> ClaimRuleFile.read(rule.get(), start));
            }
        });
    }

    private static String claimNames() {
        return "one of "
                + Stream.of(RequestClaim.values()).map(RequestClaim::claimName).collect(Collectors.joining(", "));
    }

    private static void redirectUris(FileObject inner, ClaimPolicy.Builder policy) {
        inner.integer("maxCount", 1, ClaimRule.MAX_VALUES)
                .ifPresent(count -> policy.redirectUris(rule -> rule.atMost(count)));
        inner.integer("maxLength", 1, ClaimRule.MAX_LENGTH)
                .ifPresent(length -> policy.redirectUris(rule -> rule.maxLength(length)));
        inner.choices("hosts", HostKind.class)
                .ifPresent(kinds ->
                        inner.attempt("hosts", () -> policy.redirectUris(rule -> rule.hosts(Set.copyOf(kinds)))));
        inner.integers("ports", 1, 65_535)
                .ifPresent(ports -> inner.attempt(
                        "ports", () -> policy.redirectUris(rule -> rule.ports(ports.toArray(Integer[]::new)))));
        inner.flag("inStatement").ifPresent(asked -> policy.redirectUris(rule -> rule.inStatement(asked)));
    }

    private void scopeRoles(ClaimPolicy.Builder policy) {
        file.object(
                "scopeRoles",
                file.names("scopeRoles"),
                inner -> inner.names().forEach(scope -> {
                    if (inner.isNull(scope)) {
                        policy.scopeNeedsRole(scope);
                    } else {
                        array(inner, scope).ifPresent(roles -> policy.scopeNeedsRole(scope, roles));
                    }
                }));
    }

    private static void certificate(FileObject inner, ClaimPolicy.Builder policy) {
        inner.choices("kinds", CertificateKind.class).ifPresent(kinds -> {
            if (kinds.isEmpty()) {
                inner.fault("kinds", "empty", "at least one kind of certificate");
            } else {
                CertificateKind[] all = kinds.toArray(CertificateKind[]::new);
                policy.certificate(rule -> rule.kinds(all[0], all));
            }
        });
        inner.flag("subjectNamed").ifPresent(asked -> policy.certificate(rule -> rule.subjectNamed(asked)));
        inner.object(
                "attributes",
                inner.names("attributes"),
                attributes -> attributes.names().forEach(oid -> {
                    if (attributes.isNull(oid)) {
                        policy.certificate(rule -> rule.withoutAttribute(oid));
                    } else {
                        attributes
                                .choice(oid, SsaClaim.class)
                                .ifPresent(claim -> policy.certificate(rule -> rule.attribute(oid, claim)));
                    }
                }));
    }

    private void waivers(ClaimPolicy.Builder policy) {
        file.object(
                "waivers",
                file.names("waivers"),
                inner -> inner.names().forEach(code -> {
                    Optional<PolicyReason> reason = Stream.of(PolicyReason.values())
                            .filter(one -> one.code().equals(code))
                            .findFirst();
                    if (reason.isEmpty()) {
                        inner.fault(code, "unknown reason", "the code of a PolicyReason");
                    } else if (inner.isNull(code)) {
                        policy.enforce(reason.get());
                    } else {
                        inner.text(code).ifPresent(why -> inner.attempt(code, () -> policy.waive(reason.get(), why)));
                    }
                }));
    }
}
