package org.dcrkit.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a world of its own: parameters of type {@link TestClock} (or {@code InstantSource}), {@link
 * FakeDirectory}, {@link FakeTpp} and {@link DirectoryServer} are filled in.
 *
 * <p>All parameters of one test belong together. A server starts when it is asked for and stops with the test.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DcrTestkitExtension.class)
public @interface DcrTestkit {

    /** Where the clock stands at the start of each test. */
    String at() default "2026-03-02T10:00:00Z";

    /** What all keys and identifiers follow from. */
    long seed() default 1;
}
