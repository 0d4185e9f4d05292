package org.dcrkit.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Predicate;

/** A condition met by calls of, and references to, certain methods and constructors; its message names what to use instead. */
final class Accesses extends ArchCondition<JavaClass> {
    /** The code that must not be reached. */
    interface Target extends Predicate<JavaCodeUnitAccess<?>> {}

    private final List<Target> targets;
    private final String replacement;

    private Accesses(String description, String replacement, List<Target> targets) {
        super(description);
        this.targets = targets;
        this.replacement = replacement;
    }

    static Accesses to(String description, Target... targets) {
        return new Accesses(description, "", List.of(targets));
    }

    Accesses instead(String advice) {
        return new Accesses(getDescription(), ": " + advice, targets);
    }

    static Target method(String owner, String name) {
        return access -> access.getTargetOwner().getName().equals(owner)
                && access.getTarget().getName().equals(name);
    }

    static Target constructorWithoutArguments(String owner) {
        return access -> method(owner, "<init>").test(access)
                && access.getTarget().getRawParameterTypes().isEmpty();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            if (access instanceof JavaCodeUnitAccess<?> call
                    && targets.stream().anyMatch(target -> target.test(call))) {
                events.add(SimpleConditionEvent.satisfied(type, access.getDescription() + replacement));
            }
        }
    }
}
