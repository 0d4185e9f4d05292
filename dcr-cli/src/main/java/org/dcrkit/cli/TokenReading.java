package org.dcrkit.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.dcrkit.NimbusSignatureEngine;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.PublishedKey;

/** Puts a registration request, a software statement or another token into words. */
final class TokenReading {

    /** The row about the signature, which the checks of an explanation know better. */
    static final String SIGNATURE = "signature";

    private static final Set<String> TIMES = Set.of("iat", "exp", "nbf");
    private static final Set<String> KEYS_IN_HEADER = Set.of("jwk", "jku", "x5c", "x5u");
    private static final Pattern UUID4 =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}");
    private static final Duration LONG_LIFE = Duration.ofDays(365);
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;
    private static final long LAST_SECOND = 253_402_300_799L;

    private final TimeWords times;
    private final List<PublishedKey> keys;
    private final boolean redacted;

    /**
     * Readings as of an instant.
     *
     * @param keys keys to try the signatures with; may be empty
     */
    TokenReading(TimeWords times, List<PublishedKey> keys) {
        this(times, keys, false);
    }

    /** The same; redacted ones leave out people. */
    TokenReading(TimeWords times, List<PublishedKey> keys, boolean redacted) {
        this.times = times;
        this.keys = List.copyOf(keys);
        this.redacted = redacted;
    }

    Reading read(CompactToken token) {
        boolean request = token.claims().has("software_statement");
        Reading.Builder reading = Reading.of(kind(token));
        token.header().members().forEach((name, value) -> reading.row("header " + name, plain(value)));
        header(token, reading);
        signature(token, reading);
        claims(token.claims(), request, reading);
        token.statement().ifPresent(statement -> {
            between(token, statement, reading);
            reading.part(read(statement));
        });
        reading.oddIf(
                request && token.statement().isEmpty(), "software_statement is not a token that can be taken apart");
        return reading.build();
    }

    /** The same of claims that have lost their signature: a statement or request as a JSON file. */
    Reading readClaims(JsonObject claims) {
        boolean request = claims.has("software_statement");
        Reading.Builder reading =
                Reading.of((request ? "registration request" : "claims") + " as JSON, without any signature");
        claims(claims, request, reading);
        claims.text("software_statement").flatMap(CompactToken::parse).ifPresent(inner -> reading.part(read(inner)));
        return reading.build();
    }

    private static String kind(CompactToken token) {
        JsonObject claims = token.claims();
        if (claims.has("software_statement")) {
            return "registration request (JWS)";
        }
        if (claims.has("software_id") || claims.has("software_jwks_endpoint") || claims.has("org_id")) {
            return "software statement (JWS)";
        }
        return claims.has("sub") && claims.text("sub").equals(claims.text("iss"))
                ? "client assertion (JWS)"
                : "token (JWS)";
    }

    private static void header(CompactToken token, Reading.Builder reading) {
        String alg = token.headerText("alg");
        reading.oddIf(
                SignatureAlgorithm.named(alg).isEmpty(),
                "alg is " + (alg.isEmpty() ? "missing" : alg)
                        + ": only PS256 and ES256 are accepted (FAPI 1.0 Advanced 8.6)");
        reading.oddIf(token.isUnsigned(), "there is no signature");
        reading.oddIf(token.isPadded(), "base64url with padding, which RFC 7515 section 2 forbids");
        reading.oddIf(!token.header().has("kid"), "there is no kid: nobody can tell which key to verify it with");
        KEYS_IN_HEADER.stream()
                .filter(token.header()::has)
                .sorted()
                .forEach(name -> reading.odd("the header brings its own key or its address (" + name
                        + "), which must not be embedded (OBIE DCR)"));
        reading.oddIf(token.header().has("crit"), "crit asks for extensions that nobody here implements");
    }

    private void signature(CompactToken token, Reading.Builder reading) {
        if (keys.isEmpty()) {
            reading.row(SIGNATURE, "not checked: no keys were given");
            return;
        }
        NimbusSignatureEngine engine = NimbusSignatureEngine.create();
        Optional<PublishedKey> signer =
                keys.stream().filter(key -> token.isSignedBy(key, engine)).findFirst();
        reading.row(
                SIGNATURE,
                signer.map(key -> "valid, by the key " + key.kid())
                        .orElse("not by any of the " + keys.size() + " keys given"));
        signer.ifPresent(key -> {
            byte[] certificate =
                    key.certificates().isEmpty() ? null : key.certificates().get(0);
            String kid = token.headerText("kid");
            reading.odd(
                    "kid is " + KeyThumbprints.of(key.publicKey(), certificate).nameOf(kid));
            reading.oddIf(
                    !kid.equals(key.kid()), "the key is published as " + key.kid() + ", not under the token's kid");
        });
    }

    private void claims(JsonObject claims, boolean request, Reading.Builder reading) {
        for (Map.Entry<String, JsonValue> claim : claims.members().entrySet()) {
            String name = claim.getKey();
            if (TIMES.contains(name)) {
                time(name, claim.getValue(), reading);
            } else if (name.equals("software_statement")) {
                reading.row(name, "see below");
            } else if (redacted && Redaction.isContact(name)) {
                reading.row(name, Redaction.REMOVED);
            } else {
                reading.row(name, plain(claim.getValue()));
            }
        }
        ClaimOddities.of(claims, request).forEach(reading::odd);
        reading.oddIf(
                request
                        && !claims.text("jti")
                                .map(jti -> UUID4.matcher(jti).matches())
                                .orElse(false),
                "jti is not a UUID of version 4");
    }

    private void time(String name, JsonValue value, Reading.Builder reading) {
        OptionalLong seconds = value instanceof JsonNumber number ? number.asLong() : OptionalLong.empty();
        if (seconds.isEmpty()) {
            reading.row(name, value.toString()).odd(name + " is not a whole number of seconds");
            return;
        }
        long given = seconds.getAsLong();
        if (given > LAST_SECOND || given < -LAST_SECOND) {
            boolean milliseconds = given / 1000 >= FIRST_MILLISECONDS / 1000 && given / 1000 <= LAST_SECOND;
            reading.row(name, value.toString())
                    .odd(name
                            + (milliseconds
                                    ? " seems to be in milliseconds: " + TimeWords.date(Instant.ofEpochMilli(given))
                                    : " is beyond the year 9999"));
            return;
        }
        Instant instant = Instant.ofEpochSecond(given);
        reading.row(name, given + ", " + times.dateAndDistance(instant));
        Duration ahead = Duration.between(times.at(), instant);
        if (name.equals("exp")) {
            reading.oddIf(ahead.isNegative(), "expired " + times.distance(instant));
            reading.oddIf(ahead.compareTo(LONG_LIFE) > 0, "expires only " + times.distance(instant));
        } else {
            reading.oddIf(ahead.compareTo(Duration.ZERO) > 0, name + " lies in the future, " + times.distance(instant));
        }
    }

    private static void between(CompactToken request, CompactToken statement, Reading.Builder reading) {
        String kid = request.headerText("kid");
        reading.oddIf(
                !kid.isEmpty() && kid.equals(statement.headerText("kid")),
                "the software statement names the same key: it is signed by the software's own key, not by a directory");
        reading.oddIf(
                seconds(request, "iat") < seconds(statement, "iat"),
                "the request says that it was made before the software statement inside it");
        Optional<String> statementSoftware = statement.claims().text("software_id");
        one(request.claims().get("software_id"))
                .filter(id -> statementSoftware.isPresent() && !id.equals(statementSoftware.get()))
                .ifPresent(id -> reading.odd(
                        "software_id is " + id + ", but " + statementSoftware.get() + " in the software statement"));
        request.claims()
                .text("iss")
                .filter(iss -> statementSoftware.isPresent() && !iss.equals(statementSoftware.get()))
                .ifPresent(iss -> reading.odd("iss is " + iss + ", not the software_id " + statementSoftware.get()
                        + " of the software statement"));
    }

    private static long seconds(CompactToken token, String name) {
        return token.claims().get(name).orElse(JsonNull.NULL) instanceof JsonNumber number
                ? number.asLong().orElse(0)
                : 0;
    }

    private static Optional<String> one(Optional<JsonValue> value) {
        return value.map(found ->
                        found instanceof JsonArray array && array.elements().size() == 1
                                ? array.elements().get(0)
                                : found)
                .filter(JsonString.class::isInstance)
                .map(found -> ((JsonString) found).value());
    }

    static String plain(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        if (value instanceof JsonArray array
                && array.elements().stream().allMatch(JsonString.class::isInstance)
                && !array.elements().isEmpty()) {
            return String.join(
                    ", ", array.elements().stream().map(TokenReading::plain).toList());
        }
        return value.toString();
    }
}
