package org.dcrkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonParse.Malformed;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/** A token in its parts: decoded once, believed not at all. */
final class CompactJws {

    private static final List<String> REFUSED_HEADERS =
            List.of("crit", "b64", "jwk", "jku", "x5u", "x5c", "zip", "cty", "enc");
    private static final List<TokenReason> JSON_FAULTS =
            List.of(TokenReason.UTF8, TokenReason.JSON_LIMIT, TokenReason.DUPLICATE_MEMBER);
    private static final int JWE_PARTS = 5;

    private final String token;
    private final JsonObject claims;
    private final String signingInput;
    private final byte[] signature;
    private final JsonObject header;
    private final @Nullable SignatureAlgorithm algorithm;
    private final @Nullable String kid;
    private final boolean sound;

    private CompactJws(
            String token,
            int payloadEnd,
            JsonObject header,
            JsonObject claims,
            byte[] signature,
            Findings findings,
            Document document) {
        int faults = findings.faults();
        this.token = token;
        this.signingInput = token.substring(0, payloadEnd);
        this.header = header;
        this.claims = claims;
        this.signature = signature;
        this.algorithm = algorithm(header, document, findings);
        this.kid = kid(header, document, findings);
        refusedMembers(header, document, findings);
        type(header, document, findings);
        this.sound = findings.faults() == faults;
    }

    /**
     * Takes a token apart.
     *
     * @return the parts, if they could be decoded; faults of the header are in the findings and leave the parts readable
     */
    static Optional<CompactJws> read(String token, TokenLimits limits, Document document, Findings findings) {
        Document header = document == Document.SSA ? Document.SSA_HEADER : Document.REQUEST_HEADER;
        ClaimPath whole = ClaimPath.of(document);
        if (!findings.require(
                token.length() <= limits.maxLength(),
                TokenReason.TOO_LARGE,
                whole,
                token.length() + " characters",
                "at most " + limits.maxLength())) {
            return Optional.empty();
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (!hasThreeParts(token, first, second, whole, findings)) {
            return Optional.empty();
        }
        Optional<JsonObject> headerJson = object(token.substring(0, first), limits, ClaimPath.of(header), findings);
        Optional<JsonObject> claims = object(token.substring(first + 1, second), limits, whole, findings);
        Optional<byte[]> signature = bytes(token.substring(second + 1), whole, findings);
        if (headerJson.isEmpty() || claims.isEmpty() || signature.isEmpty()) {
            return Optional.empty();
        }
        findings.require(true, TokenReason.BASE64URL, whole, null, "three parts of strict base64url");
        return Optional.of(
                new CompactJws(token, second, headerJson.get(), claims.get(), signature.get(), findings, header));
    }

    private static boolean hasThreeParts(String token, int first, int second, ClaimPath whole, Findings findings) {
        boolean three =
                first > 0 && second > first + 1 && second < token.length() - 1 && token.indexOf('.', second + 1) < 0;
        boolean foreign = token.startsWith("{")
                || (!three && token.length() - token.replace(".", "").length() == JWE_PARTS - 1);
        return findings.require(!foreign, TokenReason.SERIALIZATION, whole, null, "a compact JWS")
                && findings.require(three, TokenReason.NOT_COMPACT, whole, null, "three parts with dots between them");
    }

    private static Optional<byte[]> bytes(String part, ClaimPath where, Findings findings) {
        Optional<byte[]> bytes = StrictBase64Url.decode(part);
        if (bytes.isEmpty()) {
            findings.fail(Violation.of(TokenReason.BASE64URL, where));
        }
        return bytes;
    }

    private static Optional<JsonObject> object(String part, TokenLimits limits, ClaimPath where, Findings findings) {
        Optional<byte[]> bytes = bytes(part, where, findings);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        JsonParse parse = StrictJson.parse(bytes.get(), limits.json());
        if (parse instanceof Malformed malformed) {
            findings.fail(Violation.of(reason(malformed.fault()), where)
                    .because(malformed.detail() + " (at " + malformed.offset() + ")"));
            return Optional.empty();
        }
        for (TokenReason fault : JSON_FAULTS) {
            findings.require(true, fault, where, null, "strict JSON within the limits");
        }
        JsonValue value = ((Parsed) parse).value();
        boolean isObject =
                findings.require(value instanceof JsonObject, TokenReason.JSON, where, value.kind(), "object");
        return isObject ? Optional.of((JsonObject) value) : Optional.empty();
    }

    private static TokenReason reason(JsonParse.Fault fault) {
        return switch (fault) {
            case LIMIT -> TokenReason.JSON_LIMIT;
            case ENCODING -> TokenReason.UTF8;
            case SYNTAX -> TokenReason.JSON;
            case DUPLICATE_MEMBER -> TokenReason.DUPLICATE_MEMBER;
        };
    }

    private static @Nullable SignatureAlgorithm algorithm(JsonObject header, Document document, Findings findings) {
        ClaimPath where = ClaimPath.of(document, "alg");
        String alg = header.text("alg").orElse("");
        if (!findings.require(!alg.isEmpty(), TokenReason.ALG_MISSING, where, written(header, "alg"), "an algorithm")) {
            return null;
        }
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.named(alg);
        findings.require(algorithm.isPresent(), TokenReason.ALG_NOT_ALLOWED, where, alg, "PS256 or ES256");
        return algorithm.orElse(null);
    }

    private static @Nullable String kid(JsonObject header, Document document, Findings findings) {
        String kid = header.text("kid").orElse("");
        findings.require(
                !kid.isEmpty(),
                TokenReason.KID_MISSING,
                ClaimPath.of(document, "kid"),
                written(header, "kid"),
                "a key id");
        return kid.isEmpty() ? null : kid;
    }

    private static void refusedMembers(JsonObject header, Document document, Findings findings) {
        for (String name : REFUSED_HEADERS) {
            if (header.has(name)) {
                findings.fail(Violation.of(TokenReason.HEADER_NOT_ALLOWED, ClaimPath.of(document, name))
                        .because("the header has " + name));
            }
        }
        if (REFUSED_HEADERS.stream().noneMatch(header::has)) {
            findings.require(
                    true,
                    TokenReason.HEADER_NOT_ALLOWED,
                    ClaimPath.of(document),
                    () -> "none of these",
                    () -> "none of " + REFUSED_HEADERS);
        }
    }

    private static void type(JsonObject header, Document document, Findings findings) {
        findings.require(
                !header.has("typ")
                        || header.text("typ").filter("JWT"::equalsIgnoreCase).isPresent(),
                TokenReason.TYP,
                ClaimPath.of(document, "typ"),
                written(header, "typ"),
                "JWT or absent");
    }

    private static String written(JsonObject header, String name) {
        return header.text(name)
                .orElseGet(() -> header.get(name).map(JsonValue::kind).orElse("absent"));
    }

    /** The token as it was sent. */
    String token() {
        return token;
    }

    JsonObject claims() {
        return claims;
    }

    byte[] signingInput() {
        return signingInput.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] signature() {
        return signature;
    }

    /** Whether the header is as it must be; what is not may be looked at, but proves nothing. */
    boolean isSound() {
        return sound;
    }

    /** A member of the header. */
    Optional<JsonValue> header(String name) {
        return header.get(name);
    }

    Optional<SignatureAlgorithm> algorithm() {
        return Optional.ofNullable(algorithm);
    }

    Optional<String> kid() {
        return Optional.ofNullable(kid);
    }
}
