package org.dcrkit.cli;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegisteredClient;
import org.dcrkit.policy.IssuedClient;

/** The clients of a bank that lives as long as the command runs, and the access tokens to manage them with. */
final class ClientStore {

    private static final int TOKEN_BYTES = 32;

    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Map<String, String> clientByToken = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /**
     * A registered client.
     *
     * @param issued what the bank gave it
     * @param accepted what was accepted last
     * @param certificate the fingerprint of the certificate that it registered with
     */
    record Client(IssuedClient issued, AcceptedRegistration accepted, String certificate) {

        RegisteredClient registered() {
            return new RegisteredClient(
                    issued.clientId(),
                    accepted.ssa().directory().name(),
                    accepted.ssa().environment(),
                    accepted.ssa().statement().softwareId().orElse(""),
                    accepted.ssa().statement().organisationId().orElse(""),
                    accepted.metadata());
        }
    }

    void put(Client client) {
        clients.put(client.issued().clientId(), client);
    }

    Optional<Client> find(String clientId) {
        return Optional.ofNullable(clients.get(clientId));
    }

    /** Forgets a client; its tokens end with it (OBIE DCR, DELETE). */
    void remove(String clientId) {
        clients.remove(clientId);
        clientByToken.values().removeIf(clientId::equals);
    }

    String issueToken(String clientId) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        clientByToken.put(token, clientId);
        return token;
    }

    /** The client that an {@code Authorization} header speaks for. */
    Optional<Client> authorized(String authorization) {
        return authorization.startsWith("Bearer ")
                ? Optional.ofNullable(clientByToken.get(authorization.substring("Bearer ".length())))
                        .flatMap(this::find)
                : Optional.empty();
    }
}
