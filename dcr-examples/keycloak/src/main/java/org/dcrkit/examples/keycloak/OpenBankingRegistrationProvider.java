package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.clientregistration.ClientRegistrationAuth;
import org.keycloak.services.clientregistration.ClientRegistrationProvider;

/** The endpoint {@code /realms/{realm}/clients-registrations/open-banking} for one call. */
public final class OpenBankingRegistrationProvider implements ClientRegistrationProvider {

    private final KeycloakSession session;
    private final ProviderSettings settings;
    private @Nullable ClientRegistrationAuth auth;
    private @Nullable EventBuilder event;

    OpenBankingRegistrationProvider(KeycloakSession session, ProviderSettings settings) {
        this.session = requireNonNull(session, "session");
        this.settings = requireNonNull(settings, "settings");
    }

    /** Registers a client. */
    @POST
    public Response register(InputStream body) throws IOException {
        return answer(null, body);
    }

    /** What is registered. */
    @GET
    @Path("{clientId}")
    public Response read(@PathParam("clientId") String clientId) throws IOException {
        return answer(clientId, InputStream.nullInputStream());
    }

    /** States all of it anew. */
    @PUT
    @Path("{clientId}")
    public Response update(@PathParam("clientId") String clientId, InputStream body) throws IOException {
        return answer(clientId, body);
    }

    /** Ends the client and its tokens. */
    @DELETE
    @Path("{clientId}")
    public Response delete(@PathParam("clientId") String clientId) throws IOException {
        return answer(clientId, InputStream.nullInputStream());
    }

    private Response answer(@Nullable String clientId, InputStream body) throws IOException {
        RealmModel realm = session.getContext().getRealm();
        if (!realm.isEnabled() || !settings.realms().contains(realm.getName())) {
            throw new NotFoundException("Client registration provider not found");
        }
        RealmClients clients = new RealmClients(session, settings.anchors());
        HttpReply reply = RegistrationEndpoint.builder(settings.validator(), clients, clients)
                .tokens(new RealmTokens(session))
                .form(settings.responseForm())
                .audit(new KeycloakEvents(requireNonNull(event, "event"))::record)
                .build()
                .answer(new KeycloakCall(session, clientId, body));
        session.getProvider(SecurityHeadersProvider.class).options().allowEmptyContentType();
        Response.ResponseBuilder response = Response.status(reply.status());
        reply.headers().forEach(response::header);
        return reply.body().isEmpty()
                ? response.build()
                : response.entity(reply.bytes()).build();
    }

    @Override
    public void setAuth(ClientRegistrationAuth keycloaks) {
        this.auth = keycloaks;
    }

    /** Keycloak's check of its own registration tokens, which is not used here. */
    @Override
    public @Nullable ClientRegistrationAuth getAuth() {
        return auth;
    }

    @Override
    public void setEvent(EventBuilder builder) {
        this.event = builder;
    }

    @Override
    public @Nullable EventBuilder getEvent() {
        return event;
    }

    @Override
    public void close() {
        // What it holds belongs to the session and to the factory.
    }
}
