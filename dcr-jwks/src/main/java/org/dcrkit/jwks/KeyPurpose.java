package org.dcrkit.jwks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.SkippedKey.Cause;

/**
 * What a JWK says that it is for, once {@code use}, {@code key_ops} and {@code alg} (RFC 7517, sections 4.2 to 4.4) are
 * found to agree.
 *
 * @param use the use
 * @param algorithm the only signature algorithm, if the key names one
 */
record KeyPurpose(KeyUse use, Optional<SignatureAlgorithm> algorithm) {

    private static final Set<String> SIGNATURE_OPERATIONS = Set.of("sign", "verify");
    private static final Set<String> ENCRYPTION_OPERATIONS =
            Set.of("encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits");
    private static final String RSA = "RSA";

    static KeyPurpose of(JsonObject jwk, String keyType) throws Skip {
        KeyUse declared = declaredUse(jwk);
        KeyUse use = agreed(declared, operations(jwk));
        Optional<JsonValue> alg = jwk.get("alg");
        if (alg.isEmpty()) {
            return new KeyPurpose(use, Optional.empty());
        }
        String name = jwk.text("alg").orElseThrow(() -> new Skip(Cause.MALFORMED, "alg is no string"));
        if (!family(name).equals(keyType)) {
            throw family(name).isEmpty()
                    ? new Skip(Cause.UNSUPPORTED, "an algorithm without use here: " + name)
                    : new Skip(Cause.CONTRADICTORY, "alg " + name + " with a key of type " + keyType);
        }
        return forAlgorithm(use, name);
    }

    private static KeyPurpose forAlgorithm(KeyUse use, String alg) throws Skip {
        boolean encrypts = alg.startsWith("RSA") || alg.startsWith("ECDH-ES");
        if (encrypts ? use == KeyUse.SIGNATURE : use == KeyUse.ENCRYPTION) {
            throw new Skip(Cause.CONTRADICTORY, "use or key_ops contradict alg " + alg);
        }
        if (encrypts) {
            return new KeyPurpose(use == KeyUse.UNSPECIFIED ? KeyUse.ENCRYPTION : use, Optional.empty());
        }
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.named(alg);
        if (algorithm.isEmpty() && use != KeyUse.TRANSPORT) {
            throw new Skip(Cause.UNSUPPORTED, "the key is only for " + alg);
        }
        return new KeyPurpose(use, algorithm);
    }

    private static String family(String alg) {
        if (alg.matches("(?:RS|PS)(?:256|384|512)|RSA1_5|RSA-OAEP(?:-256|-384|-512)?")) {
            return RSA;
        }
        return alg.matches("ES(?:256|384|512|256K)|ECDH-ES(?:\\+A(?:128|192|256)KW)?") ? "EC" : "";
    }

    private static KeyUse declaredUse(JsonObject jwk) throws Skip {
        Optional<JsonValue> use = jwk.get("use");
        if (use.isEmpty()) {
            return KeyUse.UNSPECIFIED;
        }
        String name = jwk.text("use").orElseThrow(() -> new Skip(Cause.MALFORMED, "use is no string"));
        return switch (name) {
            case "sig" -> KeyUse.SIGNATURE;
            case "enc" -> KeyUse.ENCRYPTION;
            case "tls" -> KeyUse.TRANSPORT;
            default -> throw new Skip(Cause.UNSUPPORTED, "an unknown use: " + name);
        };
    }

    private static List<String> operations(JsonObject jwk) throws Skip {
        Optional<JsonValue> member = jwk.get("key_ops");
        if (member.isEmpty()) {
            return List.of();
        }
        if (!(member.orElseThrow() instanceof JsonArray array)) {
            throw new Skip(Cause.MALFORMED, "key_ops is no array");
        }
        List<String> operations = new ArrayList<>();
        for (JsonValue element : array.elements()) {
            if (!(element instanceof JsonString operation)) {
                throw new Skip(Cause.MALFORMED, "key_ops holds a value that is no string");
            }
            operations.add(operation.value());
        }
        if (operations.isEmpty() || new HashSet<>(operations).size() < operations.size()) {
            throw new Skip(Cause.CONTRADICTORY, "key_ops is empty or repeats itself");
        }
        return operations;
    }

    private static KeyUse agreed(KeyUse use, List<String> operations) throws Skip {
        if (operations.isEmpty()) {
            return use;
        }
        boolean verifies = operations.contains("verify");
        boolean encrypts = operations.stream().anyMatch(ENCRYPTION_OPERATIONS::contains);
        boolean signsOnly = !verifies && operations.stream().anyMatch(SIGNATURE_OPERATIONS::contains);
        if (signsOnly || (verifies && encrypts)) {
            throw new Skip(Cause.CONTRADICTORY, "key_ops is not that of one public key: " + operations);
        }
        if (!verifies && !encrypts) {
            throw new Skip(Cause.UNSUPPORTED, "unknown key_ops: " + operations);
        }
        if ((verifies && use == KeyUse.ENCRYPTION) || (encrypts && use == KeyUse.SIGNATURE)) {
            throw new Skip(Cause.CONTRADICTORY, "key_ops contradicts use: " + operations);
        }
        if (use != KeyUse.UNSPECIFIED) {
            return use;
        }
        return verifies ? KeyUse.SIGNATURE : KeyUse.ENCRYPTION;
    }
}
