package org.dcrkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each published module is a named Java module")
class ModulesTest {
    private static final Set<String> MODULES = Set.of(
            "org.dcrkit.core",
            "org.dcrkit.jwks",
            "org.dcrkit.certs",
            "org.dcrkit.replay",
            "org.dcrkit.testkit",
            "org.dcrkit.cli");
    private static final Set<String> CORE = Set.of(
            "org.dcrkit",
            "org.dcrkit.verdict",
            "org.dcrkit.claims",
            "org.dcrkit.spi",
            "org.dcrkit.policy",
            "org.dcrkit.endpoint");
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.dcrkit")
            .that(resideOutsideOfPackage("org.dcrkit.examples.."));

    @Test
    @DisplayName("All modules resolve together on the module path and load their packages")
    void resolve() {
        Configuration resolved =
                ModuleLayer.boot().configuration().resolve(modulePath(), ModuleFinder.ofSystem(), MODULES);
        ModuleLayer layer =
                ModuleLayer.boot().defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader());

        for (String name : MODULES) {
            assertThat(layer.findModule(name)).as(name).isPresent();
            for (String exported : exports(name)) {
                assertThat(Class.forName(layer.findModule(name).orElseThrow(), exported + ".package-info"))
                        .as(exported)
                        .isNotNull();
            }
        }
    }

    @Test
    @DisplayName("A library's module exports each of its packages that has a public type, and no other")
    void exportedPackages() {
        for (String module : MODULES) {
            Set<String> open = PRODUCTION.stream()
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .map(JavaClass::getPackageName)
                    .filter(name -> moduleOf(name).equals(module))
                    .collect(toSet());

            assertThat(exports(module)).as(module).isEqualTo(module.equals("org.dcrkit.cli") ? Set.of() : open);
        }
    }

    @Test
    @DisplayName("Every package but those of the examples belongs to a module of the architecture")
    void packages() {
        assertThat(PRODUCTION)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(moduleOf(type.getPackageName())).isIn(MODULES));
    }

    @Test
    @DisplayName("A module requires the modules that the arrows allow and no other")
    void arrows() {
        Map<String, Set<String>> allowed = Map.of(
                "org.dcrkit.core", Set.of(),
                "org.dcrkit.jwks", Set.of("org.dcrkit.core"),
                "org.dcrkit.certs", Set.of("org.dcrkit.core"),
                "org.dcrkit.replay", Set.of("org.dcrkit.core"),
                "org.dcrkit.testkit", Set.of("org.dcrkit.core", "org.dcrkit.jwks", "org.dcrkit.certs"),
                "org.dcrkit.cli",
                        Set.of(
                                "org.dcrkit.core",
                                "org.dcrkit.jwks",
                                "org.dcrkit.certs",
                                "org.dcrkit.replay",
                                "org.dcrkit.testkit"));
        for (String name : MODULES) {
            Set<String> required = descriptor(name).requires().stream()
                    .map(ModuleDescriptor.Requires::name)
                    .filter(other -> other.startsWith("org.dcrkit"))
                    .collect(toSet());
            assertThat(allowed.get(name)).as(name).containsAll(required);
        }
    }

    /** The module in which the architecture puts a package. */
    private static String moduleOf(String packageName) {
        return CORE.contains(packageName) ? "org.dcrkit.core" : packageName;
    }

    private static Set<String> exports(String module) {
        return descriptor(module).exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(toSet());
    }

    private static ModuleDescriptor descriptor(String module) {
        ModuleReference found = modulePath().find(module).orElseThrow(() -> new AssertionError("no module " + module));
        assertThat(found.descriptor().isAutomatic()).as(module).isFalse();
        return found.descriptor();
    }

    /** The class path of this test, read as a module path; what is not a module of its own is left out. */
    private static ModuleFinder modulePath() {
        return ModuleFinder.of(
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .filter(entry -> Files.isRegularFile(entry) || Files.exists(entry.resolve("module-info.class")))
                        .toArray(Path[]::new));
    }
}
