package org.dcrkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was read of a token, a certificate, a key set or a name, in plain words.
 *
 * @param title what it is
 * @param rows what it says, in its own order
 * @param oddities what a person who knows the field would stumble over; empty if nothing
 * @param parts what is inside it: the statement of a request, the keys of a set
 */
record Reading(String title, List<Row> rows, List<String> oddities, List<Reading> parts) {

    /**
     * One thing that it says.
     *
     * @param name the claim, field or attribute
     * @param value its value, and what that means where the value alone does not tell
     */
    record Row(String name, String value) {}

    Reading {
        rows = List.copyOf(rows);
        oddities = List.copyOf(oddities);
        parts = List.copyOf(parts);
    }

    /** This reading and all that is inside it. */
    Stream<Reading> withParts() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(Reading::withParts));
    }

    Optional<String> value(String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name))
                .map(Row::value)
                .findFirst();
    }

    static Builder of(String title) {
        return new Builder(title);
    }

    /** Collects rows and oddities. */
    static final class Builder {

        private final String title;
        private final List<Row> rows = new ArrayList<>();
        private final List<String> oddities = new ArrayList<>();
        private final List<Reading> parts = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        Builder row(String name, String value) {
            rows.add(new Row(name, value));
            return this;
        }

        Builder odd(String sentence) {
            oddities.add(sentence);
            return this;
        }

        Builder oddIf(boolean condition, String sentence) {
            return condition ? odd(sentence) : this;
        }

        Builder odd(List<String> sentences) {
            oddities.addAll(sentences);
            return this;
        }

        Builder part(Reading part) {
            parts.add(part);
            return this;
        }

        Reading build() {
            return new Reading(title, rows, oddities, parts);
        }
    }
}
