package org.dcrkit.examples.spring.registration;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * How client secrets are made and kept.
 *
 * <p>Kept as hashes, but for {@code client_secret_jwt}: whoever checks an HMAC needs the secret itself (OpenID Connect Core,
 * section 9), so those stand in the database in clear. No FAPI policy lets a client have one.
 */
final class ClientSecrets {

    /** What Spring Security writes before a secret in clear. */
    static final String CLEAR = "{noop}";

    static final String HMAC_METHOD = "client_secret_jwt";

    /** 36 characters of base64url, the most that OBIE allows. */
    private static final int BYTES = 27;

    private final SecureRandom random = new SecureRandom();
    private final PasswordEncoder encoder;

    ClientSecrets(PasswordEncoder encoder) {
        this.encoder = encoder;
    }

    static boolean needed(String authenticationMethod) {
        return authenticationMethod.startsWith("client_secret_");
    }

    String make() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The secret as it is kept. */
    String encoded(String secret, String authenticationMethod) {
        return authenticationMethod.equals(HMAC_METHOD) ? CLEAR + secret : String.valueOf(encoder.encode(secret));
    }
}
