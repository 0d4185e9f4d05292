package org.dcrkit.verdict;

import static java.util.Objects.requireNonNull;

/**
 * The place of a claim: a document and a JSON Pointer (RFC 6901) into it.
 *
 * <p>Printed as {@code request:/redirect_uris/0}. The pointer is bounded and made printable, because the names in it may
 * have been written by an attacker.
 *
 * @param document which part of the submission
 * @param pointer a JSON Pointer; empty for the whole document
 */
public record ClaimPath(Document document, String pointer) {

    private static final int MAX_POINTER = 256;

    /** Bounds and escapes the pointer. */
    public ClaimPath {
        requireNonNull(document, "document");
        pointer = PrintableText.bounded(requireNonNull(pointer, "pointer"), MAX_POINTER);
    }

    /** The whole of a document. */
    public static ClaimPath of(Document document) {
        return new ClaimPath(document, "");
    }

    /** A top-level claim of a document. */
    public static ClaimPath of(Document document, String claim) {
        return of(document).member(claim);
    }

    /** A claim of the request JWT. */
    public static ClaimPath request(String claim) {
        return of(Document.REQUEST, claim);
    }

    /** A claim of the software statement assertion. */
    public static ClaimPath ssa(String claim) {
        return of(Document.SSA, claim);
    }

    /** The presented certificate. */
    public static ClaimPath certificate() {
        return of(Document.CERTIFICATE);
    }

    /** The member of that name inside this place. */
    public ClaimPath member(String name) {
        return new ClaimPath(document, pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    /** The element at that index (from 0) inside this place. */
    public ClaimPath element(int index) {
        return new ClaimPath(document, pointer + "/" + index);
    }

    @Override
    public String toString() {
        return document.label() + ":" + (pointer.isEmpty() ? "/" : pointer);
    }
}
