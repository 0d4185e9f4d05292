package org.dcrkit.policy;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dcrkit.RegistrationFacts;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.dcrkit.policy.ClaimRule.Unsupported;

/**
 * Makes of what is asked for what will be registered: defaults filled in, permitted alterations made, the rest left out.
 *
 * <p>Claims that the policy has no rule for are never registered, so that nothing reaches a client store that nobody
 * thought about.
 */
final class Amendments {

    /** Claims of the request as a token; they say nothing about the client. */
    private static final Set<RequestClaim> TOKEN_CLAIMS = EnumSet.of(
            RequestClaim.ISSUER,
            RequestClaim.ISSUED_AT,
            RequestClaim.EXPIRES_AT,
            RequestClaim.NOT_BEFORE,
            RequestClaim.AUDIENCE,
            RequestClaim.JWT_ID);

    private final Map<RequestClaim, ClaimRule> rules;
    private final ScopeRule scopes;
    private final Set<RequestClaim> ruleless = EnumSet.allOf(RequestClaim.class);
    private final Set<RequestClaim> unregistered = EnumSet.copyOf(TOKEN_CLAIMS);
    private final List<ClaimRule> stated;

    Amendments(Map<RequestClaim, ClaimRule> rules, ScopeRule scopes) {
        this.rules = rules;
        this.scopes = scopes;
        ruleless.removeAll(rules.keySet());
        rules.values().stream()
                .filter(rule -> rule.presence() == Presence.IGNORED)
                .forEach(rule -> unregistered.add(rule.claim()));
        this.stated = rules.values().stream()
                .filter(rule -> rule.statementUse() == StatementUse.PREVAILS)
                .toList();
    }

    /** What the rules judge: the claims that have a rule, with defaults, unsupported values dropped where permitted. */
    ClientMetadata amended(RegistrationFacts facts) {
        ClientMetadata metadata = facts.requested().without(ruleless);
        for (ClaimRule rule : rules.values()) {
            metadata = amend(metadata, rule, facts);
        }
        return metadata;
    }

    /** What is registered of it. */
    ClientMetadata effective(ClientMetadata amended, RegistrationFacts facts) {
        Map<RequestClaim, String> prevailing = new EnumMap<>(RequestClaim.class);
        for (ClaimRule rule : stated) {
            rule.statementClaim()
                    .flatMap(facts.statement()::text)
                    .ifPresent(text -> prevailing.put(rule.claim(), text));
        }
        return amended.without(unregistered).with(prevailing);
    }

    private ClientMetadata amend(ClientMetadata metadata, ClaimRule rule, RegistrationFacts facts) {
        RequestClaim claim = rule.claim();
        List<String> values = Values.of(metadata, claim);
        if (values.isEmpty()) {
            if (rule.presence() == Presence.MANDATORY) {
                return metadata;
            }
            List<String> defaults = defaults(rule, facts);
            if (claim == RequestClaim.REDIRECT_URIS && rule.presence() == Presence.OPTIONAL) {
                List<String> all = facts.statement().redirectUris();
                return all.isEmpty() ? metadata : metadata.with(claim, all);
            }
            boolean emptyList = claim.isList() && metadata.has(claim);
            ClientMetadata bare = emptyList ? metadata.without(claim) : metadata;
            return defaults.isEmpty() ? bare : set(bare, claim, defaults);
        }
        if (values.size() > ClaimRule.MAX_VALUES) {
            return metadata;
        }
        List<String> kept = rule.unsupported() == Unsupported.DROPPED ? supported(rule, values) : values;
        List<String> spelled = (kept.isEmpty() ? values : kept)
                .stream().map(value -> spelled(rule, value)).toList();
        return spelled.equals(values) ? metadata : set(metadata, claim, spelled);
    }

    private List<String> defaults(ClaimRule rule, RegistrationFacts facts) {
        return rule.claim() == RequestClaim.SCOPE
                ? rule.defaults().stream()
                        .filter(scope -> scopes.covers(facts.statement(), scope))
                        .toList()
                : rule.defaults();
    }

    private static List<String> supported(ClaimRule rule, List<String> values) {
        Collection<String> allowed =
                Values.canonical(rule.claim(), rule.allowed().orElse(values));
        return values.stream()
                .filter(value -> allowed.contains(Values.canonical(rule.claim(), value)))
                .toList();
    }

    /** A value in the policy's own spelling where it has one that means the same. */
    private static String spelled(ClaimRule rule, String value) {
        return switch (rule.claim()) {
            case APPLICATION_TYPE -> value.toLowerCase(Locale.ROOT);
            case RESPONSE_TYPES ->
                rule.allowed().orElse(List.of()).stream()
                        .filter(allowed -> Values.canonical(RequestClaim.RESPONSE_TYPES, allowed)
                                .equals(Values.canonical(RequestClaim.RESPONSE_TYPES, value)))
                        .findFirst()
                        .orElse(value);
            default -> value;
        };
    }

    private static ClientMetadata set(ClientMetadata metadata, RequestClaim claim, List<String> values) {
        boolean single = values.size() == 1 && !claim.isList();
        boolean flag = single && Values.FLAGS.contains(claim);
        if (flag) {
            return metadata.with(claim, Boolean.parseBoolean(values.get(0)));
        }
        return single ? metadata.with(claim, values.get(0)) : metadata.with(claim, values);
    }
}
