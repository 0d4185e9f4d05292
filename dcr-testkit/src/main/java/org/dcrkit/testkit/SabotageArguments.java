package org.dcrkit.testkit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Feeds the catalogue to the parameterised tests that ask for it with {@link SabotageSource}. */
public final class SabotageArguments extends AnnotationBasedArgumentsProvider<SabotageSource> {

    /** For JUnit. */
    public SabotageArguments() {}

    @Override
    protected Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context, SabotageSource source) {
        Pattern names = Pattern.compile(source.names());
        return Sabotage.all().stream()
                .filter(sabotage -> List.of(source.given()).containsAll(sabotage.circumstances()))
                .filter(sabotage -> names.matcher(sabotage.name()).matches())
                .map(Arguments::of);
    }
}
