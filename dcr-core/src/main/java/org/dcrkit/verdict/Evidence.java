package org.dcrkit.verdict;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verdict was founded on: which key, from which key set of what age, which certificate and path, which policy.
 *
 * <p>Every verdict carries its evidence, for the audit log. An ordered list of named facts; a name may occur more than
 * once. Values are escaped to printable ASCII and cut to 500 characters.
 *
 * @param entries the facts, in the order in which they were relied on
 */
public record Evidence(List<Entry> entries) {

    private static final Evidence NONE = new Evidence(List.of());
    private static final int MAX_VALUE = 500;

    /**
     * One fact that was relied on.
     *
     * @param name a stable name such as {@code ssa.key.id}
     * @param value what it was
     */
    public record Entry(String name, String value) {

        /** Escapes and bounds the value. */
        public Entry {
            requireNonNull(name, "name");
            value = PrintableText.bounded(requireNonNull(value, "value"), MAX_VALUE);
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    /** Copies the entries. */
    public Evidence {
        entries = List.copyOf(entries);
    }

    /** No evidence yet. */
    public static Evidence none() {
        return NONE;
    }

    /** Evidence of a single fact. */
    public static Evidence of(String name, String value) {
        return NONE.with(name, value);
    }

    /** This evidence and one more fact. */
    public Evidence with(String name, String value) {
        return and(new Evidence(List.of(new Entry(name, value))));
    }

    /** This evidence followed by the other; a fact already here is not repeated. */
    public Evidence and(Evidence other) {
        if (other.entries.isEmpty()) {
            return this;
        }
        List<Entry> all = new ArrayList<>(entries);
        other.entries.stream().filter(entry -> !all.contains(entry)).forEach(all::add);
        return new Evidence(all);
    }

    /** The first value of that name. */
    public Optional<String> find(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::value)
                .findFirst();
    }
}
