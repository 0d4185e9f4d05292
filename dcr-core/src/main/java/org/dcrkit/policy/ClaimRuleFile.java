package org.dcrkit.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.dcrkit.policy.ClaimRule.Unsupported;

/** A claim's rule in a policy file: each member changes one aspect of the rule that was there, null takes it back. */
final class ClaimRuleFile {

    static final Set<String> MEMBERS = Set.of(
            "presence",
            "mandatoryWhen",
            "onlyWhen",
            "allowed",
            "requires",
            "atLeastOneOf",
            "default",
            "unsupported",
            "maxLength",
            "maxTotalLength",
            "maxValues",
            "form",
            "pattern",
            "statement");
    static final Set<String> CONDITION_MEMBERS = Set.of("claim", "values");
    static final Set<String> STATEMENT_MEMBERS = Set.of("claim", "use");

    private final FileObject file;
    private ClaimRule rule;

    private ClaimRuleFile(FileObject file, ClaimRule rule) {
        this.file = file;
        this.rule = rule;
    }

    static ClaimRule read(FileObject file, ClaimRule start) {
        ClaimRuleFile reader = new ClaimRuleFile(file, start);
        reader.readPresence();
        reader.readValues();
        reader.readSizes();
        reader.readForm();
        return reader.rule;
    }

    private void readPresence() {
        file.choice("presence", Presence.class)
                .ifPresent(presence -> rule = switch (presence) {
                    case MANDATORY -> rule.mandatory();
                    case OPTIONAL -> rule.optional();
                    case FORBIDDEN -> rule.forbidden();
                    case IGNORED -> rule.ignored();
                });
        if (file.isNull("mandatoryWhen")) {
            rule = rule.notMandatory();
        }
        if (file.isNull("onlyWhen")) {
            rule = rule.anyTime();
        }
        condition("mandatoryWhen", ClaimRule::mandatoryWhen);
        condition("onlyWhen", ClaimRule::onlyWhen);
    }

    private void condition(String member, BiFunction<ClaimRule, Condition, ClaimRule> change) {
        file.object(member, CONDITION_MEMBERS, inner -> {
            Optional<RequestClaim> claim = inner.text("claim").flatMap(name -> claim(inner, name));
            Optional<List<String>> values = inner.texts("values");
            if (claim.isPresent() && values.isPresent()) {
                inner.attempt("values", () -> rule = change.apply(rule, new Condition(claim.get(), values.get())));
            } else if (inner.names().size() < CONDITION_MEMBERS.size()) {
                file.fault(member, "incomplete", "claim and values");
            }
        });
    }

    private static Optional<RequestClaim> claim(FileObject file, String name) {
        Optional<RequestClaim> claim = RequestClaim.named(name);
        if (claim.isEmpty()) {
            file.fault("claim", "'" + name + "'", "the name of a claim");
        }
        return claim;
    }

    private void readValues() {
        if (file.isNull("allowed")) {
            rule = rule.anyValue();
        }
        file.texts("allowed").ifPresent(values -> rule = rule.allowed(values));
        file.texts("requires").ifPresent(values -> rule = rule.requires(values));
        file.texts("atLeastOneOf").ifPresent(values -> rule = rule.atLeastOneOf(values));
        file.texts("default").ifPresent(values -> rule = rule.defaultsTo(values));
        file.choice("unsupported", Unsupported.class).ifPresent(treatment -> rule = rule.unsupported(treatment));
    }

    private void readSizes() {
        file.integer("maxLength", 1, 65_536).ifPresent(limit -> rule = rule.maxLength(limit));
        file.integer("maxTotalLength", 1, ClaimRule.MAX_TOTAL_LENGTH)
                .ifPresent(limit -> rule = rule.maxTotalLength(limit));
        file.integer("maxValues", 1, ClaimRule.MAX_VALUES).ifPresent(limit -> rule = rule.maxValues(limit));
    }

    private void readForm() {
        if (file.isNull("form") || file.isNull("pattern")) {
            rule = rule.anyForm();
        }
        file.choice("form", ValueForm.class).ifPresent(form -> rule = rule.form(form));
        file.text("pattern").ifPresent(regex -> file.attempt("pattern", () -> rule = rule.matching(regex)));
        if (file.text("form").isPresent() && file.text("pattern").isPresent()) {
            file.fault("pattern", "stands beside form", "form or pattern");
        }
        if (file.isNull("statement")) {
            rule = rule.independentOfStatement();
        }
        file.object("statement", STATEMENT_MEMBERS, inner -> {
            Optional<SsaClaim> claim = inner.choice("claim", SsaClaim.class);
            Optional<StatementUse> use = inner.choice("use", StatementUse.class);
            if (claim.isPresent() && use.isPresent()) {
                rule = rule.statement(claim.get(), use.get());
            } else if (inner.names().size() < STATEMENT_MEMBERS.size()) {
                file.fault("statement", "incomplete", "claim and use");
            }
        });
    }

    static JsonObject write(ClaimRule rule) {
        JsonObject json = JsonObject.empty().with("presence", FileObject.lower(rule.presence()));
        json = with(json, "mandatoryWhen", rule.mandatoryWhen().map(ClaimRuleFile::write));
        json = with(json, "onlyWhen", rule.onlyWhen().map(ClaimRuleFile::write));
        json = with(json, "allowed", rule.allowed().map(JsonValue.JsonArray::ofStrings));
        json = withTexts(json, "requires", rule.required());
        json = withTexts(json, "atLeastOneOf", rule.oneOf());
        json = withTexts(json, "default", rule.defaults());
        if (rule.unsupported() != Unsupported.REFUSED) {
            json = json.with("unsupported", FileObject.lower(rule.unsupported()));
        }
        json = withLimit(json, "maxLength", rule.maxLength(), ClaimRule.MAX_LENGTH);
        json = withLimit(json, "maxTotalLength", rule.maxTotalLength(), ClaimRule.MAX_TOTAL_LENGTH);
        json = withLimit(json, "maxValues", rule.maxValues(), ClaimRule.MAX_VALUES);
        json = with(json, "form", rule.form().map(FileObject::lower).map(JsonValue.JsonString::new));
        json = with(json, "pattern", rule.pattern().map(p -> new JsonValue.JsonString(p.pattern())));
        Optional<JsonObject> statement = rule.statementClaim()
                .map(claim -> JsonObject.empty()
                        .with("claim", FileObject.lower(claim))
                        .with("use", FileObject.lower(rule.statementUse())));
        return with(json, "statement", statement);
    }

    private static JsonObject write(Condition condition) {
        return JsonObject.empty().with("claim", condition.claim().claimName()).with("values", condition.values());
    }

    private static JsonObject with(JsonObject json, String name, Optional<? extends JsonValue> value) {
        return value.isPresent() ? json.with(name, value.get()) : json;
    }

    private static JsonObject withTexts(JsonObject json, String name, List<String> texts) {
        return texts.isEmpty() ? json : json.with(name, texts);
    }

    private static JsonObject withLimit(JsonObject json, String name, int limit, int unlimited) {
        return limit == unlimited ? json : json.with(name, limit);
    }
}
