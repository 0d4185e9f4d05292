package org.dcrkit.examples.spring.registration;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.dcrkit.NimbusSignatureEngine;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.endpoint.AccessTokens;
import org.dcrkit.endpoint.ClientIssuer;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.examples.spring.policy.BankPolicy;
import org.dcrkit.examples.spring.trust.KnownDirectories;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.spi.CertificateVerifier;
import org.dcrkit.spi.ReplayGuard;
import org.dcrkit.spi.SignatureEngine;
import org.springframework.stereotype.Component;

/** The endpoint with the policy that is in force: a new one as soon as the policy is another. */
@Component
class CurrentEndpoint {

    private final BankPolicy policy;
    private final KnownDirectories directories;
    private final JwksKeySource keySource;
    private final CertificateVerifier certificates;
    private final ReplayGuard replayGuard;
    private final JdbcClientStore clients;
    private final ClientIssuer issuer;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final boolean oncePerSoftware;
    private final Consumer<RegistrationEvent> audit;
    private final SignatureEngine signatures =
            NimbusSignatureEngine.create().using(SignatureAlgorithm.ES256, new BouncyCastleProvider());
    private volatile Built built;

    private record Built(ClaimPolicy policy, RegistrationEndpoint endpoint) {}

    @SuppressWarnings("this-escape")
    CurrentEndpoint(
            BankPolicy policy,
            KnownDirectories directories,
            JwksKeySource keySource,
            CertificateVerifier certificates,
            ReplayGuard replayGuard,
            JdbcClientStore clients,
            ClientIssuer issuer,
            AccessTokens tokens,
            InstantSource clock,
            RegistrationProperties registration,
            Consumer<RegistrationEvent> audit) {
        this.policy = policy;
        this.directories = directories;
        this.keySource = keySource;
        this.certificates = certificates;
        this.replayGuard = replayGuard;
        this.clients = clients;
        this.issuer = issuer;
        this.tokens = tokens;
        this.clock = clock;
        this.oncePerSoftware = registration.oncePerSoftware();
        this.audit = audit;
        this.built = build(policy.current());
    }

    RegistrationEndpoint get() {
        Built now = built;
        ClaimPolicy inForce = policy.current();
        if (now.policy() != inForce) {
            now = build(inForce);
            built = now;
        }
        return now.endpoint();
    }

    private Built build(ClaimPolicy rules) {
        RegistrationValidator.Builder validator = RegistrationValidator.builder(
                        directories.trusted(), keySource, rules, clock)
                .certificates(certificates)
                .replayGuard(replayGuard)
                .signatureEngine(signatures);
        if (oncePerSoftware) {
            validator.refuseDuplicates(clients);
        }
        return new Built(
                rules,
                RegistrationEndpoint.builder(validator.build(), clients, issuer)
                        .tokens(tokens)
                        .form(policy.responseForm())
                        .audit(audit)
                        .build());
    }
}
