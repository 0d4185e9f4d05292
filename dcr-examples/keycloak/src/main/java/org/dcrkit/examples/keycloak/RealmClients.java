package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.endpoint.ClientIssuer;
import org.dcrkit.endpoint.ClientStore;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.spi.CheckUnavailableException;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.RepresentationToModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.managers.ClientManager;
import org.keycloak.services.managers.RealmManager;

/**
 * The clients of the request's realm that were registered here.
 *
 * <p>One for each call: it remembers the accepted registration between being asked for an id and being asked to store, because
 * Keycloak's client needs more of it than a {@link StoredClient} has. What is written is committed in a transaction of its
 * own, so that nothing is answered that is not stored.
 */
final class RealmClients implements ClientStore, ClientIssuer {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final KeycloakSession session;
    private final AnchorNames anchors;
    private @Nullable AcceptedRegistration accepted;

    RealmClients(KeycloakSession session, AnchorNames anchors) {
        this.session = requireNonNull(session, "session");
        this.anchors = requireNonNull(anchors, "anchors");
    }

    @Override
    public IssuedClient issue(AcceptedRegistration registration) {
        this.accepted = registration;
        return IssuedClient.of(
                UUID.randomUUID().toString(), registration.decidedAt().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public IssuedClient reissue(AcceptedRegistration registration, IssuedClient before) {
        this.accepted = registration;
        return before;
    }

    @Override
    public boolean add(StoredClient client) throws CheckUnavailableException {
        ClientRepresentation mapped = mapped(client);
        mapped.setEnabled(true);
        return write("register a client", inside -> {
            RealmModel realm = inside.getContext().getRealm();
            requireScopes(realm, mapped.getOptionalClientScopes());
            ClientModel model = ClientManager.createClient(inside, realm, mapped);
            ClientManager.updateClientServiceAccount(inside, model, mapped.isServiceAccountsEnabled());
            return true;
        });
    }

    @Override
    public Optional<StoredClient> find(String clientId) throws CheckUnavailableException {
        try {
            ClientModel model = session.getContext().getRealm().getClientByClientId(clientId);
            return model == null ? Optional.empty() : ClientMapping.stored(clientId, model::getAttribute);
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    @Override
    public boolean replace(StoredClient before, StoredClient after) throws CheckUnavailableException {
        ClientRepresentation mapped = mapped(after);
        return write("update a client", inside -> {
            RealmModel realm = inside.getContext().getRealm();
            Optional<ClientModel> found = asBefore(realm.getClientByClientId(before.clientId()), before);
            found.ifPresent(model -> {
                requireScopes(realm, mapped.getOptionalClientScopes());
                RepresentationToModel.updateClient(mapped, model, inside);
                RepresentationToModel.updateClientScopes(mapped, model);
                ClientManager.updateClientServiceAccount(inside, model, mapped.isServiceAccountsEnabled());
            });
            return found.isPresent();
        });
    }

    /**
     * The client that an update may change; empty if it is gone, or if the bank switched it off while the update was judged.
     * Keycloak locks nothing: of two updates that are written at the same moment neither sees the other.
     *
     * @throws IllegalStateException if it was changed meanwhile
     */
    static Optional<ClientModel> asBefore(@Nullable ClientModel model, StoredClient before) {
        if (model == null || !model.isEnabled()) {
            return Optional.empty();
        }
        if (!ClientMapping.stored(before.clientId(), model::getAttribute).equals(Optional.of(before))) {
            throw new IllegalStateException("the client was changed meanwhile");
        }
        return Optional.of(model);
    }

    @Override
    public boolean remove(String clientId) throws CheckUnavailableException {
        return write("remove a client", inside -> {
            RealmModel realm = inside.getContext().getRealm();
            ClientModel model = realm.getClientByClientId(clientId);
            return model != null && new ClientManager(new RealmManager(inside)).removeClient(realm, model);
        });
    }

    private ClientRepresentation mapped(StoredClient client) throws CheckUnavailableException {
        try {
            return ClientMapping.representation(client, anchors.credentials(requireNonNull(accepted, "accepted")));
        } catch (IllegalArgumentException e) {
            throw unavailable(e);
        }
    }

    /** Keycloak leaves out a scope that the realm does not have; a client with less than was answered must not be. */
    private static void requireScopes(RealmModel realm, List<String> scopes) {
        Set<String> known =
                realm.getClientScopesStream().map(ClientScopeModel::getName).collect(Collectors.toSet());
        if (!known.containsAll(scopes)) {
            throw new IllegalStateException("realm " + realm.getName() + " lacks a client scope of " + scopes);
        }
    }

    private boolean write(String task, Function<KeycloakSession, Boolean> change) throws CheckUnavailableException {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(), session.getContext(), change::apply, task);
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    private static CheckUnavailableException unavailable(RuntimeException e) {
        return new CheckUnavailableException("Keycloak's store: " + e.getMessage(), RETRY_AFTER, e);
    }
}
