package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/** One line of an {@link Explanation}: a check that was, or could have been, made. */
public final class Check {

    private final Gate gate;
    private final State state;
    private final Violation about;
    private final boolean verified;

    private Check(Gate gate, State state, Violation about, boolean verified) {
        this.gate = requireNonNull(gate, "gate");
        this.state = requireNonNull(state, "state");
        this.about = about;
        this.verified = verified;
    }

    /** What became of a check. */
    public enum State {
        /** Made, and all was well. */
        PASSED,
        /** Made, and found a fault. */
        FAILED,
        /** Not made: an earlier fault left nothing to look at, or it does not apply to this submission. */
        NOT_REACHED,
        /** Could not be made: something it depends on was out of reach or is not established. */
        NOT_CHECKABLE
    }

    static Check passed(Gate gate, Reason reason, ClaimPath where, @Nullable String got, @Nullable String expected) {
        Violation about = Violation.of(reason, where).because("");
        about = got == null ? about : about.got(got);
        about = expected == null ? about : about.expected(expected);
        return new Check(gate, State.PASSED, about, true);
    }

    static Check failed(Gate gate, Violation violation) {
        return new Check(gate, State.FAILED, violation, true);
    }

    static Check notCheckable(Gate gate, Reason reason, ClaimPath where, String why) {
        return new Check(gate, State.NOT_CHECKABLE, Violation.of(reason, where).because(why), false);
    }

    static Check notReached(Gate gate, Reason reason, ClaimPath where, String why) {
        return new Check(gate, State.NOT_REACHED, Violation.of(reason, where).because(why), false);
    }

    /** The same check of something that anybody may have written. */
    Check unverified() {
        return new Check(gate, state, about, false);
    }

    /** The gate that the check belongs to. */
    public Gate gate() {
        return gate;
    }

    /** What became of it. */
    public State state() {
        return state;
    }

    /** The reason that a failure of this check has. */
    public Reason reason() {
        return about.reason();
    }

    /** What was looked at. */
    public ClaimPath where() {
        return about.where();
    }

    /** What was wrong, or why the check was not made; empty if it passed. */
    public String detail() {
        return about.detail();
    }

    /** What was found. */
    public Optional<String> got() {
        return about.got();
    }

    /** What had to be found. */
    public Optional<String> expected() {
        return about.expected();
    }

    /**
     * Whether what was looked at had been verified. An unverified value may have been written by anybody; its check tells
     * what would be wrong if it were genuine.
     */
    public boolean verified() {
        return verified;
    }

    @Override
    public String toString() {
        return state + " " + gate.label() + ": " + about;
    }
}
