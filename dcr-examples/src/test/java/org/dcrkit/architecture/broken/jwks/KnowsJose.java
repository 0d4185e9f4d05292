package org.dcrkit.architecture.broken.jwks;

import com.nimbusds.jose.jwk.JWK;

/** Breaks: one file a module knows the JOSE library. */
public final class KnowsJose {
    JWK key;
}
