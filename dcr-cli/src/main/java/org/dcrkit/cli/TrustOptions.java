package org.dcrkit.cli;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.policy.OpenBankingDirectories;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whom to believe: directories, their key sets and certificate authorities. */
final class TrustOptions {

    @Option(
            names = "--directory-jwks",
            paramLabel = "FILE",
            description = "The directory's key set, which software statements are verified with.")
    private @Nullable Path directoryJwks;

    @Option(
            names = "--software-jwks",
            paramLabel = "FILE",
            description = "The key set of the software, as its statement's endpoint would serve it.")
    private @Nullable Path softwareJwks;

    @Option(
            names = "--revoked-jwks",
            paramLabel = "FILE",
            description = "The key set of revoked keys. Without it: revocation of keys is not checked.")
    private @Nullable Path revokedJwks;

    @Option(
            names = "--online",
            description = {
                "Fetch what is not given as a file: over HTTPS, from allowed hosts only,",
                "and the software's keys only after its statement's signature stands."
            })
    private boolean online;

    @Option(
            names = "--directory-url",
            paramLabel = "URL",
            description = "Where the directory publishes its key set; with --online, the Open Banking directories"
                    + " unless told otherwise.")
    private @Nullable String directoryUrl;

    @Option(
            names = "--private-host",
            paramLabel = "HOST:PORT",
            description = "A host on this machine or network that --online may ask, such as localhost:8443.")
    private List<String> privateHosts = new ArrayList<>();

    @Option(
            names = "--tls-trust",
            paramLabel = "FILE",
            description = "The authorities, in PEM, that vouch for the directory's server; the platform's otherwise.")
    private @Nullable Path tlsTrust;

    @Option(
            names = "--trust-anchors",
            required = true,
            paramLabel = "FILE",
            description = "The certificate authorities that are trusted, in PEM.")
    @SuppressWarnings("NullAway.Init")
    private Path trustAnchors;

    @Option(
            names = "--issuer",
            defaultValue = "OpenBanking Ltd",
            paramLabel = "ISS",
            description = "The iss of the directory; \"OpenBanking Ltd\" unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String issuer;

    @Option(
            names = "--dialect",
            defaultValue = "obie",
            paramLabel = "NAME",
            description = "How the directory names claims: obie, brasil or cdr; obie unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String dialect;

    @Option(
            names = "--allowed-host",
            paramLabel = "HOST",
            description = {
                "A host that key sets may live on (host, host:port or .suffix); may be given several times.",
                "Unless told otherwise: .openbanking.org.uk and .openbankingtest.org.uk."
            })
    private List<String> allowedHosts = new ArrayList<>(List.of(".openbanking.org.uk", ".openbankingtest.org.uk"));

    @Option(
            names = "--accept-self-signed",
            paramLabel = "WHY",
            description = "Accept a statement signed by the software's own key, for that reason.")
    private @Nullable String acceptSelfSigned;

    TrustAnchors anchors() {
        try {
            return TrustAnchors.builder()
                    .anchorsFromPem(InputFile.name(trustAnchors), InputFile.text(trustAnchors))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(trustAnchors + " holds no trust anchors: " + e.getMessage(), e);
        }
    }

    RevokedKeys revokedKeys() {
        return revokedJwks == null && !online ? RevokedKeys.NOT_CHECKED : RevokedKeys.WHERE_LISTED;
    }

    TrustedDirectories directories() {
        Path file = directoryJwks;
        if (file == null && directoryUrl == null) {
            return TrustedDirectories.of(
                    OpenBankingDirectories.live(), OpenBankingDirectories.test(), OpenBankingDirectories.forgeRock());
        }
        TrustedDirectory.Builder directory = file == null
                ? TrustedDirectory.builder(String.valueOf(directoryUrl), issuer, String.valueOf(directoryUrl))
                : TrustedDirectory.builder(InputFile.name(file), issuer, FileKeySets.DIRECTORY.toString());
        List<String> hosts = new ArrayList<>(allowedHosts);
        hosts.addAll(privateHosts);
        directory
                .dialect(dialect())
                .environment("as given")
                .allowedHosts(AllowedHosts.of(hosts.toArray(String[]::new)));
        if (acceptSelfSigned != null) {
            directory.acceptSelfSigned(acceptSelfSigned);
        }
        return TrustedDirectories.of(directory.build());
    }

    /** Who vouches for the other side of a TLS connection: as given, else the trust anchors. */
    KeyStore tlsAuthorities() {
        return TlsTrust.read(tlsTrust == null ? trustAnchors : tlsTrust);
    }

    /** The same as {@link #keySets}, and what is not given as a file is fetched in any case. */
    FileKeySets onlineKeySets(InstantSource clock) {
        online = true;
        return keySets(clock);
    }

    FileKeySets keySets(InstantSource clock) {
        Map<Purpose, Path> files = new EnumMap<>(Purpose.class);
        add(files, Purpose.DIRECTORY, directoryJwks, "--directory-jwks");
        add(files, Purpose.SOFTWARE, softwareJwks, "--software-jwks");
        if (softwareJwks != null) {
            files.put(Purpose.ORGANISATION, softwareJwks);
        }
        if (revokedJwks != null) {
            InputFile.requireReadable(revokedJwks);
            files.put(Purpose.REVOKED, revokedJwks);
        }
        return new FileKeySets(files, online ? fetched(clock) : null, clock);
    }

    private void add(Map<Purpose, Path> files, Purpose purpose, @Nullable Path file, String option) {
        if (file != null) {
            InputFile.requireReadable(file);
            files.put(purpose, file);
        } else if (!online) {
            throw new UnusableInputException("Give the key set with " + option + ", or fetch it with --online.");
        }
    }

    private JwksKeySource fetched(InstantSource clock) {
        HttpsKeySource.Builder https = HttpsKeySource.builder(clock);
        if (!privateHosts.isEmpty()) {
            https.privateHosts(AllowedHosts.of(privateHosts.toArray(String[]::new)));
        }
        if (tlsTrust != null) {
            https.trustStore(TlsTrust.read(tlsTrust));
        }
        return JwksKeySource.builder(https.build()).build();
    }

    private SsaDialect dialect() {
        return switch (dialect) {
            case "obie" -> SsaDialect.obie();
            case "brasil" -> SsaDialect.openFinanceBrasil();
            case "cdr" -> SsaDialect.cdrAustralia();
            default ->
                throw new UnusableInputException("There is no dialect " + dialect + ". There are: obie, brasil, cdr.");
        };
    }
}
