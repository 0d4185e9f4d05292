package org.dcrkit.architecture.broken.jwks;

import com.nimbusds.jose.jwk.JWK;

/** Breaks no rule: the one file. */
public final class NimbusKeys {
    JWK key;
}
