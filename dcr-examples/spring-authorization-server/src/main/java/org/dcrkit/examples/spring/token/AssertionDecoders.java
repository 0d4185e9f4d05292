package org.dcrkit.examples.spring.token;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.WantedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * Verifies client assertions with the keys that the client's software statement names, fetched by the same guarded source as
 * all key sets: from allowed hosts only, bounded, cached. (Spring Authorization Server's own would fetch any URL.)
 *
 * <p>One algorithm a client: the one that it registered. An assertion without a {@code kid} is taken if only one of the client's
 * keys can have signed it; with several it has to name one (OpenID Connect Core, section 10.1).
 */
@Component
class AssertionDecoders implements JwtDecoderFactory<RegisteredClient> {

    private static final String CLEAR = "{noop}";
    private static final Map<SignatureAlgorithm, String> KEY_TYPES =
            Map.of(SignatureAlgorithm.PS256, "RSA", SignatureAlgorithm.ES256, "EC");

    private final JwksKeySource keySource;
    private final ClientMapping mapping;
    private final AssertionClaims claims;
    private final InstantSource clock;

    AssertionDecoders(JwksKeySource keySource, ClientMapping mapping, AssertionClaims claims, InstantSource clock) {
        this.keySource = keySource;
        this.mapping = mapping;
        this.claims = claims;
        this.clock = clock;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient client) {
        return assertion -> {
            NimbusConfiguration.Header header = NimbusConfiguration.header(assertion);
            String expected = Optional.ofNullable(
                            client.getClientSettings().getTokenEndpointAuthenticationSigningAlgorithm())
                    .map(Object::toString)
                    .orElse("");
            String algorithm = header.algorithm();
            if (!algorithm.equalsIgnoreCase(expected)) {
                throw new BadJwtException("signed with another algorithm than the client registered");
            }
            Key key = SignatureAlgorithm.named(algorithm)
                    .map(asymmetric -> publishedKey(client, header.keyId(), asymmetric))
                    .orElseGet(() -> secret(client));
            NimbusJwtDecoder decoder = NimbusConfiguration.decoder(algorithm, key);
            decoder.setJwtValidator(claims.of(client.getClientId()));
            return decoder.decode(assertion);
        };
    }

    private Key publishedKey(RegisteredClient client, @Nullable String kid, SignatureAlgorithm algorithm) {
        KeySetLocation location = mapping.keySet(client)
                .orElseThrow(() -> new BadJwtException("the client's keys are at no address that is trusted"));
        try {
            KeySet keys = keySource.keySet(location, kid == null ? WantedKey.any() : WantedKey.kid(kid));
            Stream<PublishedKey> named = kid == null ? keys.keys().stream() : keys.find(kid).stream();
            List<PublishedKey> fitting = named.filter(
                            key -> key.use() == KeyUse.SIGNATURE || key.use() == KeyUse.UNSPECIFIED)
                    .filter(key -> key.algorithm().map(algorithm::equals).orElse(true))
                    .filter(key -> key.publicKey().getAlgorithm().equals(KEY_TYPES.get(algorithm)))
                    .toList();
            if (fitting.size() != 1) {
                throw new BadJwtException("no key, or without a kid not only one, of the client can have signed this");
            }
            return fitting.get(0).publicKey();
        } catch (KeySetRefusedException e) {
            throw new BadJwtException(e.detail(), e);
        } catch (CheckUnavailableException e) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(TokenErrors.UNAVAILABLE, "The client's keys are out of reach. Try again.", null),
                    e);
        }
    }

    private Key secret(RegisteredClient client) {
        Instant ends = client.getClientSecretExpiresAt();
        if (ends != null && !clock.instant().isBefore(ends)) {
            throw new BadJwtException("the client's secret has expired");
        }
        return Optional.ofNullable(client.getClientSecret())
                .filter(kept -> kept.startsWith(CLEAR))
                .map(kept -> new SecretKeySpec(
                        kept.substring(CLEAR.length()).getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .orElseThrow(() -> new BadJwtException("the client has no secret for this"));
    }
}
