package org.dcrkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Each rule of the architecture reports exactly the fixtures that break it")
class BrokenArchitectureTest {
    private static final String ROOT = "org.dcrkit.architecture.broken";
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(ROOT);

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void reports(ArchitectureRule rule) {
        List<String> details =
                rule.under(ROOT).evaluate(FIXTURES).getFailureReport().getDetails();

        Set<String> reported = FIXTURES.stream()
                .filter(type -> details.stream().anyMatch(detail -> isOrigin(detail, type.getName())))
                .map(type -> type.getName().substring(ROOT.length() + 1))
                .collect(Collectors.toSet());
        assertThat(reported).as(() -> String.join("\n", details)).isEqualTo(offenders(rule));
    }

    private static boolean isOrigin(String detail, String type) {
        int end = detail.indexOf(type) + type.length();
        String before = detail.substring(0, Math.max(0, detail.indexOf(type)));
        return !before.isEmpty()
                && before.indexOf(ROOT) < 0
                && ".>(<".indexOf(detail.charAt(Math.min(end, detail.length() - 1))) >= 0;
    }

    private static Set<String> offenders(ArchitectureRule rule) {
        return switch (rule) {
            case VERDICT_KNOWS_NOTHING_ELSE_OF_CORE -> Set.of("verdict.KnowsClaims");
            case CLAIMS_KNOW_ONLY_VERDICT -> Set.of("claims.KnowsSpi");
            case SPI_KNOWS_ONLY_CLAIMS_AND_VERDICT -> Set.of("spi.KnowsPolicy");
            case GATES_DO_NOT_KNOW_POLICIES -> Set.of("KnowsPolicy");
            case NOTHING_IN_CORE_KNOWS_THE_ENDPOINT -> Set.of("policy.KnowsEndpoint");
            case CORE_STANDS_ALONE -> Set.of("policy.KnowsJwks");
            case JWKS_KNOWS_ONLY_CORE -> Set.of("jwks.KnowsCerts");
            case CERTS_KNOW_ONLY_CORE -> Set.of("certs.KnowsReplay");
            case REPLAY_KNOWS_ONLY_CORE -> Set.of("replay.KnowsTestkit");
            case TESTKIT_KNOWS_NEITHER_REPLAY_NOR_CLI -> Set.of("testkit.KnowsCli");
            case CORE_HAS_NO_LOGGER_SOCKET_FILE_OR_RANDOMNESS ->
                Set.of("claims.Logs", "claims.Connects", "claims.ReadsFile", "claims.Guesses", "FetchesItself");
            case CORE_HAS_NO_MUTABLE_STATIC -> Set.of("verdict.Remembers");
            case TIME_IS_GIVEN -> Set.of("certs.ReadsClock", "jwks.Measures", "replay.RefersToClock");
            case NO_OLD_DATES -> Set.of("cli.UsesOldDate");
            case NAMES_ARE_COMPARED_BY_ENCODING -> Set.of("certs.ComparesNames");
            case NO_URL_FETCHES_ITSELF -> Set.of("FetchesItself");
            case ONLY_THE_TRANSPORT_OPENS_SOCKETS -> Set.of("jwks.OpensSocket", "certs.UsesHttpClient");
            case ONE_FILE_A_MODULE_KNOWS_THE_JOSE_LIBRARY -> Set.of("jwks.KnowsJose");
            case NO_REFLECTION_IN_PRODUCTION -> Set.of("spi.Reflects");
            case NO_SERIALIZATION_OR_DIRECTORY_LOOKUP -> Set.of("cli.Deserializes", "cli.LooksUp");
        };
    }
}
