package org.dcrkit.claims;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Client metadata by claim (RFC 7591, section 2), each in one shape whatever it was written in.
 *
 * <p>Read from a request it is what the TPP asks for; the effective metadata that a policy yields has the same type. Claims
 * that {@link RequestClaim} does not list are not here, so nothing unknown is ever passed on to a client store.
 */
public final class ClientMetadata {

    private static final ClientMetadata NONE = new ClientMetadata(Map.of());

    private final Map<RequestClaim, JsonValue> values;

    private ClientMetadata(Map<RequestClaim, JsonValue> values) {
        this.values = values;
    }

    /** Metadata without any claim. */
    public static ClientMetadata none() {
        return NONE;
    }

    /**
     * Reads the known claims of a request.
     *
     * @return rejected with a violation for each claim of the wrong type
     */
    public static Verdict<ClientMetadata> read(JsonObject claims) {
        List<Violation> violations = new ArrayList<>();
        ClientMetadata metadata = readAsFarAsPossible(claims, violations::add);
        return violations.isEmpty() ? Verdict.accepted(metadata) : Verdict.rejected(violations, Evidence.none());
    }

    /**
     * As much of the claims as can be read, for explanations that go on after a fault.
     *
     * <p>A ground for acceptance only if no fault was reported.
     *
     * @param faults is given what {@link #read(JsonObject)} would reject for
     */
    public static ClientMetadata readAsFarAsPossible(JsonObject claims, Consumer<Violation> faults) {
        ClaimReader reader = new ClaimReader(claims, Document.REQUEST);
        ClientMetadata metadata = read(reader);
        reader.violations().forEach(faults);
        return metadata;
    }

    /**
     * Metadata that a store kept as text: what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static ClientMetadata parse(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        if (StrictJson.parse(text, JsonLimits.forStored(text.length)) instanceof JsonParse.Parsed parsed
                && parsed.value() instanceof JsonObject claims) {
            return read(claims)
                    .toOptional()
                    .orElseThrow(() -> new IllegalArgumentException("a claim of the metadata has another type"));
        }
        throw new IllegalArgumentException("the metadata is no JSON object");
    }

    private static ClientMetadata read(ClaimReader reader) {
        Map<RequestClaim, JsonValue> values = new EnumMap<>(RequestClaim.class);
        for (RequestClaim claim : RequestClaim.values()) {
            String name = claim.claimName();
            Optional<? extends JsonValue> value = switch (claim.shape()) {
                case TEXT -> reader.text(name).map(JsonString::new);
                case TEXT_OR_SINGLE -> reader.textOrSingle(name).map(JsonString::new);
                case TEXT_OR_NUMBER -> reader.textOrNumber(name).map(JsonString::new);
                case DATE -> reader.date(name).map(date -> JsonNumber.of(date.getEpochSecond()));
                case FLAG -> reader.flag(name).map(JsonBoolean::new);
                case OBJECT -> reader.object(name);
                case TEXTS -> list(reader, name, ClaimReader::texts);
                case TEXTS_OR_ONE -> list(reader, name, ClaimReader::textsOrOne);
                case WORDS -> list(reader, name, ClaimReader::words);
            };
            value.ifPresent(read -> values.put(claim, read));
        }
        return new ClientMetadata(values);
    }

    private static Optional<JsonArray> list(
            ClaimReader reader, String name, BiFunction<ClaimReader, String, List<String>> read) {
        List<String> texts = read.apply(reader, name);
        return reader.hasArray(name) || !texts.isEmpty() ? Optional.of(JsonArray.ofStrings(texts)) : Optional.empty();
    }

    /** Whether the claim is there; an empty array is, a null or a blank text is not. */
    public boolean has(RequestClaim claim) {
        return values.containsKey(claim);
    }

    /** The claim as a text; empty where it is absent or not a text. */
    public Optional<String> text(RequestClaim claim) {
        return values.get(claim) instanceof JsonString string ? Optional.of(string.value()) : Optional.empty();
    }

    /** The claim's values in their order: none where it is absent, one where it is a text. */
    public List<String> values(RequestClaim claim) {
        if (values.get(claim) instanceof JsonArray array) {
            return array.elements().stream()
                    .map(element -> ((JsonString) element).value())
                    .toList();
        }
        return text(claim).stream().toList();
    }

    /** The claim as a boolean. */
    public Optional<Boolean> flag(RequestClaim claim) {
        return values.get(claim) instanceof JsonBoolean flag ? Optional.of(flag.value()) : Optional.empty();
    }

    /** The claim as an instant. */
    public Optional<Instant> date(RequestClaim claim) {
        return values.get(claim) instanceof JsonNumber number
                ? Optional.of(Instant.ofEpochSecond(number.asLong().orElseThrow()))
                : Optional.empty();
    }

    /** The certificate subject of {@code tls_client_auth}, under either of its names. */
    public Optional<String> tlsClientAuthSubjectDn() {
        return Stream.of(RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN, RequestClaim.TLS_CLIENT_AUTH_DN)
                .flatMap(claim -> text(claim).stream())
                .findFirst();
    }

    /** This metadata with a claim set to a text. */
    public ClientMetadata with(RequestClaim claim, String text) {
        return withValue(claim, written(claim, text));
    }

    /** This metadata with a claim set to a list of texts. */
    public ClientMetadata with(RequestClaim claim, List<String> texts) {
        return withValue(claim, JsonArray.ofStrings(texts));
    }

    /** This metadata with a claim set to a boolean. */
    public ClientMetadata with(RequestClaim claim, boolean flag) {
        return withValue(claim, new JsonBoolean(flag));
    }

    /** This metadata with claims set to a text each. */
    public ClientMetadata with(Map<RequestClaim, String> texts) {
        if (texts.isEmpty()) {
            return this;
        }
        Map<RequestClaim, JsonValue> changed = new EnumMap<>(RequestClaim.class);
        changed.putAll(values);
        texts.forEach((claim, text) -> changed.put(claim, written(claim, text)));
        return new ClientMetadata(changed);
    }

    /** This metadata without some claims. */
    public ClientMetadata without(Set<RequestClaim> claims) {
        Map<RequestClaim, JsonValue> changed = new EnumMap<>(RequestClaim.class);
        changed.putAll(values);
        changed.keySet().removeAll(claims);
        return new ClientMetadata(changed);
    }

    private static JsonValue written(RequestClaim claim, String text) {
        return claim.isList() ? JsonArray.ofStrings(List.of(text)) : new JsonString(text);
    }

    /** This metadata without a claim. */
    public ClientMetadata without(RequestClaim claim) {
        Map<RequestClaim, JsonValue> changed = new EnumMap<>(RequestClaim.class);
        changed.putAll(values);
        changed.remove(claim);
        return new ClientMetadata(changed);
    }

    private ClientMetadata withValue(RequestClaim claim, JsonValue value) {
        Map<RequestClaim, JsonValue> changed = new EnumMap<>(RequestClaim.class);
        changed.putAll(values);
        changed.put(claim, value);
        return new ClientMetadata(changed);
    }

    /** How {@code scope} is written in JSON. */
    public enum ScopeForm {
        /** One text with blanks between the words: RFC 7591 and OBIE since 3.2. */
        TEXT,
        /** An array of words: OBIE 3.1 and some banks. */
        ARRAY
    }

    /** The metadata as JSON, in the order of {@link RequestClaim}. */
    public JsonObject toJson(ScopeForm scopeForm) {
        JsonObject json = JsonObject.empty();
        for (RequestClaim claim : RequestClaim.values()) {
            JsonValue value = values.get(claim);
            if (value != null) {
                boolean joined = claim == RequestClaim.SCOPE && scopeForm == ScopeForm.TEXT;
                json = json.with(claim.claimName(), joined ? new JsonString(String.join(" ", values(claim))) : value);
            }
        }
        return json;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientMetadata that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return toJson(ScopeForm.TEXT).toString();
    }
}
