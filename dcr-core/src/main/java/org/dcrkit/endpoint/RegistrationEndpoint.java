package org.dcrkit.endpoint;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationReason;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.RegistrationResponse;
import org.dcrkit.policy.ResponseForm;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Verdict.Indeterminate;
import org.dcrkit.verdict.Verdict.Rejected;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Answers POST /register, and GET, PUT and DELETE /register/{ClientId}, as OBIE DCR 3.1 to 3.3, RFC 7591 and RFC 7592 have it,
 * in whatever server: a call comes in, a reply goes out.
 *
 * <table>
 * <caption>Statuses</caption>
 * <tr><td>201</td><td>registered</td></tr>
 * <tr><td>200</td><td>read or updated</td></tr>
 * <tr><td>204</td><td>deleted, with its tokens</td></tr>
 * <tr><td>400</td><td>rejected; body of RFC 7591, section 3.2.2</td></tr>
 * <tr><td>401</td><td>no valid token of that very client, or no such client; a token so used is revoked; {@code WWW-Authenticate}</td></tr>
 * <tr><td>404</td><td>a path that is neither the endpoint's nor one segment below it</td></tr>
 * <tr><td>405</td><td>an operation that is not offered; {@code Allow}</td></tr>
 * <tr><td>413, 415</td><td>too large; not a content type that is taken ({@code Accept}), or with a content coding
 * ({@code Accept-Encoding})</td></tr>
 * <tr><td>503</td><td>could not be checked or stored; {@code Retry-After}</td></tr>
 * </table>
 *
 * <p>A client that does not exist and one that is not the token's are answered alike, so that nobody learns which ids exist.
 * Shared by all threads.
 */
public final class RegistrationEndpoint {

    /** The most bytes of a body that are read unless told otherwise. */
    public static final int DEFAULT_MAX_BODY = 64 * 1024;

    private static final Pattern CLIENT = Pattern.compile("/[^/]+", Pattern.DOTALL);
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");

    private final RegistrationValidator validator;
    private final ClientStore clients;
    private final ClientIssuer issuer;
    private final @Nullable AccessTokens tokens;
    private final ResponseForm form;
    private final ResponseMembers additions;
    private final Set<String> contentTypes;
    private final Set<Operation> operations;
    private final int maxBody;
    private final Consumer<RegistrationEvent> audit;

    private RegistrationEndpoint(Builder builder) {
        this.validator = builder.validator;
        this.clients = builder.clients;
        this.issuer = builder.issuer;
        this.tokens = builder.tokens;
        this.form = builder.form;
        this.additions = builder.additions;
        this.contentTypes = builder.contentTypes;
        this.operations = builder.offered();
        this.maxBody = builder.maxBody;
        this.audit = builder.audit;
    }

    /**
     * An endpoint.
     *
     * @param validator judges requests
     * @param clients where registered clients are kept
     * @param issuer gives them their ids and secrets
     */
    public static Builder builder(RegistrationValidator validator, ClientStore clients, ClientIssuer issuer) {
        return new Builder(validator, clients, issuer);
    }

    /**
     * The reply to a call.
     *
     * @throws IOException only if the body could not be read
     */
    public HttpReply answer(RegistrationCall call) throws IOException {
        String below = call.pathBelow();
        boolean ofClient = !below.isEmpty();
        if (ofClient && !CLIENT.matcher(below).matches()) {
            return HttpReply.notFound();
        }
        String clientId = ofClient ? below.substring(1) : null;
        Optional<Operation> operation = Operation.of(call.method(), ofClient).filter(operations::contains);
        if (operation.isEmpty()) {
            return HttpReply.methodNotAllowed(operations.stream()
                    .filter(offered -> offered.isOfClient() == ofClient)
                    .toList());
        }
        Answer answer =
                clientId == null ? register(call) : manage(operation.get(), clientId, call, requireNonNull(tokens));
        audit.accept(new RegistrationEvent(
                operation.get(), answer.reply.status(), answer.verdict, answer.clientId, clientId));
        return answer.reply;
    }

    private Answer register(RegistrationCall call) throws IOException {
        RequestBody body = RequestBody.read(call, contentTypes, maxBody);
        if (body.refusal() != null) {
            return new Answer(body.refusal(), null, null);
        }
        Verdict<AcceptedRegistration> verdict =
                validator.validate(new RegistrationSubmission(body.text(), call.certificates()));
        return verdict.fold(
                accepted -> created(accepted.value(), verdict),
                rejected -> refused(verdict),
                unknown -> refused(verdict));
    }

    private Answer created(AcceptedRegistration accepted, Verdict<AcceptedRegistration> verdict) {
        try {
            IssuedClient issued = issuer.issue(accepted);
            HttpReply reply = told(RegistrationResponse.created(accepted, issued, form), issued);
            return clients.add(StoredClient.of(issued, accepted))
                    ? new Answer(reply, verdict, issued.clientId())
                    : judged(duplicate(accepted).precededBy(verdict.evidence()), null);
        } catch (CheckUnavailableException e) {
            return judged(unavailable(e).precededBy(verdict.evidence()), null);
        }
    }

    /** The response with the bank's own members, made before anything is stored, so that nothing is that cannot be told. */
    private HttpReply told(RegistrationResponse response, IssuedClient issued) throws CheckUnavailableException {
        JsonObject body = response.json();
        for (Map.Entry<String, JsonValue> member :
                additions.of(issued).members().entrySet()) {
            body = body.with(member.getKey(), member.getValue());
        }
        return HttpReply.of(new RegistrationResponse(response.status(), response.headers(), body));
    }

    private Answer manage(Operation operation, String clientId, RegistrationCall call, AccessTokens accepted)
            throws IOException {
        // Before anything is asked: a server that runs this in a transaction would hold a connection while a slow body
        // comes.
        RequestBody body = operation == Operation.UPDATE ? RequestBody.read(call, contentTypes, maxBody) : null;
        Optional<String> token = BearerToken.of(call.header("Authorization"));
        String holder = null;
        try {
            if (token.isPresent()) {
                holder = accepted.clientOf(token.get(), call.certificates()).orElse(null);
            }
            if (holder == null) {
                return new Answer(
                        HttpReply.unauthorized(BearerToken.isMeant(call.header("Authorization"))), null, null);
            }
            Optional<StoredClient> client = holder.equals(clientId) ? clients.find(clientId) : Optional.empty();
            Optional<Answer> answer =
                    client.isEmpty() ? Optional.empty() : managed(operation, client.get(), call, body);
            if (answer.isEmpty()) {
                accepted.revoke(token.get());
                return new Answer(HttpReply.unauthorized(true), null, holder);
            }
            return answer.get();
        } catch (CheckUnavailableException e) {
            return judged(unavailable(e), holder);
        }
    }

    /** The answer to who may ask; empty if the client has gone meanwhile. */
    private Optional<Answer> managed(
            Operation operation, StoredClient client, RegistrationCall call, @Nullable RequestBody body)
            throws CheckUnavailableException {
        if (body != null) {
            return update(call, body, client);
        }
        if (operation == Operation.READ) {
            return Optional.of(new Answer(told(client.read(form), client.issued()), null, client.clientId()));
        }
        return clients.remove(client.clientId())
                ? Optional.of(new Answer(HttpReply.noContent(), null, client.clientId()))
                : Optional.empty();
    }

    private Optional<Answer> update(RegistrationCall call, RequestBody body, StoredClient client) {
        if (body.refusal() != null) {
            return Optional.of(new Answer(body.refusal(), null, client.clientId()));
        }
        Verdict<AcceptedRegistration> verdict = validator.validateUpdate(
                new RegistrationSubmission(body.text(), call.certificates()), client.registered());
        Optional<AcceptedRegistration> accepted = verdict.toOptional();
        if (accepted.isEmpty()) {
            return Optional.of(judged(verdict, client.clientId()));
        }
        try {
            IssuedClient issued = issuer.reissue(accepted.get(), client.issued());
            HttpReply reply = told(RegistrationResponse.updated(accepted.get(), issued, form), issued);
            return clients.replace(client, StoredClient.of(issued, accepted.get()))
                    ? Optional.of(new Answer(reply, verdict, client.clientId()))
                    : Optional.empty();
        } catch (CheckUnavailableException e) {
            return Optional.of(judged(unavailable(e).precededBy(verdict.evidence()), client.clientId()));
        }
    }

    private static Answer refused(Verdict<AcceptedRegistration> verdict) {
        return judged(verdict, null);
    }

    /** The answer to what was not accepted. */
    private static Answer judged(Verdict<AcceptedRegistration> verdict, @Nullable String clientId) {
        ErrorResponse error = verdict.fold(
                accepted -> {
                    throw new IllegalStateException("accepted");
                },
                (Rejected<AcceptedRegistration> rejected) -> ErrorResponse.to(rejected),
                (Indeterminate<AcceptedRegistration> unknown) -> ErrorResponse.to(unknown));
        return new Answer(HttpReply.of(error), verdict, clientId);
    }

    private static Verdict<AcceptedRegistration> duplicate(AcceptedRegistration accepted) {
        return Verdict.rejected(Violation.of(
                RegistrationReason.DUPLICATE,
                ClaimPath.ssa(accepted.ssa().statement().dialect().nameOf(SsaClaim.SOFTWARE_ID))));
    }

    private static Verdict<AcceptedRegistration> unavailable(CheckUnavailableException e) {
        return Verdict.indeterminate(new Obstacle(Obstacle.Kind.CLIENT_STORE, e.detail(), e.retryAfter()));
    }

    private record Answer(
            HttpReply reply,
            @Nullable Verdict<AcceptedRegistration> verdict,
            @Nullable String clientId) {}

    /** Collects what an endpoint needs. */
    public static final class Builder {

        private final RegistrationValidator validator;
        private final ClientStore clients;
        private final ClientIssuer issuer;
        private @Nullable AccessTokens tokens;
        private ResponseForm form = ResponseForm.standard();
        private ResponseMembers additions = client -> JsonObject.empty();
        private Set<String> contentTypes = Set.of("application/jwt", "application/jose");
        private final Set<Operation> withheld = EnumSet.noneOf(Operation.class);
        private int maxBody = DEFAULT_MAX_BODY;
        private Consumer<RegistrationEvent> audit = event -> {};

        private Builder(RegistrationValidator validator, ClientStore clients, ClientIssuer issuer) {
            this.validator = requireNonNull(validator, "validator");
            this.clients = requireNonNull(clients, "clients");
            this.issuer = requireNonNull(issuer, "issuer");
        }

        /** Who holds which access token; without it, clients can be registered but not read, updated or deleted. */
        public Builder tokens(AccessTokens accessTokens) {
            this.tokens = requireNonNull(accessTokens, "accessTokens");
            return this;
        }

        /** How responses are written; {@link ResponseForm#standard()} unless told otherwise. */
        public Builder form(ResponseForm responseForm) {
            this.form = requireNonNull(responseForm, "responseForm");
            return this;
        }

        /**
         * Further members of the responses to registering, reading and updating, made before anything is stored. None unless
         * told otherwise: OBIE manages clients with access tokens of the token endpoint.
         */
        public Builder adding(ResponseMembers members) {
            this.additions = requireNonNull(members, "members");
            return this;
        }

        /**
         * The content types of a body that are taken; {@code application/jwt} (OBIE 3.1) and {@code application/jose} (since
         * 3.2) unless told otherwise, each {@code type/subtype}. Of a body's parameters only a charset counts: it has to be
         * {@code utf-8}, {@code us-ascii} or {@code iso-8859-1}, in which a JWT looks the same.
         */
        public Builder contentTypes(String... mediaTypes) {
            this.contentTypes = Arrays.stream(mediaTypes)
                    .map(type -> type.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /**
         * Operations that this bank does not offer, beside those named before; answered with 405. OBIE leaves all but registering
         * to the bank.
         */
        public Builder without(Operation... operations) {
            withheld.addAll(Arrays.asList(operations));
            return this;
        }

        /** The most bytes of a body that are read; {@value #DEFAULT_MAX_BODY} unless told otherwise. */
        public Builder maxBody(int bytes) {
            this.maxBody = bytes;
            return this;
        }

        /**
         * Is told what became of each call to an operation that is offered, before the reply is sent, by many threads at once;
         * must not throw.
         */
        public Builder audit(Consumer<RegistrationEvent> listener) {
            this.audit = requireNonNull(listener, "listener");
            return this;
        }

        /**
         * The endpoint.
         *
         * @throws IllegalArgumentException if no content type is taken or one is none, no body or one of any size, or no
         *     operation is left
         */
        public RegistrationEndpoint build() {
            // One byte more is read, to see that there is one.
            boolean readable = maxBody > 0
                    && maxBody < Integer.MAX_VALUE
                    && contentTypes.stream()
                            .allMatch(type -> MEDIA_TYPE.matcher(type).matches());
            if (contentTypes.isEmpty() || !readable || offered().isEmpty()) {
                throw new IllegalArgumentException("an endpoint takes a body of some content type for some operation");
            }
            return new RegistrationEndpoint(this);
        }

        private Set<Operation> offered() {
            return Arrays.stream(Operation.values())
                    .filter(operation -> tokens != null || !operation.isOfClient())
                    .filter(operation -> !withheld.contains(operation))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
