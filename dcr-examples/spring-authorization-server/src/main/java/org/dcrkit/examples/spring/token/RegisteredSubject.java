package org.dcrkit.examples.spring.token;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.dcrkit.certs.CertificatePathValidator;
import org.dcrkit.certs.DistinguishedName;
import org.dcrkit.certs.NameMatching;
import org.dcrkit.certs.ValidatedPath;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.SubjectName.Match;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Compares the subject that a client registered with the certificate that it shows, as names and not as texts, and then asks
 * whether the certificate still stands, its revocation included (RFC 8705, section 2.1), and under the authority that it stood
 * under when the client was registered: the same name from another authority is somebody else.
 */
final class RegisteredSubject implements Consumer<OAuth2ClientAuthenticationContext> {

    private final NameMatching mode;
    private final CertificatePathValidator paths;
    private final InstantSource clock;

    RegisteredSubject(NameMatching mode, CertificatePathValidator paths, InstantSource clock) {
        this.mode = mode;
        this.paths = paths;
        this.clock = clock;
    }

    @Override
    public void accept(OAuth2ClientAuthenticationContext context) {
        RegisteredClient client = context.getRegisteredClient();
        Optional<String> registered =
                Optional.ofNullable(client.getClientSettings().getX509CertificateSubjectDN());
        if (!(context.getAuthentication().getCredentials() instanceof X509Certificate[] chain)
                || chain.length == 0
                || registered.isEmpty()
                || DistinguishedName.of(chain[0].getSubjectX500Principal())
                        .map(subject -> subject.comparedBy(mode).match(registered.get()))
                        .filter(Match.SAME::equals)
                        .isEmpty()) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        ValidatedPath path = paths.validate(PresentedCertificates.of(chain), clock.instant())
                .fold(
                        stands -> stands.value(),
                        fails -> {
                            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
                        },
                        unknown -> {
                            throw new OAuth2AuthenticationException(TokenErrors.UNAVAILABLE);
                        });
        if (!(client.getClientSettings().getSetting(ClientMapping.REGISTRATION) instanceof StoredClient stored)
                || !path.anchor().certificate().subject().rfc4514().equals(stored.authority())) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
    }
}
