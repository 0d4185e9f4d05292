package org.dcrkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The arrows and the forbidden calls of the architecture.
 *
 * <p>Each rule is made for a root package, so that it can be held against the real code and against the fixtures under
 * {@code broken}, which violate it on purpose.
 */
enum ArchitectureRule {
    VERDICT_KNOWS_NOTHING_ELSE_OF_CORE(root -> noClasses()
            .that(resideInAPackage(root + ".verdict.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(root, root + ".claims..", root + ".spi..", root + ".policy.."))
            .because("the arrows are claims, verdict <- spi <- root <- policy")),

    CLAIMS_KNOW_ONLY_VERDICT(root -> noClasses()
            .that(resideInAPackage(root + ".claims.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(root, root + ".spi..", root + ".policy.."))
            .because("the arrows are claims, verdict <- spi <- root <- policy")),

    SPI_KNOWS_ONLY_CLAIMS_AND_VERDICT(root -> noClasses()
            .that(resideInAPackage(root + ".spi.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(root, root + ".policy.."))
            .because("the arrows are claims, verdict <- spi <- root <- policy")),

    GATES_DO_NOT_KNOW_POLICIES(root -> noClasses()
            .that(resideInAPackage(root))
            .should()
            .dependOnClassesThat(resideInAPackage(root + ".policy.."))
            .because("the arrows are claims, verdict <- spi <- root <- policy: a gate is given its policy")),

    NOTHING_IN_CORE_KNOWS_THE_ENDPOINT(
            root -> noClasses()
                    .that(core(root))
                    .and(not(resideInAPackage(root + ".endpoint..")))
                    .should()
                    .dependOnClassesThat(resideInAPackage(root + ".endpoint.."))
                    .because(
                            "the arrows are claims, verdict <- spi <- root <- policy <- endpoint: what judges does not know HTTP")),

    CORE_STANDS_ALONE(root -> noClasses()
            .that(core(root))
            .should()
            .dependOnClassesThat(modules(root, "jwks", "certs", "replay", "testkit", "cli"))
            .because("the core is given what it needs through org.dcrkit.spi")),

    JWKS_KNOWS_ONLY_CORE(root -> noClasses()
            .that(modules(root, "jwks"))
            .should()
            .dependOnClassesThat(modules(root, "certs", "replay", "testkit", "cli"))
            .because("the only arrow of jwks leads to core")),

    CERTS_KNOW_ONLY_CORE(root -> noClasses()
            .that(modules(root, "certs"))
            .should()
            .dependOnClassesThat(modules(root, "jwks", "replay", "testkit", "cli"))
            .because("the only arrow of certs leads to core")),

    REPLAY_KNOWS_ONLY_CORE(root -> noClasses()
            .that(modules(root, "replay"))
            .should()
            .dependOnClassesThat(modules(root, "jwks", "certs", "testkit", "cli"))
            .because("the only arrow of replay leads to core")),

    TESTKIT_KNOWS_NEITHER_REPLAY_NOR_CLI(root -> noClasses()
            .that(modules(root, "testkit"))
            .should()
            .dependOnClassesThat(modules(root, "replay", "cli"))
            .because("the arrows of testkit lead to core, jwks and certs")),

    CORE_HAS_NO_LOGGER_SOCKET_FILE_OR_RANDOMNESS(root -> noClasses()
            .that(core(root))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "org.slf4j..",
                            "java.util.logging..",
                            "org.apache..",
                            "java.net.http..",
                            "javax.net..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.util.random..")
                    .or(named(
                            "java.lang.System$Logger",
                            "java.net.URL",
                            "java.net.InetAddress",
                            "java.io.File",
                            "java.util.Random",
                            "java.util.concurrent.ThreadLocalRandom",
                            "java.util.SplittableRandom",
                            "java.security.SecureRandom"))
                    .or(sockets()))
            .because("what happened is evidence in the verdict; what must be fetched comes through org.dcrkit.spi")),

    CORE_HAS_NO_MUTABLE_STATIC(root -> noFields()
            .that()
            .areDeclaredInClassesThat(core(root))
            .should()
            .beStatic()
            .andShould()
            .notBeFinal()
            .because("state belongs to an object that its user makes")),

    TIME_IS_GIVEN(root -> noClasses()
            .that(not(modules(root, "cli", "testkit", "examples")))
            .and(not(within(root + ".jwks.SystemTicker")))
            .should(Accesses.to(
                            "read a clock",
                            Accesses.method("java.time.Instant", "now"),
                            Accesses.method("java.time.LocalDate", "now"),
                            Accesses.method("java.time.LocalDateTime", "now"),
                            Accesses.method("java.time.OffsetDateTime", "now"),
                            Accesses.method("java.time.ZonedDateTime", "now"),
                            Accesses.method("java.time.Clock", "system"),
                            Accesses.method("java.time.Clock", "systemUTC"),
                            Accesses.method("java.time.Clock", "systemDefaultZone"),
                            Accesses.method("java.time.InstantSource", "system"),
                            Accesses.method("java.lang.System", "currentTimeMillis"),
                            Accesses.method("java.lang.System", "nanoTime"))
                    .instead("use the java.time.InstantSource given to the constructor; to measure a duration in jwks,"
                            + " org.dcrkit.jwks.SystemTicker"))),

    NO_OLD_DATES(root -> noClasses()
            .should(Accesses.to(
                            "read the clock through java.util",
                            Accesses.constructorWithoutArguments("java.util.Date"),
                            Accesses.constructorWithoutArguments("java.util.GregorianCalendar"),
                            Accesses.method("java.util.Calendar", "getInstance"))
                    .instead("use Date.from(instant) with an instant of the given java.time.InstantSource"))),

    NAMES_ARE_COMPARED_BY_ENCODING(root -> noClasses()
            .should(Accesses.to(
                            "compare names with X500Principal.equals",
                            Accesses.method("javax.security.auth.x500.X500Principal", "equals"),
                            Accesses.method("java.security.Principal", "equals"))
                    .instead("use the DN matching of org.dcrkit.certs, or compare getEncoded(): equals folds full-width"
                            + " letters to ASCII and tells equal organizationIdentifiers apart"))),

    NO_URL_FETCHES_ITSELF(
            root -> noClasses()
                    .should(
                            Accesses.to(
                                            "let a URL fetch itself",
                                            Accesses.method("java.net.URL", "openStream"),
                                            Accesses.method("java.net.URL", "getContent"))
                                    .instead(
                                            "use org.dcrkit.jwks.HttpsKeySource or GuardedRevocationFetcher: they have a host allow-list, a size limit and a deadline"))),

    ONLY_THE_TRANSPORT_OPENS_SOCKETS(root -> noClasses()
            .that(modules(root, "jwks", "certs", "replay"))
            .and(not(within(root + ".jwks.GuardedTransport")))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.net.http..", "java.nio.channels..").or(sockets()))
            .because("a socket opened elsewhere escapes the host allow-list: use org.dcrkit.jwks.GuardedTransport")),

    ONE_FILE_A_MODULE_KNOWS_THE_JOSE_LIBRARY(root -> noClasses()
            .that(not(
                    within(root + ".NimbusSignatureEngine", root + ".jwks.NimbusKeys", root + ".testkit.NimbusSigner")))
            .should()
            .dependOnClassesThat(resideInAPackage("com.nimbusds.."))
            .because("a module's one door to the JOSE library is org.dcrkit.NimbusSignatureEngine,"
                    + " org.dcrkit.jwks.NimbusKeys or org.dcrkit.testkit.NimbusSigner: use that")),

    NO_REFLECTION_IN_PRODUCTION(root -> noClasses()
            .that(core(root).or(modules(root, "jwks", "certs", "replay")))
            .should()
            .dependOnClassesThat(resideInAPackage("java.lang.reflect.."))
            .because("untrusted input must never choose code: use an interface of org.dcrkit.spi")),

    NO_SERIALIZATION_OR_DIRECTORY_LOOKUP(root -> noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("javax.naming.directory..")
                    .or(named(
                            "java.io.ObjectInputStream",
                            "java.io.ObjectOutputStream",
                            "javax.naming.InitialContext",
                            "javax.naming.ldap.InitialLdapContext")))
            .because("both let input choose code or hosts: write JSON with our own types; for names use"
                    + " javax.naming.ldap.LdapName"));

    private final Function<String, ArchRule> rule;

    ArchitectureRule(Function<String, ArchRule> rule) {
        this.rule = rule;
    }

    /** The rule for the code whose root package is given. */
    ArchRule under(String root) {
        return rule.apply(root);
    }

    private static DescribedPredicate<JavaClass> core(String root) {
        return resideInAnyPackage(
                root,
                root + ".verdict..",
                root + ".claims..",
                root + ".spi..",
                root + ".policy..",
                root + ".endpoint..");
    }

    private static DescribedPredicate<JavaClass> modules(String root, String... names) {
        return resideInAnyPackage(
                Stream.of(names).map(name -> root + "." + name + "..").toArray(String[]::new));
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        Set<String> wanted = Set.of(names);
        return describe("are one of " + wanted, type -> wanted.contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> sockets() {
        Set<String> openers = Set.of(
                "java.net.Socket",
                "java.net.ServerSocket",
                "java.net.DatagramSocket",
                "java.net.URLConnection",
                "javax.net.SocketFactory",
                "javax.net.ServerSocketFactory");
        return describe(
                "open sockets",
                type -> Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                        .anyMatch(ancestor -> openers.contains(ancestor.getName())));
    }

    /** The classes of these files: the named top-level classes and whatever is nested in them. */
    private static DescribedPredicate<JavaClass> within(String... names) {
        Set<String> wanted = Set.of(names);
        return describe("are in the files of " + wanted, type -> wanted.contains(outermost(type)));
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRule::outermost).orElse(type.getName());
    }
}
