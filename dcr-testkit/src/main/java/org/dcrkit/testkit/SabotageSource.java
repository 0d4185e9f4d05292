package org.dcrkit.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.dcrkit.testkit.Sabotage.Circumstance;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a parameterised test with each {@link Sabotage} of the catalogue.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @SabotageSource(given = Circumstance.CERTIFICATES_CHECKED)
 * void refuses(Sabotage sabotage, FakeTpp tpp) {
 *     RegistrationDraft good = tpp.registration(AUDIENCE);
 *     assumeTrue(sabotage.appliesTo(good, policy));
 *     assertThat(bank.validate(sabotage.ruin(good).submission())).isRejectedOnlyFor(sabotage.reason());
 * }
 * }</pre>
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(SabotageArguments.class)
public @interface SabotageSource {

    /** What the bank under test does besides judging tokens; a sabotage that needs more is left out. */
    Circumstance[] given() default {};

    /** A regular expression that a sabotage's whole name matches. */
    String names() default ".*";
}
