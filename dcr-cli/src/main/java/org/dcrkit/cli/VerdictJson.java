package org.dcrkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.Check;
import org.dcrkit.Explanation;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/** Verdicts and explanations as JSON, for scripts. */
final class VerdictJson {

    private static final int CREATED = 201;

    private VerdictJson() {}

    static JsonObject of(Verdict<AcceptedRegistration> verdict) {
        JsonObject json = verdict.<JsonObject>fold(
                accepted -> head("accepted", CREATED)
                        .with("metadata", accepted.value().metadata().toJson(ScopeForm.TEXT)),
                rejected -> response("rejected", ErrorResponse.to(rejected)),
                indeterminate -> response("indeterminate", ErrorResponse.to(indeterminate)));
        return json.with(
                        "violations",
                        array(verdict.violations().stream()
                                .map(VerdictJson::violation)
                                .toList()))
                .with(
                        "obstacles",
                        array(verdict.obstacles().stream()
                                .map(VerdictJson::obstacle)
                                .toList()))
                .with(
                        "evidence",
                        array(verdict.evidence().entries().stream()
                                .map(entry -> JsonObject.empty()
                                        .with("name", entry.name())
                                        .with("value", entry.value()))
                                .toList()));
    }

    static JsonObject of(Explanation explanation) {
        return of(explanation.verdict())
                .with(
                        "checks",
                        array(explanation.checks().stream()
                                .map(VerdictJson::check)
                                .toList()));
    }

    private static JsonObject head(String verdict, int status) {
        return JsonObject.empty().with("verdict", verdict).with("status", status);
    }

    private static JsonObject response(String verdict, ErrorResponse response) {
        return head(verdict, response.status())
                .with("error", response.error())
                .with("error_description", response.description());
    }

    private static JsonObject violation(Violation violation) {
        JsonObject json = JsonObject.empty()
                .with("reason", violation.reason().code())
                .with("at", violation.where().toString())
                .with("error", violation.error().code())
                .with("detail", violation.detail())
                .with("clause", violation.reason().spec());
        return values(json, violation.got(), violation.expected());
    }

    private static JsonObject obstacle(Obstacle obstacle) {
        return JsonObject.empty()
                .with("kind", obstacle.kind().code())
                .with("detail", obstacle.detail())
                .with("retry_after", obstacle.retryAfter().toSeconds());
    }

    private static JsonObject check(Check check) {
        JsonObject json = JsonObject.empty()
                .with("gate", check.gate().label())
                .with("state", check.state().name().toLowerCase(Locale.ROOT))
                .with("reason", check.reason().code())
                .with("at", check.where().toString())
                .with("verified", new JsonBoolean(check.verified()))
                .with("detail", check.detail())
                .with("clause", check.reason().spec());
        return values(json, check.got(), check.expected());
    }

    private static JsonObject values(JsonObject json, Optional<String> got, Optional<String> expected) {
        JsonObject with = got.map(value -> json.with("got", value)).orElse(json);
        return expected.map(value -> with.with("expected", value)).orElse(with);
    }

    private static JsonArray array(List<JsonObject> objects) {
        return new JsonArray(new ArrayList<JsonValue>(objects));
    }
}
