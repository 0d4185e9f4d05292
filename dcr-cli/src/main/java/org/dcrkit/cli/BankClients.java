package org.dcrkit.cli;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dcrkit.certs.ReadCertificate;
import org.dcrkit.endpoint.AccessTokens;
import org.dcrkit.endpoint.ClientStore;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.PresentedCertificates;

/**
 * The clients of a bank that lives as long as the command runs, and the access tokens to manage them with, which live as long
 * as their client and are good on a connection with its certificate (RFC 8705, section 3).
 */
final class BankClients implements ClientStore, AccessTokens {

    private static final int TOKEN_BYTES = 32;

    private final Map<String, StoredClient> clients = new ConcurrentHashMap<>();
    private final Map<String, String> clientByToken = new ConcurrentHashMap<>();
    private final Map<String, String> registrationTokens = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    @Override
    public boolean add(StoredClient client) {
        return clients.putIfAbsent(client.clientId(), client) == null;
    }

    @Override
    public Optional<StoredClient> find(String clientId) {
        return Optional.ofNullable(clients.get(clientId));
    }

    @Override
    public boolean replace(StoredClient before, StoredClient after) throws CheckUnavailableException {
        if (clients.replace(before.clientId(), before, after)) {
            return true;
        }
        if (clients.containsKey(before.clientId())) {
            throw new CheckUnavailableException("the client was changed meanwhile", Duration.ofSeconds(1));
        }
        return false;
    }

    @Override
    public boolean remove(String clientId) {
        registrationTokens.remove(clientId);
        clientByToken.values().removeIf(clientId::equals);
        return clients.remove(clientId) != null;
    }

    /** The token that responses repeat (RFC 7592, section 3); another one once it was revoked. */
    String registrationToken(String clientId) {
        return registrationTokens.compute(
                clientId,
                (id, before) -> before != null && clientByToken.containsKey(before) ? before : issueToken(id));
    }

    String issueToken(String clientId) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        clientByToken.put(token, clientId);
        return token;
    }

    @Override
    public Optional<String> clientOf(String token, PresentedCertificates certificates) {
        return Optional.ofNullable(clientByToken.get(token))
                .filter(id -> Optional.ofNullable(clients.get(id))
                        .filter(client -> isOf(client, certificates))
                        .isPresent());
    }

    /** Whether a connection shows the certificate that the client was registered or last updated with. */
    static boolean isOf(StoredClient client, PresentedCertificates certificates) {
        return certificates.der().stream()
                .findFirst()
                .flatMap(shown -> ReadCertificate.read(shown).toOptional())
                .filter(shown -> shown.fingerprint().equals(client.certificate()))
                .isPresent();
    }

    @Override
    public void revoke(String token) {
        clientByToken.remove(token);
    }
}
