package org.dcrkit.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.dcrkit.RequestRequirements;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.dcrkit.policy.ClaimRule.Unsupported;

/** Says a claim's rule in the words of the tables that banks publish. */
final class RuleWords {

    private RuleWords() {}

    static PolicyRow row(ClaimRule rule, ClaimPolicy policy) {
        return new PolicyRow(
                rule.claim().claimName(),
                occurrence(rule),
                rule(rule, policy),
                String.join(rule.claim() == RequestClaim.SCOPE ? " " : ", ", rule.defaults()),
                spec(rule.claim()));
    }

    private static String occurrence(ClaimRule rule) {
        boolean depends = rule.mandatoryWhen().isPresent() || rule.onlyWhen().isPresent();
        return depends ? "C" : rule.presence().letter();
    }

    private static String rule(ClaimRule rule, ClaimPolicy policy) {
        if (rule.presence() == Presence.FORBIDDEN) {
            return "must not be sent";
        }
        List<String> parts = new ArrayList<>();
        if (rule.presence() == Presence.IGNORED) {
            parts.add("ignored");
        }
        tokenWords(rule.claim(), policy.requestRequirements()).ifPresent(parts::add);
        conditionWords(rule).ifPresent(parts::add);
        valueWords(rule, parts);
        if (rule.claim() == RequestClaim.REDIRECT_URIS) {
            redirectWords(policy.redirectUris(), parts);
        }
        sizeWords(rule, parts);
        statementWords(rule).ifPresent(parts::add);
        return parts.isEmpty() ? "any value" : String.join("; ", parts);
    }

    private static Optional<String> conditionWords(ClaimRule rule) {
        Optional<Condition> when = rule.mandatoryWhen();
        Optional<Condition> only = rule.onlyWhen();
        if (when.isPresent() && when.equals(only)) {
            return Optional.of("must be sent if, and only if, " + when.get());
        }
        List<String> parts = new ArrayList<>();
        when.ifPresent(condition -> parts.add("must be sent if " + condition));
        only.ifPresent(condition -> parts.add("may be sent only if " + condition));
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private static void valueWords(ClaimRule rule, List<String> parts) {
        boolean list = rule.claim().isList();
        List<String> allowed = rule.allowed().orElse(List.of());
        boolean exact = list && !allowed.isEmpty() && rule.required().containsAll(allowed);
        if (exact) {
            parts.add((allowed.size() == 1 ? "" : "all of ") + joined(allowed, "and"));
        } else {
            if (!allowed.isEmpty()) {
                parts.add((list && allowed.size() > 1 ? "any of " : "") + joined(allowed, "or"));
            }
            if (!rule.required().isEmpty()) {
                parts.add("with " + joined(rule.required(), "and"));
            }
        }
        if (!rule.oneOf().isEmpty()) {
            parts.add("with at least one of " + joined(rule.oneOf(), "or"));
        }
        if (rule.unsupported() == Unsupported.DROPPED) {
            parts.add("other values are left out of the registration");
        }
        rule.form().ifPresent(form -> parts.add(form.words()));
        rule.pattern().ifPresent(pattern -> parts.add("matching " + pattern.pattern()));
    }

    private static void sizeWords(ClaimRule rule, List<String> parts) {
        if (rule.maxLength() < ClaimRule.MAX_LENGTH) {
            parts.add("at most " + rule.maxLength() + " characters"
                    + (rule.claim().isList() ? " each" : ""));
        }
        if (rule.maxTotalLength() < ClaimRule.MAX_LENGTH) {
            parts.add("at most " + rule.maxTotalLength() + " characters in all");
        }
        if (rule.maxValues() < ClaimRule.MAX_VALUES) {
            parts.add("at most " + rule.maxValues() + " values");
        }
    }

    static void redirectWords(RedirectUriRule rule, List<String> parts) {
        parts.add(rule.maxCount() == 1 ? "exactly one" : "at most " + rule.maxCount());
        parts.add(
                rule.inStatement()
                        ? "each written exactly as in the software statement"
                        : "not necessarily in the software statement");
        parts.add("https, no fragment, no user information");
        parts.add(rule.hostWords() + " that is not local");
        parts.add("port " + rule.portWords());
        parts.add("at most " + rule.maxLength() + " characters each");
    }

    static Optional<String> statementWords(ClaimRule rule) {
        return rule.statementClaim().map(claim -> {
            String name = SsaDialect.obie().nameOf(claim);
            return rule.statementUse() == StatementUse.MUST_EQUAL
                    ? "equal to " + name + " of the software statement"
                    : "the software statement's " + name + " prevails";
        });
    }

    static Optional<String> tokenWords(RequestClaim claim, RequestRequirements request) {
        return switch (claim) {
            case ISSUER -> Optional.of("software_id of the software statement");
            case SOFTWARE_ID -> Optional.of("equal to software_id of the software statement");
            case AUDIENCE -> Optional.of(joined(List.copyOf(new TreeSet<>(request.audiences())), "or"));
            case JWT_ID -> Optional.of("not used before");
            case ISSUED_AT ->
                Optional.of(request.maxAge()
                        .map(age -> "at most " + words(age) + " ago")
                        .orElse("not in the future"));
            case EXPIRES_AT ->
                Optional.of(request.maxLifetime()
                        .map(lifetime -> "at most " + words(lifetime) + " after iat")
                        .orElse("in the future"));
            case SOFTWARE_STATEMENT -> Optional.of("issued by a trusted directory");
            default -> Optional.empty();
        };
    }

    /** Where the key of a request comes from. */
    static String keyWords(RequestRequirements request) {
        return request.keys() == RequestKeys.SOFTWARE_KEY_SET
                ? "a key of the software's key set, named in the software statement"
                : "the key of the transport certificate";
    }

    static String joined(List<String> values, String word) {
        int last = values.size() - 1;
        return last < 1
                ? String.join("", values)
                : String.join(", ", values.subList(0, last)) + " " + word + " " + values.get(last);
    }

    /** A duration in the largest unit that it is a whole number of. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds > 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        }
        if (seconds > 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    private static String spec(RequestClaim claim) {
        return switch (claim) {
            case ISSUER, ISSUED_AT, EXPIRES_AT, NOT_BEFORE, AUDIENCE, JWT_ID -> "RFC 7519 section 4.1; OBIE DCR";
            case TLS_CLIENT_AUTH_SUBJECT_DN,
                    TLS_CLIENT_AUTH_SAN_DNS,
                    TLS_CLIENT_AUTH_SAN_URI,
                    TLS_CLIENT_AUTH_SAN_IP,
                    TLS_CLIENT_AUTH_SAN_EMAIL -> "RFC 8705 section 2.1.2";
            case CERTIFICATE_BOUND_ACCESS_TOKENS -> "RFC 8705 section 3.4";
            case JWKS, JWKS_URI, CLIENT_NAME, CLIENT_URI, LOGO_URI, POLICY_URI, TOS_URI, CONTACTS, SOFTWARE_VERSION ->
                "RFC 7591 section 2";
            case CLIENT_ID, CLIENT_SECRET, REGISTRATION_ACCESS_TOKEN -> "RFC 7591 section 3.2.1";
            case BACKCHANNEL_TOKEN_DELIVERY_MODE,
                    BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT,
                    BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG,
                    BACKCHANNEL_USER_CODE_PARAMETER_SUPPORTED -> "OpenID CIBA section 4; OBIE DCR 3.3";
            case SUBJECT_TYPE -> "OpenID Connect Registration section 2";
            default -> "OBIE DCR, " + claim.claimName();
        };
    }
}
