package org.dcrkit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.testkit.Sabotage.Circumstance;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Where a part of the catalogue is written down, entry by entry. */
final class SabotageBook {

    private final List<Sabotage> written = new ArrayList<>();

    /** Writes an entry, which can still be changed. */
    Entry add(String name, Reason reason, UnaryOperator<RegistrationDraft> change) {
        written.add(Sabotage.of(name, reason, change));
        return new Entry(written.size() - 1);
    }

    /** What was written, in order. */
    List<Sabotage> all() {
        return List.copyOf(written);
    }

    /** An entry of the book. */
    final class Entry {

        private final int index;

        private Entry(int index) {
            this.index = index;
        }

        /** It applies only under that condition too. */
        Entry where(BiPredicate<RegistrationDraft, RegistrationPolicy> condition) {
            return change(sabotage -> sabotage.where(condition));
        }

        /** It is noticed only by banks that do this. */
        Entry given(Circumstance... needed) {
            return change(sabotage -> sabotage.given(needed));
        }

        /** It is answered with another error than its reason's own, because of where the fault stands. */
        Entry answeredWith(RegistrationError error) {
            return change(sabotage -> sabotage.answeredWith(error));
        }

        private Entry change(UnaryOperator<Sabotage> change) {
            written.set(index, change.apply(written.get(index)));
            return this;
        }
    }
}
