package org.dcrkit.claims;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Violation;

/**
 * Reads typed values out of one set of claims and gathers a violation for each that is not what it should be.
 *
 * <p>A claim that is absent, JSON null, or at odds with its type reads as empty; only the last is a violation, and for a
 * date null is at odds with it. Lenient in exactly those shapes that real directories and published samples have, and
 * named so in each method.
 */
final class ClaimReader {

    private static final long LAST_SECOND_OF_9999 = 253_402_300_799L;

    private final JsonObject claims;
    private final ClaimPath place;
    private final List<Violation> violations;

    ClaimReader(JsonObject claims, Document document) {
        this(claims, ClaimPath.of(document), new ArrayList<>());
    }

    private ClaimReader(JsonObject claims, ClaimPath place, List<Violation> violations) {
        this.claims = claims;
        this.place = place;
        this.violations = violations;
    }

    List<Violation> violations() {
        return violations;
    }

    /** A violation for each of these claims that is absent, null or empty and not already complained about. */
    void require(String name) {
        Optional<JsonValue> value = present(name);
        if (value.isPresent() && !isEmpty(value.get())) {
            return;
        }
        ClaimPath where = place.member(name);
        if (violations.stream().noneMatch(violation -> violation.where().equals(where))) {
            violations.add(
                    value.isEmpty()
                            ? Violation.of(ClaimReason.MISSING, where).expected(name)
                            : Violation.of(ClaimReason.EMPTY, where));
        }
    }

    /** A text; a blank one reads as empty. */
    Optional<String> text(String name) {
        return present(name).flatMap(value -> text(value, () -> place.member(name)));
    }

    /** A text, or a number as older directory entries write a version. */
    Optional<String> textOrNumber(String name) {
        Optional<JsonValue> value = present(name);
        return value.isPresent() && value.get() instanceof JsonNumber number
                ? Optional.of(number.literal())
                : text(name);
    }

    /** A text, or an array of exactly one. */
    Optional<String> textOrSingle(String name) {
        Optional<JsonValue> value = present(name);
        return value.isPresent()
                        && value.get() instanceof JsonArray array
                        && array.elements().size() == 1
                ? text(array.elements().get(0), () -> place.member(name).element(0))
                : text(name);
    }

    /** An array of texts. */
    List<String> texts(String name) {
        return present(name).map(value -> texts(value, name)).orElse(List.of());
    }

    /** An array of texts, or one text alone. */
    List<String> textsOrOne(String name) {
        return present(name)
                .map(value -> value instanceof JsonString
                        ? text(value, () -> place.member(name)).stream().toList()
                        : texts(value, name))
                .orElse(List.of());
    }

    /** One text of words with single blanks between them (RFC 6749, section 3.3), or an array of words. */
    List<String> words(String name) {
        return present(name)
                .map(value -> value instanceof JsonString
                        ? text(value, () -> place.member(name))
                                .map(text -> List.of(text.split(" ", -1)))
                                .orElse(List.of())
                        : texts(value, name))
                .orElse(List.of());
    }

    boolean hasArray(String name) {
        return claims.get(name).filter(JsonArray.class::isInstance).isPresent();
    }

    Optional<Boolean> flag(String name) {
        Optional<JsonValue> value = present(name);
        if (value.isPresent() && !(value.get() instanceof JsonBoolean)) {
            wrongType(place.member(name), value.get(), "boolean");
        }
        return value.filter(JsonBoolean.class::isInstance).map(flag -> ((JsonBoolean) flag).value());
    }

    Optional<JsonObject> object(String name) {
        Optional<JsonValue> value = present(name);
        if (value.isPresent() && !(value.get() instanceof JsonObject)) {
            wrongType(place.member(name), value.get(), "object");
        }
        return value.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    /** A reader, whose violations are this one's, for each object of an array, or for one object alone. */
    List<ClaimReader> insideOneOrMore(String name) {
        Optional<JsonValue> value = present(name);
        if (value.isEmpty() || value.get() instanceof JsonObject) {
            return object(name).stream()
                    .map(object -> new ClaimReader(object, place.member(name), violations))
                    .toList();
        }
        if (!(value.get() instanceof JsonArray array)) {
            wrongType(place.member(name), value.get(), "array of objects");
            return List.of();
        }
        List<ClaimReader> readers = new ArrayList<>();
        for (int i = 0; i < array.elements().size(); i++) {
            ClaimPath where = place.member(name).element(i);
            if (array.elements().get(i) instanceof JsonObject object) {
                readers.add(new ClaimReader(object, where, violations));
            } else {
                wrongType(where, array.elements().get(i), "object");
            }
        }
        return readers;
    }

    /** A NumericDate in whole seconds within the years 1970 to 9999; a fraction is a wrong type, never rounded. */
    Optional<Instant> date(String name) {
        Optional<JsonValue> value = claims.get(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        ClaimPath where = place.member(name);
        if (!(value.get() instanceof JsonNumber number)
                || number.literal().chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            wrongType(where, value.get(), "whole number of seconds");
            return Optional.empty();
        }
        OptionalLong seconds = number.asLong();
        if (seconds.isEmpty() || seconds.getAsLong() < 0 || seconds.getAsLong() > LAST_SECOND_OF_9999) {
            violations.add(Violation.of(ClaimReason.DATE_RANGE, where)
                    .got(number.literal())
                    .expected("seconds since 1970-01-01T00:00:00Z, up to the year 9999"));
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(seconds.getAsLong()));
    }

    private Optional<JsonValue> present(String name) {
        return claims.get(name).filter(value -> !(value instanceof JsonNull));
    }

    private List<String> texts(JsonValue value, String name) {
        if (!(value instanceof JsonArray array)) {
            wrongType(place.member(name), value, "array of strings");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.elements().size(); i++) {
            int index = i;
            Supplier<ClaimPath> where = () -> place.member(name).element(index);
            JsonValue element = array.elements().get(i);
            if (element instanceof JsonString string && string.value().isBlank()) {
                violations.add(Violation.of(ClaimReason.EMPTY, where.get()));
            } else {
                text(element, where).ifPresent(texts::add);
            }
        }
        return List.copyOf(texts);
    }

    private Optional<String> text(JsonValue value, Supplier<ClaimPath> where) {
        if (!(value instanceof JsonString string)) {
            wrongType(where.get(), value, "string");
            return Optional.empty();
        }
        if (!isText(string.value())) {
            violations.add(Violation.of(ClaimReason.TEXT, where.get()).got(string.value()));
            return Optional.empty();
        }
        return string.value().isBlank() ? Optional.empty() : Optional.of(string.value());
    }

    private static boolean isEmpty(JsonValue value) {
        return value instanceof JsonString string
                ? string.value().isBlank()
                : value instanceof JsonArray array && array.elements().isEmpty();
    }

    private static boolean isText(String text) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (isNoText(codePoint)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNoText(int codePoint) {
        return Character.getType(codePoint) == Character.CONTROL
                || (codePoint & 0xfffe) == 0xfffe
                || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
    }

    private void wrongType(ClaimPath where, JsonValue got, String expected) {
        violations.add(Violation.of(ClaimReason.TYPE, where).got(got.kind()).expected(expected));
    }
}
