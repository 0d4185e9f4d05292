package org.dcrkit.cli;

import org.dcrkit.verdict.Verdict;

/** The exit statuses of the command. */
enum ExitStatus {
    ACCEPTED(0),
    REJECTED(1),
    INDETERMINATE(2),
    WRONG_USAGE(3);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    static ExitStatus of(Verdict<?> verdict) {
        return verdict.fold(accepted -> ACCEPTED, rejected -> REJECTED, indeterminate -> INDETERMINATE);
    }

    int code() {
        return code;
    }
}
