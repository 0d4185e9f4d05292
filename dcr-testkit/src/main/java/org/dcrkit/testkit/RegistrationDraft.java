package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.spi.PresentedCertificates;
import org.jspecify.annotations.Nullable;

/**
 * A registration before it is sent: the request, the software statement inside it and the certificate shown with it, each
 * of which can still be changed.
 *
 * <p>Immutable: each method gives a changed draft. {@link #claim}, {@link #header} and their like change the request; {@link
 * #ssa} changes the statement.
 */
public final class RegistrationDraft {

    /** How long a request lives unless told otherwise. */
    static final Duration LIFE = Duration.ofMinutes(30);

    private static final String SOFTWARE_STATEMENT = "software_statement";

    private final FakeTpp tpp;
    private final TokenDraft request;
    private final @Nullable TokenDraft ssa;
    private final PresentedCertificates certificates;
    private final UnaryOperator<TokenDraft> last;

    private RegistrationDraft(
            FakeTpp tpp,
            TokenDraft request,
            @Nullable TokenDraft ssa,
            PresentedCertificates certificates,
            UnaryOperator<TokenDraft> last) {
        this.tpp = tpp;
        this.request = request;
        this.ssa = ssa;
        this.certificates = certificates;
        this.last = last;
    }

    static RegistrationDraft of(FakeTpp tpp, String audience) {
        FakeDirectory directory = tpp.directory();
        long now = directory.clock().instant().getEpochSecond();
        String algorithm = tpp.signingKey().algorithm();
        JsonObject claims = JsonObject.empty()
                .with("iss", tpp.softwareId())
                .with("iat", now)
                .with("exp", now + LIFE.toSeconds())
                .with("aud", requireNonNull(audience, "audience"))
                .with("jti", DirectoryShape.uuid(directory.random()))
                .with("redirect_uris", tpp.redirectUris())
                .with("token_endpoint_auth_method", "private_key_jwt")
                .with("token_endpoint_auth_signing_alg", algorithm)
                .with("grant_types", List.of("authorization_code", "refresh_token", "client_credentials"))
                .with("response_types", List.of("code id_token"))
                .with("software_id", tpp.softwareId())
                .with("scope", scopes(tpp))
                .with("application_type", "web")
                .with("id_token_signed_response_alg", algorithm)
                .with("request_object_signing_alg", algorithm);
        return new RegistrationDraft(
                tpp,
                TokenDraft.of(claims, tpp.signingKey()),
                tpp.ssa(),
                tpp.transportCertificates(),
                UnaryOperator.identity());
    }

    private static String scopes(FakeTpp tpp) {
        Stream<String> ofRoles = tpp.roles().stream().flatMap(role -> switch (role) {
            case "AISP", "DADOS" -> Stream.of("accounts");
            case "PISP", "PAGTO" -> Stream.of("payments");
            case "CBPII" -> Stream.of("fundsconfirmations");
            default -> Stream.<String>empty();
        });
        return Stream.concat(Stream.of("openid"), ofRoles).collect(Collectors.joining(" "));
    }

    /** Sets a claim of the request to a text. */
    public RegistrationDraft claim(String name, String value) {
        return request(draft -> draft.claim(name, value));
    }

    /** Sets a claim of the request to a whole number. */
    public RegistrationDraft claim(String name, long value) {
        return request(draft -> draft.claim(name, value));
    }

    /** Sets a claim of the request to a boolean. */
    public RegistrationDraft claim(String name, boolean value) {
        return request(draft -> draft.claim(name, value));
    }

    /** Sets a claim of the request to an array of texts. */
    public RegistrationDraft claim(String name, List<String> values) {
        return request(draft -> draft.claim(name, values));
    }

    /** Sets a claim of the request to any JSON value. */
    public RegistrationDraft claim(String name, JsonValue value) {
        return request(draft -> draft.claim(name, value));
    }

    /** Removes a claim of the request; without {@code software_statement} there is no statement. */
    public RegistrationDraft without(String name) {
        return name.equals(SOFTWARE_STATEMENT)
                ? new RegistrationDraft(tpp, request.without(name), null, certificates, last)
                : request(draft -> draft.without(name));
    }

    /** Sets a header parameter of the request. */
    public RegistrationDraft header(String name, String value) {
        return request(draft -> draft.header(name, value));
    }

    /** Sets a header parameter of the request. */
    public RegistrationDraft header(String name, JsonValue value) {
        return request(draft -> draft.header(name, value));
    }

    /** Removes a header parameter of the request. */
    public RegistrationDraft withoutHeader(String name) {
        return request(draft -> draft.withoutHeader(name));
    }

    /** Signs the request with another key, and says so in its header. */
    public RegistrationDraft signedBy(JoseKey key) {
        return request(draft -> draft.signedBy(key));
    }

    /** Changes the request as a token. */
    public RegistrationDraft request(UnaryOperator<TokenDraft> change) {
        return new RegistrationDraft(tpp, change.apply(request), ssa, certificates, last);
    }

    /** Changes the request as a token, when the statement is already in it; the last change before it is sent. */
    public RegistrationDraft wholeRequest(UnaryOperator<TokenDraft> change) {
        return new RegistrationDraft(tpp, request, ssa, certificates, draft -> change.apply(last.apply(draft)));
    }

    /** Changes the statement as a token. */
    public RegistrationDraft ssa(UnaryOperator<TokenDraft> change) {
        return ssa(change.apply(requireNonNull(ssa, "there is no statement to change")));
    }

    /** Carries that statement. */
    public RegistrationDraft ssa(TokenDraft other) {
        return new RegistrationDraft(tpp, request, requireNonNull(other, "other"), certificates, last);
    }

    /** Carries that statement as it was signed, in place of a fresh one. */
    public RegistrationDraft withSignedStatement(String statement) {
        return claim(SOFTWARE_STATEMENT, statement);
    }

    /** Shows these certificates. */
    public RegistrationDraft certificates(PresentedCertificates shown) {
        return new RegistrationDraft(tpp, request, ssa, requireNonNull(shown, "shown"), last);
    }

    /** Shows that certificate and its issuers. */
    public RegistrationDraft certificate(MintedCertificate shown) {
        return certificates(shown.presented());
    }

    /**
     * Asks for {@code tls_client_auth} with the transport certificate's subject as RFC 4514 writes it, under the name that
     * OBIE gives it since 3.2.
     *
     * <p>OBIE allows 128 characters before 3.4. The subject of an OBWAC, with its organizationIdentifier in hexadecimal digits,
     * is longer than that where the organisation's name has more than some 16 characters.
     */
    public RegistrationDraft tlsClientAuth() {
        return byCertificate("tls_client_auth_subject_dn");
    }

    /** The same under the name that OBIE 3.1 gives it. */
    public RegistrationDraft tlsClientAuthDn() {
        return byCertificate("tls_client_auth_dn");
    }

    private RegistrationDraft byCertificate(String claim) {
        return claim("token_endpoint_auth_method", "tls_client_auth")
                .without("token_endpoint_auth_signing_alg")
                .claim(claim, tpp.transportCertificate().subject());
    }

    /** The TPP that makes it. */
    public FakeTpp tpp() {
        return tpp;
    }

    /** The request as it stands, without the statement inside. */
    public TokenDraft request() {
        return request;
    }

    /** The statement as it stands. */
    public Optional<TokenDraft> ssa() {
        return Optional.ofNullable(ssa);
    }

    /** The certificates that are shown with it. */
    public PresentedCertificates certificates() {
        return certificates;
    }

    /** The request JWT in its compact form, the signed statement inside it. */
    public String signed() {
        return withStatement().signed();
    }

    /** The registration as it reaches a bank: the signed request and the certificates shown. */
    public RegistrationSubmission submission() {
        return new RegistrationSubmission(signed(), certificates);
    }

    private TokenDraft withStatement() {
        TokenDraft statement = ssa;
        return last.apply(
                statement == null || request.claims().has(SOFTWARE_STATEMENT)
                        ? request
                        : request.claim(SOFTWARE_STATEMENT, statement.signed()));
    }
}
