package org.dcrkit.claims;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dcrkit.claims.CompetentAuthority.Authorisation;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a software statement assertion, typed; read in the regime's {@link SsaDialect}.
 *
 * <p>It is what somebody wrote. That a trusted directory wrote it is proven only by the {@code VerifiedSsa} that holds it.
 *
 * <p>Tolerant of what real statements have: a version that is a number, an identifier in an array of one, roles in one
 * text, authority claims as an object or an array, nulls, empty optional texts. Enumerations are trimmed and put in upper
 * case, because the directory's own specification warns of inconsistent case. Claims it does not know are ignored (RFC
 * 7591, section 2) but kept in {@link #claims()}.
 */
public final class SoftwareStatement {

    private final SsaDialect dialect;
    private final JsonObject claims;
    private final @Nullable String issuer;
    private final @Nullable String jwtId;
    private final @Nullable Instant issuedAt;
    private final @Nullable Instant expiresAt;
    private final @Nullable Instant notBefore;
    private final Map<SsaClaim, String> texts;
    private final List<String> redirectUris;
    private final Set<String> roles;
    private final List<String> scopes;
    private final List<CompetentAuthority> authorities;

    private SoftwareStatement(ClaimReader reader, JsonObject claims, SsaDialect dialect) {
        this.dialect = dialect;
        this.claims = claims;
        this.issuer = reader.text("iss").orElse(null);
        this.jwtId = reader.text("jti").orElse(null);
        this.issuedAt = reader.date("iat").orElse(null);
        this.expiresAt = reader.date("exp").orElse(null);
        this.notBefore = reader.date("nbf").orElse(null);
        this.texts = texts(reader, dialect);
        this.redirectUris = reader.texts(dialect.nameOf(SsaClaim.REDIRECT_URIS));
        this.roles = reader.textsOrOne(dialect.nameOf(SsaClaim.ROLES)).stream()
                .map(SoftwareStatement::enumeration)
                .collect(Collectors.toUnmodifiableSet());
        this.scopes = reader.words(dialect.nameOf(SsaClaim.SCOPE));
        this.authorities = reader.insideOneOrMore(dialect.nameOf(SsaClaim.AUTHORITY_CLAIMS)).stream()
                .map(SoftwareStatement::authority)
                .toList();
        reader.require("iss");
        reader.require("iat");
        dialect.required().forEach(claim -> reader.require(dialect.nameOf(claim)));
    }

    /**
     * Reads the claims.
     *
     * @return rejected with a violation for each claim of the wrong type and each required one that is missing
     */
    public static Verdict<SoftwareStatement> read(JsonObject claims, SsaDialect dialect) {
        List<Violation> violations = new ArrayList<>();
        SoftwareStatement statement = readAsFarAsPossible(claims, dialect, violations::add);
        return violations.isEmpty() ? Verdict.accepted(statement) : Verdict.rejected(violations, Evidence.none());
    }

    /**
     * As much of the claims as can be read, for explanations that go on after a fault.
     *
     * <p>A ground for acceptance only if no fault was reported.
     *
     * @param faults is given what {@link #read} would reject for
     */
    public static SoftwareStatement readAsFarAsPossible(
            JsonObject claims, SsaDialect dialect, Consumer<Violation> faults) {
        ClaimReader reader = new ClaimReader(claims, Document.SSA);
        SoftwareStatement statement = new SoftwareStatement(reader, claims, dialect);
        reader.violations().forEach(faults);
        return statement;
    }

    /** The dialect that it was read in. */
    public SsaDialect dialect() {
        return dialect;
    }

    /** Every claim as it was written. */
    public JsonObject claims() {
        return claims;
    }

    /** {@code iss}: the directory that says this. */
    public Optional<String> issuer() {
        return Optional.ofNullable(issuer);
    }

    /** {@code jti}: not a UUID at the Open Banking directory. */
    public Optional<String> jwtId() {
        return Optional.ofNullable(jwtId);
    }

    /** {@code iat}. */
    public Optional<Instant> issuedAt() {
        return Optional.ofNullable(issuedAt);
    }

    /** {@code exp}; Open Banking's statements carry none. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** {@code nbf}. */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }

    /** A claim that is a text: identifiers, names, URLs. Enumerations come in upper case. */
    public Optional<String> text(SsaClaim claim) {
        return Optional.ofNullable(texts.get(claim));
    }

    /** The software's identifier. */
    public Optional<String> softwareId() {
        return text(SsaClaim.SOFTWARE_ID);
    }

    /** The organisation's identifier. */
    public Optional<String> organisationId() {
        return text(SsaClaim.ORG_ID);
    }

    /** The environment, trimmed and in upper case. */
    public Optional<String> environment() {
        return text(SsaClaim.ENVIRONMENT);
    }

    /** The mode, {@code LIVE} or {@code TEST}, trimmed and in upper case. */
    public Optional<String> mode() {
        return text(SsaClaim.MODE);
    }

    /** The organisation's status, {@code ACTIVE} or another, trimmed and in upper case. */
    public Optional<String> organisationStatus() {
        return text(SsaClaim.ORG_STATUS);
    }

    /** Where the software's keys are; a text that has not been judged yet. */
    public Optional<String> softwareJwksEndpoint() {
        return text(SsaClaim.SOFTWARE_JWKS_ENDPOINT);
    }

    /** The redirect URIs that the software may use, as written. */
    public List<String> redirectUris() {
        return redirectUris;
    }

    /** The software's roles, trimmed and in upper case. */
    public Set<String> roles() {
        return roles;
    }

    /** The scopes in the statement, in regimes that put them there. */
    public List<String> scopes() {
        return scopes;
    }

    /** What competent authorities have authorised; one at the Open Banking directory, several in Brazil, none at some. */
    public List<CompetentAuthority> authorities() {
        return authorities;
    }

    private static Map<SsaClaim, String> texts(ClaimReader reader, SsaDialect dialect) {
        Map<SsaClaim, String> texts = new EnumMap<>(SsaClaim.class);
        for (SsaClaim claim : SsaClaim.values()) {
            String name = dialect.nameOf(claim);
            Optional<String> value = switch (claim) {
                case REDIRECT_URIS, ROLES, AUTHORITY_CLAIMS, ORG_CONTACTS, SCOPE -> Optional.<String>empty();
                case SOFTWARE_VERSION -> reader.textOrNumber(name);
                case SOFTWARE_ID -> reader.textOrSingle(name);
                case ENVIRONMENT, MODE, ORG_STATUS -> reader.text(name).map(SoftwareStatement::enumeration);
                default -> reader.text(name);
            };
            value.ifPresent(text -> texts.put(claim, text));
        }
        return Map.copyOf(texts);
    }

    private static String enumeration(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    private static CompetentAuthority authority(ClaimReader reader) {
        List<Authorisation> authorisations = new ArrayList<>();
        for (ClaimReader inner : reader.insideOneOrMore("authorisations")) {
            authorisations.add(new Authorisation(
                    inner.text("member_state")
                            .map(SoftwareStatement::enumeration)
                            .orElse(""),
                    inner.textsOrOne("roles").stream()
                            .map(SoftwareStatement::enumeration)
                            .collect(Collectors.toUnmodifiableSet())));
        }
        return new CompetentAuthority(
                reader.text("authority_id").orElse(null),
                reader.text("registration_id").orElse(null),
                reader.text("status").map(SoftwareStatement::enumeration).orElse(null),
                authorisations);
    }
}
