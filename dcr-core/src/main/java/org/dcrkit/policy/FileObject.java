package org.dcrkit.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.jspecify.annotations.Nullable;

/**
 * An object of a policy file: gives its members by type, and complains about those that it should not have.
 *
 * <p>A member that is absent or of the wrong type reads as empty; the latter leaves a fault.
 */
final class FileObject {

    private final JsonObject json;
    private final String pointer;
    private final Faults faults;

    private FileObject(JsonObject json, String pointer, Faults faults) {
        this.json = json;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** Takes note of what is wrong with a file. */
    static final class Faults {
        private final Map<String, Integer> lines;
        private final List<PolicyFault> found = new ArrayList<>();

        Faults(Map<String, Integer> lines) {
            this.lines = lines;
        }

        void add(String pointer, String problem, String expected) {
            found.add(new PolicyFault(lines.getOrDefault(pointer, 1), pointer, problem, expected));
        }

        List<PolicyFault> found() {
            return found;
        }
    }

    static FileObject root(JsonObject json, Faults faults, Set<String> known) {
        FileObject root = new FileObject(json, "", faults);
        root.refuseUnknown(known);
        return root;
    }

    private void refuseUnknown(Set<String> known) {
        json.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> fault(name, "unknown member", "one of " + sorted(known)));
    }

    void fault(String member, String problem, String expected) {
        faults.add(at(member), problem, expected);
    }

    String at(String member) {
        return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
    }

    Set<String> names() {
        return json.members().keySet();
    }

    boolean isNull(String name) {
        return json.get(name).filter(JsonNull.class::isInstance).isPresent();
    }

    /** Runs a step of a builder; what it refuses is a fault of that member. */
    void attempt(String member, Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException e) {
            fault(member, "refused", String.valueOf(e.getMessage()).replace('\n', ' '));
        }
    }

    Optional<String> text(String name) {
        return typed(name, JsonString.class, "a string").map(JsonString::value);
    }

    Optional<Boolean> flag(String name) {
        return typed(name, JsonBoolean.class, "true or false").map(JsonBoolean::value);
    }

    OptionalInt integer(String name, int min, int max) {
        String expected = "a whole number from " + min + " to " + max;
        Optional<JsonNumber> number = typed(name, JsonNumber.class, expected);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        long value = number.get().asLong().orElse(Long.MIN_VALUE);
        if (value < min || value > max) {
            fault(name, number.get().literal(), expected);
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) value);
    }

    Optional<List<String>> texts(String name) {
        return typed(name, JsonArray.class, "an array of strings").flatMap(array -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < array.elements().size(); i++) {
                JsonValue element = array.elements().get(i);
                if (element instanceof JsonString string) {
                    texts.add(string.value());
                } else {
                    faults.add(at(name) + "/" + i, element.kind(), "a string");
                }
            }
            return texts.size() == array.elements().size() ? Optional.of(texts) : Optional.empty();
        });
    }

    Optional<List<Integer>> integers(String name, int min, int max) {
        return typed(name, JsonArray.class, "an array of numbers").flatMap(array -> {
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < array.elements().size(); i++) {
                JsonValue element = array.elements().get(i);
                long value =
                        element instanceof JsonNumber number ? number.asLong().orElse(Long.MIN_VALUE) : Long.MIN_VALUE;
                if (value >= min && value <= max) {
                    numbers.add((int) value);
                } else {
                    faults.add(at(name) + "/" + i, element.toString(), "a whole number from " + min + " to " + max);
                }
            }
            return numbers.size() == array.elements().size() ? Optional.of(numbers) : Optional.empty();
        });
    }

    /** A constant by its name in lower case. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return text(name).flatMap(text -> constant(at(name), text, type));
    }

    <E extends Enum<E>> Optional<List<E>> choices(String name, Class<E> type) {
        return texts(name).flatMap(texts -> {
            List<E> constants = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                constant(at(name) + "/" + i, texts.get(i), type).ifPresent(constants::add);
            }
            return constants.size() == texts.size() ? Optional.of(constants) : Optional.empty();
        });
    }

    private <E extends Enum<E>> Optional<E> constant(String where, String text, Class<E> type) {
        Optional<E> constant = Arrays.stream(type.getEnumConstants())
                .filter(one -> lower(one).equals(text))
                .findFirst();
        if (constant.isEmpty()) {
            faults.add(
                    where,
                    "'" + text + "'",
                    "one of "
                            + Stream.of(type.getEnumConstants())
                                    .map(FileObject::lower)
                                    .collect(Collectors.joining(", ")));
        }
        return constant;
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** An object whose members are known. */
    void object(String name, Set<String> known, Consumer<FileObject> reader) {
        typed(name, JsonObject.class, "an object").ifPresent(object -> {
            FileObject inner = new FileObject(object, at(name), faults);
            inner.refuseUnknown(known);
            reader.accept(inner);
        });
    }

    /** An object whose member names are the policy's own; JSON null among them is kept as an absent value. */
    Map<String, Optional<FileObject>> objects(String name, Set<String> known) {
        Map<String, Optional<FileObject>> objects = new LinkedHashMap<>();
        object(
                name,
                names(name),
                outer -> outer.names().forEach(member -> {
                    if (outer.isNull(member)) {
                        objects.put(member, Optional.empty());
                    } else {
                        outer.object(member, known, inner -> objects.put(member, Optional.of(inner)));
                    }
                }));
        return objects;
    }

    /** The member names of an object inside this one. */
    Set<String> names(String name) {
        return json.get(name)
                .filter(JsonObject.class::isInstance)
                .map(value -> ((JsonObject) value).members().keySet())
                .orElse(Set.of());
    }

    private <T extends JsonValue> Optional<T> typed(String name, Class<T> type, String expected) {
        @Nullable JsonValue value = json.members().get(name);
        if (value == null || value == JsonNull.NULL) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            fault(name, value.kind(), expected);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    private static String sorted(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
