package org.dcrkit.testkit;

import org.dcrkit.Explanation;
import org.dcrkit.verdict.Verdict;

/** Entry points of the assertions about verdicts, to be imported statically beside AssertJ's own. */
public final class DcrAssertions {

    private DcrAssertions() {}

    /** Assertions about a verdict; a failure shows the whole of it. */
    public static <T> VerdictAssert<T> assertThat(Verdict<T> actual) {
        return new VerdictAssert<>(actual, "");
    }

    /** Assertions about the verdict of an explanation; a failure shows every check too. */
    public static VerdictAssert<?> assertThat(Explanation actual) {
        StringBuilder checks = new StringBuilder("\nchecks:");
        actual.checks().forEach(check -> checks.append("\n  ").append(check));
        return new VerdictAssert<>(actual.verdict(), checks.toString());
    }
}
