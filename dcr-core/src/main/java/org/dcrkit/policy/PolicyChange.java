package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

/**
 * Something that a TPP would notice if one policy took the place of another.
 *
 * @param parameter the claim, or what else it is about
 * @param effect who is affected
 * @param words what changes, in one sentence
 */
public record PolicyChange(String parameter, Effect effect, String words) {

    /** Who is affected by a change. */
    public enum Effect {
        /** Requests that were accepted may be refused. */
        STRICTER,
        /** Requests that were refused may be accepted. */
        LOOSER,
        /** Either, or the same requests are registered with other metadata. */
        DIFFERENT
    }

    /** Requires every part. */
    public PolicyChange {
        requireNonNull(parameter, "parameter");
        requireNonNull(effect, "effect");
        requireNonNull(words, "words");
    }

    @Override
    public String toString() {
        return parameter + ": " + words + " (" + effect + ")";
    }
}
