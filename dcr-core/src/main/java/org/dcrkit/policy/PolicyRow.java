package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

/**
 * A line of the table that a bank publishes for TPPs.
 *
 * @param parameter the claim, or what else the rule is about
 * @param occurrence M for mandatory, O for optional, C for depending on another claim, a dash for refused
 * @param rule the rule in words
 * @param defaultValue what is registered where the claim is left out; empty if nothing is
 * @param spec the clause that the rule comes from
 */
public record PolicyRow(String parameter, String occurrence, String rule, String defaultValue, String spec) {

    /** Requires every part. */
    public PolicyRow {
        requireNonNull(parameter, "parameter");
        requireNonNull(occurrence, "occurrence");
        requireNonNull(rule, "rule");
        requireNonNull(defaultValue, "defaultValue");
        requireNonNull(spec, "spec");
    }
}
