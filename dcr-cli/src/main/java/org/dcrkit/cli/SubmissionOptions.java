package org.dcrkit.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.dcrkit.NimbusSignatureEngine;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.RequestRequirements;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.certs.CertificateReader;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PolicyProfile;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what was sent and how a bank would judge it; everything comes from files, nothing is fetched. */
final class SubmissionOptions {

    private static final int MAX_REQUEST = 1024 * 1024;
    private static final int MAX_CERTIFICATES = 1024 * 1024;

    @Option(
            names = "--request",
            required = true,
            paramLabel = "FILE",
            description = "The registration request: a JWT, as POST /register carries it.")
    @SuppressWarnings("NullAway.Init")
    private Path request;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description =
                    "The presented certificate and its chain, in PEM, in any order. Without it: none was presented.")
    private @Nullable Path certificate;

    @Option(
            names = "--directory-jwks",
            required = true,
            paramLabel = "FILE",
            description = "The directory's key set, which software statements are verified with.")
    @SuppressWarnings("NullAway.Init")
    private Path directoryJwks;

    @Option(
            names = "--software-jwks",
            required = true,
            paramLabel = "FILE",
            description = "The key set of the software, as its statement's endpoint would serve it.")
    @SuppressWarnings("NullAway.Init")
    private Path softwareJwks;

    @Option(
            names = "--revoked-jwks",
            paramLabel = "FILE",
            description = "The key set of revoked keys. Without it: revocation of keys is not checked.")
    private @Nullable Path revokedJwks;

    @Option(
            names = "--trust-anchors",
            required = true,
            paramLabel = "FILE",
            description = "The certificate authorities that are trusted, in PEM.")
    @SuppressWarnings("NullAway.Init")
    private Path trustAnchors;

    @Option(
            names = "--profile",
            defaultValue = "obie-3.3",
            paramLabel = "NAME",
            description = "The rules: obie-3.1, obie-3.2, obie-3.3 or obie-3.4; obie-3.3 unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String profile;

    @Option(
            names = "--audience",
            required = true,
            paramLabel = "AUD",
            description = "The aud that the bank accepts; may be given several times.")
    @SuppressWarnings("NullAway.Init")
    private List<String> audiences;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The instant of decision, such as 2022-06-01T00:00:00Z; now unless told otherwise.")
    private @Nullable Instant at;

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

    RegistrationSubmission submission(CommandSpec spec) {
        byte[] body = InputFile.bytes(request, MAX_REQUEST, spec);
        return RegistrationSubmission.of(InputFile.withoutLastLineEnd(body), presented(spec));
    }

    RegistrationValidator validator(CommandSpec spec) {
        try {
            Instant instant = at;
            InstantSource clock = instant == null ? InstantSource.system() : InstantSource.fixed(instant);
            return RegistrationValidator.builder(
                            TrustedDirectories.of(directory()), keySource(clock, spec), policy(spec), clock)
                    .certificates(X509CertificateVerifier.builder(TrustAnchors.builder()
                                    .anchorsFromPem(
                                            InputFile.name(trustAnchors),
                                            InputFile.text(trustAnchors, MAX_CERTIFICATES, spec))
                                    .build())
                            .build())
                    .withoutReplayGuard("a single request from a file")
                    .signatureEngine(
                            NimbusSignatureEngine.create().using(SignatureAlgorithm.ES256, new BouncyCastleProvider()))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private PresentedCertificates presented(CommandSpec spec) {
        Path file = certificate;
        if (file == null) {
            return PresentedCertificates.none();
        }
        return CertificateReader.pem(InputFile.text(file, MAX_CERTIFICATES, spec))
                .fold(
                        accepted -> accepted.value(),
                        rejected -> {
                            throw unreadable(file, rejected.violations().get(0), spec);
                        },
                        indeterminate -> {
                            throw new ParameterException(spec.commandLine(), file + " could not be read");
                        });
    }

    private static ParameterException unreadable(Path file, Violation violation, CommandSpec spec) {
        return new ParameterException(
                spec.commandLine(), file + " holds no certificate that can be read: " + violation.detail());
    }

    private TrustedDirectory directory() {
        TrustedDirectory.Builder directory = TrustedDirectory.builder(
                        InputFile.name(directoryJwks), issuer, FileKeySets.DIRECTORY.toString())
                .dialect(dialect())
                .environment("as given")
                .allowedHosts(AllowedHosts.of(allowedHosts.toArray(String[]::new)));
        if (acceptSelfSigned != null) {
            directory.acceptSelfSigned(acceptSelfSigned);
        }
        return directory.build();
    }

    private FileKeySets keySource(InstantSource clock, CommandSpec spec) {
        for (Path file : Stream.of(
                        Optional.of(directoryJwks), Optional.of(softwareJwks), Optional.ofNullable(revokedJwks))
                .flatMap(Optional::stream)
                .toList()) {
            InputFile.requireReadable(file, spec);
        }
        return new FileKeySets(directoryJwks, softwareJwks, revokedJwks, clock);
    }

    private RegistrationPolicy policy(CommandSpec spec) {
        RequestRequirements requirements = RequestRequirements.forAudience(java.util.Set.copyOf(audiences))
                .withRevokedKeys(revokedJwks == null ? RevokedKeys.NOT_CHECKED : RevokedKeys.WHERE_LISTED);
        return Stream.of(ObieProfile.values())
                .filter(known -> known.profileName().equals(profile))
                .map((PolicyProfile known) -> known.policy(requirements))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no profile " + profile + ". There are: "
                                + String.join(
                                        ", ",
                                        Stream.of(ObieProfile.values())
                                                .map(ObieProfile::profileName)
                                                .toList())));
    }

    private SsaDialect dialect() {
        return switch (dialect) {
            case "obie" -> SsaDialect.obie();
            case "brasil" -> SsaDialect.openFinanceBrasil();
            case "cdr" -> SsaDialect.cdrAustralia();
            default ->
                throw new IllegalArgumentException("There is no dialect " + dialect + ". There are: obie, brasil, cdr");
        };
    }
}
