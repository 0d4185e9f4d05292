package org.dcrkit.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what kind of directory and TPP to make. */
final class WorldOptions {

    /** The directories there are. */
    enum Shape {
        OPEN_BANKING,
        FORGEROCK,
        BRASIL,
        CDR
    }

    /** The kinds of transport certificate there are. */
    enum Transport {
        OBWAC(CertificateKind.OBWAC),
        LEGACY(CertificateKind.OB_TRANSPORT),
        QWAC(CertificateKind.QWAC);

        private final CertificateKind kind;

        Transport(CertificateKind kind) {
            this.kind = kind;
        }
    }

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where to write the files.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--directory",
            defaultValue = "open_banking",
            paramLabel = "NAME",
            description = "open_banking, forgerock, brasil or cdr; open_banking unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private Shape shape;

    @Option(names = "--name", defaultValue = "Acme Accounts", paramLabel = "NAME", description = "The software's name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--transport",
            defaultValue = "obwac",
            paramLabel = "KIND",
            description = "Its transport certificate: obwac, legacy or qwac; obwac unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private Transport transport;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            description = "Its roles, such as AISP,PISP; every one unless told otherwise.")
    private List<String> roles = List.of();

    @Option(names = "--redirect-uri", paramLabel = "URI", description = "Its redirect URIs.")
    private List<String> redirectUris = List.of();

    @Option(
            names = "--audience",
            defaultValue = DemoBank.AUDIENCE,
            paramLabel = "AUD",
            description = "The aud of the bank that it registers at; ${DEFAULT-VALUE} unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String audience;

    @Option(
            names = "--password",
            defaultValue = "secret",
            paramLabel = "TEXT",
            description = "The password of the PKCS#12 files; \"secret\" unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String password;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Make the same keys as the last time with this number. Never for anything real.")
    private @Nullable Long seed;

    FakeDirectory directory() {
        InstantSource clock = InstantSource.system();
        long number = seed == null ? new SecureRandom().nextLong() : seed;
        return switch (shape) {
            case OPEN_BANKING -> FakeDirectory.openBanking(clock).seed(number).build();
            case FORGEROCK -> FakeDirectory.forgeRock(clock).seed(number).build();
            case BRASIL -> FakeDirectory.openFinanceBrasil(clock).seed(number).build();
            case CDR -> FakeDirectory.cdrAustralia(clock).seed(number).build();
        };
    }

    FakeTpp tpp(FakeDirectory directory) {
        FakeTpp.Builder tpp = directory.tpp(name).transport(transport.kind);
        if (!roles.isEmpty()) {
            tpp.roles(roles.toArray(String[]::new));
        }
        if (!redirectUris.isEmpty()) {
            tpp.redirectUris(redirectUris.toArray(String[]::new));
        }
        return tpp.build();
    }

    MintedFolder folder(FakeDirectory directory) {
        return new MintedFolder(out, directory, password);
    }

    Path out() {
        return out;
    }

    String audience() {
        return audience;
    }

    String password() {
        return password;
    }
}
