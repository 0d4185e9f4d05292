package org.dcrkit.examples.spring.token;

import org.dcrkit.examples.spring.registration.JdbcClientStore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/**
 * The registered clients as Spring Authorization Server sees them: made from the one store when they are asked for, so that
 * nothing is kept twice and nothing is lost on the way. (Its own table joins redirect URIs with commas, which URIs may contain.)
 */
@Component
class StoredClientRepository implements RegisteredClientRepository {

    private final JdbcClientStore clients;
    private final ClientMapping mapping;

    StoredClientRepository(JdbcClientStore clients, ClientMapping mapping) {
        this.clients = clients;
        this.mapping = mapping;
    }

    /** Clients come by registration only. */
    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are registered at the registration endpoint");
    }

    /** A client has one id for everybody. */
    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clients.row(clientId).map(mapping::registeredClient).orElse(null);
    }
}
