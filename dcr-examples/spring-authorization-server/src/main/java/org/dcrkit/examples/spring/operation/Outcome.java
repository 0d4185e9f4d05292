package org.dcrkit.examples.spring.operation;

import java.util.Locale;
import org.dcrkit.verdict.Verdict;

/** What a verdict says, in a word. */
enum Outcome {
    ACCEPTED,
    REJECTED,
    INDETERMINATE;

    static Outcome of(Verdict<?> verdict) {
        return verdict.fold(accepted -> ACCEPTED, rejected -> REJECTED, unknown -> INDETERMINATE);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
