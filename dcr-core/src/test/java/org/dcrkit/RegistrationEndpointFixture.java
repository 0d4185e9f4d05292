package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dcrkit.endpoint.AccessTokens;
import org.dcrkit.endpoint.ClientIssuer;
import org.dcrkit.endpoint.ClientStore;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.RegistrationCall;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.PresentedCertificates;

/** An endpoint, what calls it, and what it stands on: a store and tokens that fail as a test wants. */
abstract class RegistrationEndpointFixture {

    static final String ID = "client-1";
    static final String TOKEN = "token-of-client-1";

    final Scenario scenario = new Scenario();
    final Clients clients = new Clients();
    final Tokens tokens = new Tokens();
    final List<RegistrationEvent> events = new ArrayList<>();
    UnaryOperator<RegistrationEndpoint.Builder> options = UnaryOperator.identity();
    ClientIssuer issuer = accepted -> IssuedClient.of(ID, accepted.decidedAt());

    HttpReply answer(Call call) throws IOException {
        return options.apply(RegistrationEndpoint.builder(scenario.validator(), clients, new ClientIssuer() {
                            @Override
                            public IssuedClient issue(AcceptedRegistration accepted) throws CheckUnavailableException {
                                return issuer.issue(accepted);
                            }

                            @Override
                            public IssuedClient reissue(AcceptedRegistration accepted, IssuedClient before)
                                    throws CheckUnavailableException {
                                return issuer.reissue(accepted, before);
                            }
                        })
                        .tokens(tokens)
                        .audit(events::add))
                .build()
                .answer(call);
    }

    Call post() {
        return new Call("POST", "").header("Content-Type", "application/jwt").body(scenario.requestToken());
    }

    Call managed(String method) {
        return new Call(method, "/" + ID).header("Authorization", "Bearer " + TOKEN);
    }

    void registered() throws IOException {
        assertThat(answer(post()).status()).isEqualTo(201);
        events.clear();
    }

    /** A further request of the same software, since each is good once. */
    String anotherRequest() {
        scenario.requestToken = null;
        scenario.request = scenario.request.with("jti", "1f8c6a3e-7b8f-4a59-9c0e-1f0b3c2d4e5f");
        return scenario.requestToken();
    }

    static final class Call implements RegistrationCall {

        private final String method;
        private final String pathBelow;
        private final Map<String, List<String>> headers = new LinkedHashMap<>();
        private InputStream body = InputStream.nullInputStream();
        private PresentedCertificates certificates = PresentedCertificates.ofDer(List.of(new byte[] {0x30, 0x00}));

        Call(String method, String pathBelow) {
            this.method = method;
            this.pathBelow = pathBelow;
        }

        Call header(String name, String value) {
            headers.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
            return this;
        }

        Call body(String text) {
            return body(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }

        Call body(InputStream stream) {
            this.body = stream;
            return this;
        }

        Call certificates(PresentedCertificates presented) {
            this.certificates = presented;
            return this;
        }

        @Override
        public String method() {
            return method;
        }

        @Override
        public String pathBelow() {
            return pathBelow;
        }

        @Override
        public List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public PresentedCertificates certificates() {
            return certificates;
        }
    }

    static final class Endless extends InputStream {
        int read;

        @Override
        public int read() {
            read++;
            return 'a';
        }
    }

    /** A store that fails as a test wants. */
    static final class Clients implements ClientStore {

        final Map<String, StoredClient> byId = new HashMap<>();
        int added;
        int replaced;
        boolean down;
        boolean full;
        boolean gone;

        private void reach() throws CheckUnavailableException {
            if (down) {
                throw new CheckUnavailableException("database down", Duration.ofSeconds(7));
            }
        }

        @Override
        public boolean add(StoredClient client) throws CheckUnavailableException {
            reach();
            if (!full) {
                added++;
                byId.put(client.clientId(), client);
            }
            return !full;
        }

        @Override
        public Optional<StoredClient> find(String clientId) throws CheckUnavailableException {
            reach();
            return Optional.ofNullable(byId.get(clientId));
        }

        @Override
        public boolean replace(StoredClient before, StoredClient after) throws CheckUnavailableException {
            reach();
            if (gone) {
                return false;
            }
            if (!byId.replace(before.clientId(), before, after)) {
                throw new CheckUnavailableException("changed meanwhile", Duration.ofSeconds(7));
            }
            replaced++;
            return true;
        }

        @Override
        public boolean remove(String clientId) throws CheckUnavailableException {
            reach();
            return !gone && byId.remove(clientId) != null;
        }
    }

    static final class Tokens implements AccessTokens {

        final Map<String, String> holders = new HashMap<>(Map.of(TOKEN, ID));
        final List<String> revoked = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        boolean down;
        boolean cannotRevoke;
        boolean wantsCertificate;

        @Override
        public Optional<String> clientOf(String token, PresentedCertificates certificates)
                throws CheckUnavailableException {
            asked.add(token);
            if (down) {
                throw new CheckUnavailableException("tokens out of reach", Duration.ofSeconds(7));
            }
            return wantsCertificate && certificates.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(holders.get(token));
        }

        @Override
        public void revoke(String token) throws CheckUnavailableException {
            if (cannotRevoke) {
                throw new CheckUnavailableException("tokens out of reach", Duration.ofSeconds(7));
            }
            holders.remove(token);
            revoked.add(token);
        }
    }
}
