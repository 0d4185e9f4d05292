package org.dcrkit.endpoint;

import static java.util.Objects.requireNonNull;

import java.util.Base64;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegisteredClient;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.RegistrationResponse;
import org.dcrkit.policy.ResponseForm;
import org.jspecify.annotations.Nullable;

/**
 * A client as it lies in the bank's store: all that reading, updating and authenticating it later needs, in parts that any
 * store can hold.
 *
 * @param registered software, organisation and effective metadata
 * @param issued what the bank gave it: its id and, with some authentication methods, a secret
 * @param softwareStatement the software statement as it was sent, which responses repeat unchanged (RFC 7591, section 3.2.1)
 * @param certificate the SHA-256 fingerprint of the certificate over whose connection the metadata came last, in lower-case
 *     hex; empty where certificates are not checked
 * @param authority the subject of the trust anchor above that certificate, as RFC 4514 writes it; empty where it is not known.
 *     A client with {@code tls_client_auth} is known by its certificate's subject and by this: the same subject from another
 *     authority is somebody else
 */
public record StoredClient(
        RegisteredClient registered,
        IssuedClient issued,
        String softwareStatement,
        String certificate,
        String authority) {

    /**
     * Requires every part.
     *
     * @throws IllegalArgumentException if the ids differ
     */
    public StoredClient {
        requireNonNull(softwareStatement, "softwareStatement");
        requireNonNull(certificate, "certificate");
        requireNonNull(authority, "authority");
        if (!registered.clientId().equals(issued.clientId())) {
            throw new IllegalArgumentException("two ids for one client");
        }
    }

    /** What is to be stored of an accepted registration or update. */
    public static StoredClient of(IssuedClient issued, AcceptedRegistration accepted) {
        RegisteredClient registered = new RegisteredClient(
                issued.clientId(),
                accepted.ssa().directory().name(),
                accepted.ssa().environment(),
                accepted.ssa().statement().softwareId().orElse(""),
                accepted.ssa().statement().organisationId().orElse(""),
                accepted.metadata());
        return new StoredClient(
                registered,
                issued,
                accepted.ssa().token(),
                accepted.certificate()
                        .map(binding -> binding.certificate().fingerprint())
                        .orElse(""),
                accepted.certificate()
                        .flatMap(binding -> binding.certificate().trustAnchor())
                        .orElse(""));
    }

    /** The client's id. */
    public String clientId() {
        return issued.clientId();
    }

    /** The response to GET /register/{ClientId}. */
    RegistrationResponse read(ResponseForm form) {
        JsonObject claims = form.flattenStatement() ? statementClaims() : JsonObject.empty();
        return RegistrationResponse.read(registered.metadata(), claims, softwareStatement, issued, form);
    }

    /**
     * The claims of the software statement, which was verified when it was stored.
     *
     * @throws IllegalStateException if the store gave back what is no statement
     */
    public JsonObject statementClaims() {
        String[] parts = softwareStatement.split("\\.", -1);
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
            if (StrictJson.parse(payload, JsonLimits.forStored(payload.length)) instanceof JsonParse.Parsed parsed
                    && parsed.value() instanceof JsonObject claims) {
                return claims;
            }
            throw noStatement(null);
        } catch (IllegalArgumentException e) {
            throw noStatement(e);
        }
    }

    private IllegalStateException noStatement(@Nullable IllegalArgumentException cause) {
        return new IllegalStateException(
                "the stored software statement of client " + clientId() + " is not one", cause);
    }

    /** The ids; never the statement or the secret. */
    @Override
    public String toString() {
        return "client " + clientId() + " of software " + registered.softwareId();
    }
}
