package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

/**
 * A hole in a policy, or a sign of one.
 *
 * @param severity how bad it is
 * @param code a stable code such as {@code lint.accepts_rs256}
 * @param parameter what it is about
 * @param words what is wrong, and what it leads to
 */
public record LintFinding(Severity severity, String code, String parameter, String words) {

    /** How bad a finding is. */
    public enum Severity {
        /** No request can be accepted, or a rule can never matter: certainly not what was meant. */
        ERROR,
        /** The policy lets something through that banks do not usually mean to. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    /** Requires every part. */
    public LintFinding {
        requireNonNull(severity, "severity");
        requireNonNull(code, "code");
        requireNonNull(parameter, "parameter");
        requireNonNull(words, "words");
    }

    @Override
    public String toString() {
        return severity + " " + code + " " + parameter + ": " + words;
    }
}
