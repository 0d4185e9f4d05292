package org.dcrkit.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The code keeps to the arrows and avoids the forbidden calls")
class ArchitectureTest {
    private static final String ROOT = "org.dcrkit";
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void holds(ArchitectureRule rule) {
        rule.under(ROOT).check(PRODUCTION);
    }
}
