package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dcrkit.PolicyOutcome;
import org.dcrkit.RegistrationFacts;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.RequestRequirements;
import org.dcrkit.SsaRequirements;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Violation;

/**
 * A bank's rules about claims, built rather than coded.
 *
 * <p>All rules are judged and every violation is reported; no order, of claims, of values or of rules, changes the set. A
 * condition on another claim is judged only where nothing is wrong with that claim, so that one mistake is one violation.
 *
 * <p>What FAPI 1.0 Advanced forbids stays refused unless it is waived with a reason that shows wherever the policy does:
 * RS256 among the algorithms, client secrets among the authentication methods. A policy that names such a value without
 * the waiver, or has it as a default, does not build. Nothing else can be waived.
 *
 * <p>Of a list of more than {@value ClaimRule#MAX_VALUES} values the first ones are judged; it is refused for its length anyway.
 */
public final class ClaimPolicy implements RegistrationPolicy {

    private static final Comparator<Violation> ORDER = Comparator.comparing(
                    (Violation violation) -> violation.where().toString())
            .thenComparing(violation -> violation.reason().code())
            .thenComparing(violation -> violation.got().orElse(""));

    private final String name;
    private final RequestRequirements request;
    private final SsaRequirements ssa;
    private final Map<RequestClaim, ClaimRule> claims;
    private final RedirectUriRule redirectUris;
    private final ScopeRule scopes;
    private final StatementRule statement;
    private final CertificateRule certificate;
    private final boolean pagesOnRedirectHost;
    private final Map<Reason, String> waivers;
    private final List<BankRule> bankRules;
    private final List<ClaimCheck> checks;
    private final Amendments amendments;

    private ClaimPolicy(Builder builder) {
        this.name = builder.name;
        this.request = builder.request;
        this.ssa = builder.ssa;
        this.claims = Collections.unmodifiableMap(new EnumMap<>(builder.claims));
        this.redirectUris = builder.redirectUris;
        this.scopes = new ScopeRule(builder.scopeRoles);
        this.statement = builder.statement;
        this.certificate = builder.certificate;
        this.pagesOnRedirectHost = builder.pagesOnRedirectHost;
        this.waivers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.waivers));
        this.bankRules = List.copyOf(builder.bankRules);
        this.checks = claims.values().stream().map(ClaimCheck::new).toList();
        this.amendments = new Amendments(claims, scopes);
    }

    /**
     * A policy without any rule of its own; most start from a profile instead.
     *
     * @param name what the bank calls the policy
     * @param request what is asked of the request as a token, its audience above all
     */
    public static Builder builder(String name, RequestRequirements request) {
        return new Builder(name, request);
    }

    /** A policy that starts as this one, under another name. */
    public Builder derive(String newName) {
        return new Builder(newName, this);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SsaRequirements ssaRequirements() {
        return ssa;
    }

    @Override
    public RequestRequirements requestRequirements() {
        return request;
    }

    /** The rules by claim, in the order of {@link RequestClaim}; a claim without one is ignored. */
    public Map<RequestClaim, ClaimRule> claims() {
        return claims;
    }

    /** What is asked of redirect URIs. */
    public RedirectUriRule redirectUris() {
        return redirectUris;
    }

    /** The roles of which a scope needs one; a scope that is not listed needs none. */
    public Map<String, Set<String>> scopeRoles() {
        return scopes.rolesByScope();
    }

    /** What is asked of the software behind the statement. */
    public StatementRule statement() {
        return statement;
    }

    /** What is asked of the presented certificate. */
    public CertificateRule certificate() {
        return certificate;
    }

    /** Whether the pages that are shown to people must be on the host of a redirect URI. */
    public boolean pagesOnRedirectHost() {
        return pagesOnRedirectHost;
    }

    /** What is let pass although it should not be, and why. */
    public Map<Reason, String> waivers() {
        return waivers;
    }

    List<BankRule> bankRules() {
        return bankRules;
    }

    @Override
    public PolicyOutcome evaluate(RegistrationFacts facts, CheckLog log) {
        ClientMetadata amended = amendments.amended(facts);
        PolicyEvaluation evaluation = new PolicyEvaluation(facts, amended, log, waivers.keySet());
        checks.forEach(check -> check.judge(evaluation));
        redirectUris.judge(evaluation);
        scopes.judge(evaluation, claims.get(RequestClaim.SCOPE));
        statement.judge(evaluation);
        checks.forEach(check -> check.judgeConditions(evaluation));
        CrossClaims.judge(evaluation);
        certificate.judge(evaluation);
        ClientMetadata effective = amendments.effective(amended, facts);
        if (pagesOnRedirectHost) {
            CrossClaims.judgePages(evaluation, effective);
        }
        bankRules.forEach(rule -> rule.judge(evaluation));
        List<Violation> violations =
                evaluation.violations().stream().distinct().sorted(ORDER).toList();
        return new PolicyOutcome(violations, effective, evidence(evaluation));
    }

    private Evidence evidence(PolicyEvaluation evaluation) {
        Evidence evidence = Evidence.of("policy", name);
        for (Map.Entry<Reason, String> waiver : waivers.entrySet()) {
            evidence = evidence.with("policy.waiver", waiver.getKey().code() + ": " + waiver.getValue());
        }
        for (Violation tolerated : evaluation.tolerated()) {
            evidence = evidence.with("policy.waived", tolerated.reason().code() + " at " + tolerated.where());
        }
        return evidence;
    }

    @Override
    public boolean allowsBeside(RequestClaim claim, ClientMetadata metadata) {
        return Optional.ofNullable(claims.get(claim))
                .flatMap(ClaimRule::onlyWhen)
                .map(condition -> condition.holds(metadata))
                .orElse(true);
    }

    @Override
    public List<Reason> reasons() {
        return Stream.concat(
                        Stream.concat(
                                Stream.of(ClaimReason.MISSING, ClaimReason.EMPTY),
                                Arrays.stream(PolicyReason.values())),
                        bankRules.stream().map(BankRule::reason))
                .filter(reason -> !waivers.containsKey(reason))
                .distinct()
                .map(Reason.class::cast)
                .toList();
    }

    /** The policy as the table that banks publish for TPPs. */
    public PolicyDescription describe() {
        return PolicyDescription.of(this);
    }

    /**
     * The members of a discovery document (OpenID Connect Discovery; RFC 8414, section 2) that say what this policy takes, for
     * servers whose metadata follow their policy; {@link Builder#supported} goes the other way.
     */
    public JsonObject discovery() {
        return Discovery.document(claims);
    }

    /** Its holes, the worst first. */
    public List<LintFinding> lint() {
        return PolicyLint.of(this);
    }

    /** What a TPP would notice if the other policy took the place of this one. */
    public List<PolicyChange> diff(ClaimPolicy other) {
        return PolicyDiff.between(this, other);
    }

    /**
     * Judges past requests by this policy and by another, and says which would fare differently.
     *
     * @param requests what was judged in the past, each with a name that the caller knows it by
     * @param other the policy that would take this one's place
     * @return a lazy stream of the requests whose outcome changes, in their order
     */
    public <T> Stream<DryRunChange<T>> dryRun(Stream<PastRequest<T>> requests, ClaimPolicy other) {
        return requests.flatMap(past -> DryRunChange.between(past, this, other).stream());
    }

    @Override
    public String toString() {
        return "policy " + name;
    }

    /** Collects the rules of a policy. */
    public static final class Builder {

        private final String name;
        private RequestRequirements request;
        private SsaRequirements ssa = SsaRequirements.defaults();
        private final Map<RequestClaim, ClaimRule> claims = new EnumMap<>(RequestClaim.class);
        private RedirectUriRule redirectUris = RedirectUriRule.defaults();
        private final Map<String, Set<String>> scopeRoles = new LinkedHashMap<>();
        private StatementRule statement = StatementRule.defaults();
        private CertificateRule certificate = CertificateRule.defaults();
        private boolean pagesOnRedirectHost;
        private final Map<Reason, String> waivers = new LinkedHashMap<>();
        private final List<BankRule> bankRules = new ArrayList<>();

        private Builder(String name, RequestRequirements request) {
            this.name = requireNonNull(name, "name");
            this.request = requireNonNull(request, "request");
        }

        private Builder(String name, ClaimPolicy start) {
            this(name, start.request);
            ssa = start.ssa;
            claims.putAll(start.claims);
            redirectUris = start.redirectUris;
            scopeRoles.putAll(start.scopes.rolesByScope());
            statement = start.statement;
            certificate = start.certificate;
            pagesOnRedirectHost = start.pagesOnRedirectHost;
            waivers.putAll(start.waivers);
            bankRules.addAll(start.bankRules);
        }

        /** Changes what is asked of the request as a token. */
        public Builder request(UnaryOperator<RequestRequirements> change) {
            request = change.apply(request);
            return this;
        }

        /** Changes what is asked of the statement's times. */
        public Builder ssa(UnaryOperator<SsaRequirements> change) {
            ssa = change.apply(ssa);
            return this;
        }

        /**
         * Changes the rule of a claim; one that had none starts as optional.
         *
         * @throws IllegalArgumentException if the changed rule is about another claim
         */
        public Builder claim(RequestClaim claim, UnaryOperator<ClaimRule> change) {
            ClaimRule rule = change.apply(claims.getOrDefault(claim, ClaimRule.of(claim)));
            if (rule.claim() != claim) {
                throw new IllegalArgumentException("a rule about " + claim.claimName() + " cannot become one about "
                        + rule.claim().claimName());
            }
            claims.put(claim, rule);
            return this;
        }

        /**
         * Takes the supported values from the bank's discovery document, so that policy and {@code .well-known} cannot
         * disagree.
         *
         * <p>For each list in the document that has a rule here, its values take the place of those allowed before. Values
         * that FAPI forbids are left out unless a waiver that was given before lets them in; defaults and required values
         * that are not supported go, too.
         *
         * @param document the document of RFC 8414 or OpenID Connect Discovery, as the bank itself publishes it
         * @throws IllegalArgumentException if one of its lists is not an array of strings
         */
        public Builder supported(JsonObject document) {
            Discovery.supported(document).forEach((claim, values) -> {
                ClaimRule rule = claims.get(claim);
                if (rule != null) {
                    boolean floored = FapiFloor.reason(claim)
                            .filter(reason -> !waivers.containsKey(reason))
                            .isPresent();
                    List<String> taken = floored
                            ? values.stream()
                                    .filter(FapiFloor.values(claim)::contains)
                                    .toList()
                            : values;
                    claims.put(claim, rule.supported(taken));
                }
            });
            return this;
        }

        /** Takes a claim's rule away: the claim is ignored, as unknown ones are. */
        public Builder withoutClaim(RequestClaim claim) {
            claims.remove(claim);
            return this;
        }

        /** Changes what is asked of redirect URIs. */
        public Builder redirectUris(UnaryOperator<RedirectUriRule> change) {
            redirectUris = change.apply(redirectUris);
            return this;
        }

        /** A scope needs one of these roles, as the directory names them; without any it needs none. */
        public Builder scopeNeedsRole(String scope, String... oneOf) {
            if (oneOf.length == 0) {
                scopeRoles.remove(scope);
            } else {
                scopeRoles.put(scope, Set.of(oneOf));
            }
            return this;
        }

        /** Changes what is asked of the software behind the statement. */
        public Builder statement(UnaryOperator<StatementRule> change) {
            statement = change.apply(statement);
            return this;
        }

        /** Changes what is asked of the presented certificate. */
        public Builder certificate(UnaryOperator<CertificateRule> change) {
            certificate = change.apply(certificate);
            return this;
        }

        /** The home page, logo, privacy policy and terms of service must be on the host of a redirect URI. */
        public Builder pagesOnRedirectHost(boolean asked) {
            pagesOnRedirectHost = asked;
            return this;
        }

        /**
         * A rule of the bank's own.
         *
         * @param where what it looks at
         * @param reason a constant of the bank's own enum
         * @param words the rule in words
         * @param holds whether the facts keep it: a pure function that never throws, whatever a TPP sends
         */
        public Builder rule(ClaimPath where, Reason reason, String words, Predicate<RegistrationFacts> holds) {
            bankRules.add(new BankRule(where, reason, words, holds));
            return this;
        }

        /**
         * Lets what FAPI forbids pass, loudly: the waiver stands in the description and in the evidence of every verdict.
         *
         * <p>A bank that means to take more than a profile does changes the rule in question; only the FAPI floor lies under
         * every rule, so that only it can be waived.
         *
         * @param reason {@link PolicyReason#FAPI_AUTH_METHOD} or {@link PolicyReason#FAPI_ALGORITHM}
         * @param why the bank's grounds
         * @throws IllegalArgumentException if it is another reason, or no grounds are given
         */
        public Builder waive(PolicyReason reason, String why) {
            if (!FapiFloor.reasonsToWaive().contains(reason)) {
                throw new IllegalArgumentException(
                        reason.code() + " cannot be waived: change the rule that it belongs to");
            }
            if (why.isBlank()) {
                throw new IllegalArgumentException("a waiver of " + reason.code() + " needs a reason");
            }
            waivers.put(reason, why);
            return this;
        }

        /** Takes a waiver back. */
        public Builder enforce(PolicyReason reason) {
            waivers.remove(reason);
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException if a rule takes, or has as a default, what FAPI forbids and no waiver says why
         */
        public ClaimPolicy build() {
            claims.values().forEach(this::requireFloor);
            return new ClaimPolicy(this);
        }

        private void requireFloor(ClaimRule rule) {
            FapiFloor.reason(rule.claim())
                    .filter(reason -> !waivers.containsKey(reason)
                            && !FapiFloor.below(rule).isEmpty())
                    .ifPresent(reason -> {
                        throw new IllegalArgumentException(rule.claim().claimName() + " takes "
                                + FapiFloor.below(rule) + ", which FAPI does not: waive(PolicyReason." + reason
                                + ", why)");
                    });
        }
    }
}
