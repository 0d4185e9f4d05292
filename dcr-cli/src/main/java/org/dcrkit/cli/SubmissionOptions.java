package org.dcrkit.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.dcrkit.NimbusSignatureEngine;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.PresentedCertificates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what was sent, when it is judged, whom to believe and by which rules. */
final class SubmissionOptions {

    @Option(
            names = "--request",
            required = true,
            paramLabel = "FILE",
            description = {
                "The registration request: a JWT, as POST /register carries it, or the curl command that sent it;",
                "- reads it from the input."
            })
    @SuppressWarnings("NullAway.Init")
    private Path request;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = {
                "The presented certificate and its chain: PEM in any order, DER, PKCS#12, or the header that a proxy",
                "passes on (RFC 9440, URL-encoded PEM, X-Forwarded-Client-Cert). Without it: none was presented."
            })
    private @Nullable Path certificate;

    @Option(names = "--cert-password", paramLabel = "TEXT", description = "The password of a PKCS#12 file.")
    private @Nullable String certificatePassword;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The instant of decision, such as 2022-06-01T00:00:00Z; now unless told otherwise.")
    private @Nullable Instant at;

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    Instant at() {
        return at == null ? InstantSource.system().instant() : at;
    }

    /** What was sent; a pasted curl command may also name the certificate. */
    RegistrationSubmission submission() {
        byte[] content = InputFile.withoutLastLineEnd(InputFile.bytes(request));
        String text = new String(content, StandardCharsets.UTF_8);
        if (!CurlCommand.looksLikeOne(text)) {
            return RegistrationSubmission.of(content, presented(Optional.empty(), certificatePassword));
        }
        CurlCommand curl = CurlCommand.parse(text);
        Path folder = Optional.ofNullable(request.getParent()).orElse(Path.of(""));
        return RegistrationSubmission.of(
                curl.body(folder),
                presented(
                        curl.certificate().map(folder::resolve),
                        certificatePassword == null ? curl.certificatePassword().orElse(null) : certificatePassword));
    }

    private PresentedCertificates presented(Optional<Path> named, @Nullable String password) {
        Path file = certificate == null ? named.orElse(null) : certificate;
        return file == null ? PresentedCertificates.none() : CertificateInput.read(file, password);
    }

    /** A validator as the options describe it, and what it holds open. */
    PreparedValidator validator(Instant instant) {
        InstantSource clock = InstantSource.fixed(instant);
        try {
            FileKeySets keySets = trust.keySets(clock);
            return new PreparedValidator(
                    RegistrationValidator.builder(
                                    trust.directories(), keySets, policy.policy(trust.revokedKeys()), clock)
                            .certificates(X509CertificateVerifier.builder(trust.anchors())
                                    .withoutRevocation("a single request from a file")
                                    .build())
                            .withoutReplayGuard("a single request from a file")
                            .signatureEngine(NimbusSignatureEngine.create()
                                    .using(SignatureAlgorithm.ES256, new BouncyCastleProvider()))
                            .build(),
                    keySets);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A validator in use.
     *
     * @param validator the validator
     * @param keySets where its keys come from
     */
    record PreparedValidator(RegistrationValidator validator, FileKeySets keySets) implements AutoCloseable {
        @Override
        public void close() {
            keySets.close();
        }
    }
}
