package org.dcrkit.claims;

import static java.util.Objects.requireNonNull;

/** What came of reading a text as JSON. */
public sealed interface JsonParse {

    /**
     * The text is JSON.
     *
     * @param value what it says
     */
    record Parsed(JsonValue value) implements JsonParse {
        /** Requires the value. */
        public Parsed {
            requireNonNull(value, "value");
        }
    }

    /**
     * The text is not JSON, or more of it than is allowed.
     *
     * @param fault what is wrong
     * @param offset where: an index in bytes while the fault is one of encoding or size, otherwise in UTF-16 characters
     * @param detail the particulars, without any of the text's contents but member names
     */
    record Malformed(Fault fault, int offset, String detail) implements JsonParse {
        /** Requires the fault and its detail. */
        public Malformed {
            requireNonNull(fault, "fault");
            requireNonNull(detail, "detail");
        }
    }

    /** The kinds of fault. */
    enum Fault {
        /** Longer, deeper or more numerous than the {@link JsonLimits} allow. */
        LIMIT,
        /** The bytes are not UTF-8 (RFC 3629), or start with a byte order mark. */
        ENCODING,
        /** The text does not follow the grammar of RFC 8259. */
        SYNTAX,
        /** An object, at any depth, has two members of the same name. */
        DUPLICATE_MEMBER
    }
}
