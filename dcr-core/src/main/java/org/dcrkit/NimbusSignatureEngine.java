package org.dcrkit;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumMap;
import java.util.Map;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.SignatureEngine;

/**
 * Verifies signatures with the Nimbus library on the platform's cryptographic providers.
 *
 * <p>The JDK 17 provider takes about 0.7 ms for an ES256 signature where Bouncy Castle takes 0.06: give it one with
 * {@link #using} where that matters. The only file of this module that knows the JOSE library.
 */
public final class NimbusSignatureEngine implements SignatureEngine {

    private final Map<SignatureAlgorithm, Provider> providers;

    private NimbusSignatureEngine(Map<SignatureAlgorithm, Provider> providers) {
        this.providers = providers;
    }

    /** On the providers that the platform prefers. */
    public static NimbusSignatureEngine create() {
        return new NimbusSignatureEngine(Map.of());
    }

    /** The same engine, with that provider for one algorithm. */
    public NimbusSignatureEngine using(SignatureAlgorithm algorithm, Provider provider) {
        Map<SignatureAlgorithm, Provider> changed = new EnumMap<>(SignatureAlgorithm.class);
        changed.putAll(providers);
        changed.put(algorithm, requireNonNull(provider, "provider"));
        return new NimbusSignatureEngine(Map.copyOf(changed));
    }

    @Override
    public boolean verify(SignatureAlgorithm algorithm, PublicKey key, byte[] signingInput, byte[] signature) {
        try {
            JWSVerifier verifier = verifier(algorithm, key);
            Provider provider = providers.get(algorithm);
            if (provider != null) {
                verifier.getJCAContext().setProvider(provider);
            }
            return verifier.verify(header(algorithm), signingInput, Base64URL.encode(signature));
        } catch (JOSEException | ClassCastException e) {
            return false;
        }
    }

    private static JWSVerifier verifier(SignatureAlgorithm algorithm, PublicKey key) throws JOSEException {
        return switch (algorithm) {
            case PS256 -> new RSASSAVerifier((RSAPublicKey) key);
            case ES256 -> new ECDSAVerifier((ECPublicKey) key);
        };
    }

    private static JWSHeader header(SignatureAlgorithm algorithm) {
        return new JWSHeader(
                switch (algorithm) {
                    case PS256 -> JWSAlgorithm.PS256;
                    case ES256 -> JWSAlgorithm.ES256;
                });
    }
}
