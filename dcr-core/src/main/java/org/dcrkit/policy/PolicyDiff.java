package org.dcrkit.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.PolicyChange.Effect;
import org.jspecify.annotations.Nullable;

/** Compares policies by what they say; what it has no words of its own for, it shows as the description has it. */
final class PolicyDiff {

    private final List<PolicyChange> changes = new ArrayList<>();
    private final ClaimPolicy before;
    private final ClaimPolicy after;

    private PolicyDiff(ClaimPolicy before, ClaimPolicy after) {
        this.before = before;
        this.after = after;
    }

    static List<PolicyChange> between(ClaimPolicy before, ClaimPolicy after) {
        PolicyDiff diff = new PolicyDiff(before, after);
        for (RequestClaim claim : RequestClaim.values()) {
            diff.claim(claim, before.claims().get(claim), after.claims().get(claim));
        }
        diff.surroundings();
        return List.copyOf(diff.changes);
    }

    private void claim(RequestClaim claim, @Nullable ClaimRule old, @Nullable ClaimRule now) {
        String name = claim.claimName();
        if (old == null && now == null) {
            return;
        }
        if (old == null || now == null) {
            ClaimRule rule = old == null ? now : old;
            String words = rule == null
                    ? ""
                    : RuleWords.row(rule, old == null ? after : before).rule();
            add(
                    name,
                    old == null ? Effect.STRICTER : Effect.LOOSER,
                    old == null ? "was ignored, now: " + words : "is now ignored, was: " + words);
            return;
        }
        presence(name, old, now);
        values(name, old, now);
        words(name, token(claim, before), token(claim, after));
        if (!old.defaults().equals(now.defaults())) {
            add(name, Effect.DIFFERENT, "default was " + orNone(old.defaults()) + ", now " + orNone(now.defaults()));
        }
    }

    private void presence(String name, ClaimRule old, ClaimRule now) {
        if (old.presence() != now.presence()) {
            Effect effect = switch (now.presence()) {
                case MANDATORY, FORBIDDEN -> Effect.STRICTER;
                case OPTIONAL, IGNORED -> Effect.LOOSER;
            };
            add(name, effect, "was " + words(old.presence()) + ", is now " + words(now.presence()));
        }
        if (!old.mandatoryWhen().equals(now.mandatoryWhen())) {
            old.mandatoryWhen().ifPresent(when -> add(name, Effect.LOOSER, "no longer mandatory if " + when));
            now.mandatoryWhen().ifPresent(when -> add(name, Effect.STRICTER, "now mandatory if " + when));
        }
        if (!old.onlyWhen().equals(now.onlyWhen())) {
            old.onlyWhen().ifPresent(when -> add(name, Effect.LOOSER, "no longer refused unless " + when));
            now.onlyWhen().ifPresent(when -> add(name, Effect.STRICTER, "now refused unless " + when));
        }
    }

    private void values(String name, ClaimRule old, ClaimRule now) {
        if (!old.allowed().equals(now.allowed())) {
            if (old.allowed().isEmpty()) {
                add(
                        name,
                        Effect.STRICTER,
                        "took any value, now only " + orNone(now.allowed().orElseThrow()));
            } else if (now.allowed().isEmpty()) {
                add(name, Effect.LOOSER, "took only " + orNone(old.allowed().get()) + ", now any value");
            } else {
                list(name, "takes", old, ClaimRule::allowedOrNone, now, Effect.LOOSER);
            }
        }
        list(name, "insists on", old, ClaimRule::required, now, Effect.STRICTER);
        list(name, "insists on one of", old, ClaimRule::oneOf, now, Effect.DIFFERENT);
        words(name, form(old), form(now));
        words(name, statement(old), statement(now));
        words(
                name,
                old.unsupported().name().toLowerCase(Locale.ROOT),
                now.unsupported().name().toLowerCase(Locale.ROOT));
        limit(name, "characters", old.maxLength(), now.maxLength(), ClaimRule.MAX_LENGTH);
        limit(name, "characters in all", old.maxTotalLength(), now.maxTotalLength(), ClaimRule.MAX_TOTAL_LENGTH);
        limit(name, "values", old.maxValues(), now.maxValues(), ClaimRule.MAX_VALUES);
        if (old.claim() == RequestClaim.REDIRECT_URIS) {
            limit(
                    name,
                    "URIs",
                    before.redirectUris().maxCount(),
                    after.redirectUris().maxCount(),
                    ClaimRule.MAX_VALUES);
            words(name, redirects(before.redirectUris()), redirects(after.redirectUris()));
        }
    }

    /** What was added to a list and what was taken from it; the last argument says what an addition does. */
    private void list(
            String name,
            String verb,
            ClaimRule old,
            Function<ClaimRule, List<String>> values,
            ClaimRule now,
            Effect added) {
        Set<String> gone = Values.canonical(old.claim(), values.apply(old));
        Set<String> come = Values.canonical(now.claim(), values.apply(now));
        Set<String> both = new LinkedHashSet<>(gone);
        both.retainAll(come);
        gone.removeAll(both);
        come.removeAll(both);
        Effect removed = switch (added) {
            case LOOSER -> Effect.STRICTER;
            case STRICTER -> Effect.LOOSER;
            case DIFFERENT -> Effect.DIFFERENT;
        };
        if (!gone.isEmpty()) {
            add(name, removed, "no longer " + verb + " " + String.join(", ", gone));
        }
        if (!come.isEmpty()) {
            add(name, added, "now " + verb + " " + String.join(", ", come));
        }
    }

    private void limit(String name, String unit, int old, int now, int unlimited) {
        if (old != now) {
            add(
                    name,
                    now < old ? Effect.STRICTER : Effect.LOOSER,
                    "was " + atMost(old, unit, unlimited) + ", is now " + atMost(now, unit, unlimited));
        }
    }

    private static String atMost(int limit, String unit, int unlimited) {
        return limit == unlimited ? "without a limit of " + unit : "at most " + limit + " " + unit;
    }

    private void words(String name, String old, String now) {
        if (!old.equals(now)) {
            add(name, Effect.DIFFERENT, "was: " + old + "; now: " + now);
        }
    }

    private static String token(RequestClaim claim, ClaimPolicy policy) {
        return RuleWords.tokenWords(claim, policy.requestRequirements()).orElse("");
    }

    private static String redirects(RedirectUriRule rule) {
        List<String> parts = new ArrayList<>();
        RuleWords.redirectWords(rule.atMost(1), parts);
        return String.join("; ", parts.subList(1, parts.size()));
    }

    private static String form(ClaimRule rule) {
        return rule.form()
                .map(ValueForm::words)
                .or(() -> rule.pattern().map(pattern -> "matching " + pattern.pattern()))
                .orElse("any form");
    }

    private static String statement(ClaimRule rule) {
        return RuleWords.statementWords(rule).orElse("independent of the software statement");
    }

    private void surroundings() {
        Map<String, String> old = rows(before);
        Map<String, String> now = rows(after);
        Set<String> parameters = new LinkedHashSet<>(old.keySet());
        parameters.addAll(now.keySet());
        for (String parameter : parameters) {
            @Nullable String was = old.get(parameter);
            @Nullable String is = now.get(parameter);
            if (was == null) {
                add(parameter, Effect.STRICTER, "now: " + is);
            } else if (is == null) {
                add(parameter, Effect.LOOSER, "no longer: " + was);
            } else if (!was.equals(is)) {
                add(parameter, Effect.DIFFERENT, "was: " + was + "; now: " + is);
            }
        }
        before.waivers().forEach((reason, why) -> {
            if (!after.waivers().containsKey(reason)) {
                add("waiver", Effect.STRICTER, reason.code() + " is no longer waived");
            }
        });
        after.waivers().forEach((reason, why) -> {
            if (!before.waivers().containsKey(reason)) {
                add("waiver", Effect.LOOSER, reason.code() + " is now waived: " + why);
            }
        });
    }

    private static Map<String, String> rows(ClaimPolicy policy) {
        return PolicyDescription.of(policy).surroundings().stream()
                .collect(Collectors.toMap(
                        PolicyRow::parameter, PolicyRow::rule, (one, other) -> one + "; " + other, LinkedHashMap::new));
    }

    private static String words(Presence presence) {
        return presence.name().toLowerCase(Locale.ROOT);
    }

    private static String orNone(List<String> values) {
        return values.isEmpty() ? "none" : String.join(", ", values);
    }

    private void add(String parameter, Effect effect, String words) {
        changes.add(new PolicyChange(parameter, effect, words));
    }
}
