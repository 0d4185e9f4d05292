package org.dcrkit.claims;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON value (RFC 8259), immutable, as {@link StrictJson} reads it.
 *
 * <p>{@code toString} writes it as compact JSON in printable ASCII.
 */
public sealed interface JsonValue {

    /** The word for this kind of value in messages: {@code string}, {@code number} … */
    String kind();

    /**
     * An object; its members keep their order.
     *
     * @param members the members by name
     */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {

        private static final JsonObject EMPTY = new JsonObject(Map.of());

        /** Copies the members in their order. */
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** An object without members. */
        public static JsonObject empty() {
            return EMPTY;
        }

        /** The member of that name, JSON null included. */
        public Optional<JsonValue> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** Whether there is a member of that name. */
        public boolean has(String name) {
            return members.containsKey(name);
        }

        /** The member of that name if it is a string. */
        public Optional<String> text(String name) {
            return members.get(name) instanceof JsonString string ? Optional.of(string.value()) : Optional.empty();
        }

        /** This object with a member set, at its old place or at the end. */
        public JsonObject with(String name, JsonValue value) {
            Map<String, JsonValue> changed = new LinkedHashMap<>(members);
            changed.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
            return new JsonObject(changed);
        }

        /** This object with a member set to a string. */
        public JsonObject with(String name, String value) {
            return with(name, new JsonString(value));
        }

        /** This object with a member set to a whole number. */
        public JsonObject with(String name, long value) {
            return with(name, JsonNumber.of(value));
        }

        /** This object with a member set to an array of strings. */
        public JsonObject with(String name, List<String> values) {
            return with(name, JsonArray.ofStrings(values));
        }

        /** This object without the member of that name. */
        public JsonObject without(String name) {
            Map<String, JsonValue> changed = new LinkedHashMap<>(members);
            changed.remove(name);
            return new JsonObject(changed);
        }

        @Override
        public String kind() {
            return "object";
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /**
     * An array.
     *
     * @param elements the elements in order
     */
    record JsonArray(List<JsonValue> elements) implements JsonValue {

        /** Copies the elements. */
        public JsonArray {
            elements = List.copyOf(elements);
        }

        /** An array of strings. */
        public static JsonArray ofStrings(Iterable<String> values) {
            List<JsonValue> elements = new ArrayList<>();
            values.forEach(value -> elements.add(new JsonString(value)));
            return new JsonArray(elements);
        }

        @Override
        public String kind() {
            return "array";
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /**
     * A string.
     *
     * @param value the text, without lone surrogates when it was read by {@link StrictJson}
     */
    record JsonString(String value) implements JsonValue {

        /** Requires the text. */
        public JsonString {
            requireNonNull(value, "value");
        }

        @Override
        public String kind() {
            return "string";
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /**
     * A number, kept as it was written, so that reading it costs nothing and loses nothing.
     *
     * @param literal the number as JSON writes it
     */
    record JsonNumber(String literal) implements JsonValue {

        /** Requires the literal, which is taken as it is. */
        public JsonNumber {
            requireNonNull(literal, "literal");
        }

        /** A whole number. */
        public static JsonNumber of(long value) {
            return new JsonNumber(Long.toString(value));
        }

        /**
         * The number if it was written as a whole number (no fraction, no exponent) that fits into 64 bits; never
         * wrapped, rounded or cut.
         */
        public OptionalLong asLong() {
            try {
                return OptionalLong.of(Long.parseLong(literal));
            } catch (NumberFormatException notWholeOrTooLarge) {
                return OptionalLong.empty();
            }
        }

        @Override
        public String kind() {
            return "number";
        }

        @Override
        public String toString() {
            return literal;
        }
    }

    /**
     * True or false.
     *
     * @param value which
     */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String kind() {
            return "boolean";
        }

        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** The value null. */
    enum JsonNull implements JsonValue {
        /** The only one. */
        NULL;

        @Override
        public String kind() {
            return "null";
        }

        @Override
        public String toString() {
            return "null";
        }
    }
}
