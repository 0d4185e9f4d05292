package org.dcrkit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.NimbusSignatureEngine;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.replay.InProcessReplayGuard;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a bank's registration endpoint over mutual TLS. */
@Command(
        name = "bank",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a bank's registration endpoint over mutual TLS: POST /register; GET, PUT and DELETE behind the",
            "client's id; /token; and /health over HTTP. Key sets are fetched from the directory unless they are given as files."
        })
final class ServeBankCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Option(
            names = "--server",
            required = true,
            paramLabel = "FILE",
            description = "Key and certificate of the server, as PKCS#12.")
    @SuppressWarnings("NullAway.Init")
    private Path server;

    @Option(
            names = "--server-password",
            required = true,
            paramLabel = "TEXT",
            description = "The password of that file.")
    @SuppressWarnings("NullAway.Init")
    private String password;

    @Option(
            names = "--port",
            defaultValue = "9443",
            paramLabel = "PORT",
            description = "The port; 0 for any that is free. ${DEFAULT-VALUE} unless told otherwise.")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        InstantSource clock = InstantSource.system();
        ClaimPolicy rules = policy.policy(trust.revokedKeys());
        RegistrationValidator validator = RegistrationValidator.builder(
                        trust.directories(), trust.onlineKeySets(clock), rules, clock)
                .certificates(X509CertificateVerifier.builder(trust.anchors())
                        .withoutRevocation("a bank for tests")
                        .build())
                .replayGuard(InProcessReplayGuard.create(clock))
                .signatureEngine(
                        NimbusSignatureEngine.create().using(SignatureAlgorithm.ES256, new BouncyCastleProvider()))
                .build();
        BankServer bank = new BankServer(
                port,
                KeyStoreTls.of(server, password, trust.tlsAuthorities()),
                validator,
                policy.responseForm(),
                event -> event.verdict().ifPresent(verdict -> ServeCommand.log(out, words(verdict))),
                line -> ServeCommand.log(out, line));
        out.println(
                "bank " + bank.url() + BankServer.PATH + ", policy " + rules.name() + ", health " + bank.healthUrl());
        ServeCommand.waitUntilInterrupted(bank);
        return ExitStatus.ACCEPTED.code();
    }

    private static String words(Verdict<AcceptedRegistration> verdict) {
        return verdict.<String>fold(
                accepted -> "accepted software "
                        + accepted.value().ssa().statement().softwareId().orElse(""),
                rejected -> "rejected: "
                        + String.join(
                                ", ",
                                rejected.violations().stream()
                                        .map(ServeBankCommand::words)
                                        .toList()),
                indeterminate -> "not decided: " + indeterminate.obstacles());
    }

    private static String words(Violation violation) {
        return violation.reason().code() + " at " + violation.where();
    }
}
