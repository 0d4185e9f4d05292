package org.dcrkit.examples.spring.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.Key;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The example's one door to the JOSE library: the keys that ID tokens are signed with, and how assertions are read.
 *
 * <p>An auto-configuration, because only those are asked after all beans of a bank's own are known.
 */
@AutoConfiguration(before = OAuth2AuthorizationServerJwtAutoConfiguration.class)
class NimbusConfiguration {

    private static final int RSA_BITS = 2048;

    /**
     * A key for each algorithm of the FAPI floor, PS256 and ES256, made at start. (Spring Boot's own has none for ES256.) The
     * RSA key names no algorithm: a policy may waive the floor and take RS256.
     */
    @Bean
    @ConditionalOnMissingBean
    JWKSource<SecurityContext> idTokenKeys() throws JOSEException {
        return new ImmutableJWKSet<>(new JWKSet(List.of(
                new RSAKeyGenerator(RSA_BITS)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyIDFromThumbprint(true)
                        .generate(),
                new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .keyIDFromThumbprint(true)
                        .generate())));
    }

    /**
     * What a token says of how it is signed. Nothing of it is proven.
     *
     * @param algorithm {@code alg}
     * @param keyId {@code kid}
     */
    record Header(String algorithm, @Nullable String keyId) {}

    /**
     * Reads a token's header.
     *
     * @throws BadJwtException if it is no signed JWT
     */
    static Header header(String token) {
        try {
            JWSHeader header = JWSObject.parse(token).getHeader();
            return new Header(header.getAlgorithm().getName(), header.getKeyID());
        } catch (ParseException e) {
            throw new BadJwtException("not a signed JWT", e);
        }
    }

    /** Takes tokens that are signed with that algorithm and key; what they claim is for its validator. */
    static NimbusJwtDecoder decoder(String algorithm, Key key) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSVerifierFactory(new DefaultJWSVerifierFactory());
        processor.setJWSKeySelector(
                (header, context) -> header.getAlgorithm().getName().equals(algorithm) ? List.of(key) : List.of());
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return new NimbusJwtDecoder(processor);
    }
}
