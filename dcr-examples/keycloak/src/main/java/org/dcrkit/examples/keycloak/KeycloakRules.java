package org.dcrkit.examples.keycloak;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dcrkit.RegistrationFacts;
import org.dcrkit.SsaReason;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ClaimRule;
import org.dcrkit.policy.Presence;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.verdict.ClaimPath;

/** Narrows a bank's policy to what {@link ClientMapping} can map without loss. */
final class KeycloakRules {

    static final String TLS_CLIENT_AUTH = "tls_client_auth";
    static final String PRIVATE_KEY_JWT = "private_key_jwt";
    static final String AUTHORIZATION_CODE = "authorization_code";
    static final String REFRESH_TOKEN = "refresh_token";
    static final String CLIENT_CREDENTIALS = "client_credentials";
    static final String CODE_ID_TOKEN = "code id_token";

    /** The most characters that Keycloak's tables have for a redirect URI, and for a name. */
    static final int COLUMN = 255;

    private static final Set<String> METHODS = Set.of(TLS_CLIENT_AUTH, PRIVATE_KEY_JWT);
    private static final Set<String> GRANTS = Set.of(AUTHORIZATION_CODE, REFRESH_TOKEN, CLIENT_CREDENTIALS);
    private static final Set<String> RESPONSES = Set.of("code", CODE_ID_TOKEN);

    private KeycloakRules() {}

    /**
     * The policy with these rules, under the same name.
     *
     * @param directories those that are trusted, for the hosts that key sets may live on
     * @throws IllegalArgumentException if it lets a client authenticate with another subject than the presented one:
     *     Keycloak needs the name as it is encoded in a certificate, and only that one is at hand
     */
    static ClaimPolicy added(ClaimPolicy policy, List<TrustedDirectory> directories) {
        if (!policy.certificate().subjectNamed()) {
            throw new IllegalArgumentException("policy " + policy.name()
                    + " takes any subject for tls_client_auth; Keycloak needs the presented one");
        }
        ClaimPolicy.Builder rules = policy.derive(policy.name());
        rule(
                rules,
                RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD,
                KeycloakReason.AUTH_METHOD,
                "one of " + METHODS,
                metadata -> METHODS.containsAll(metadata.values(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD)));
        rule(
                rules,
                RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN,
                KeycloakReason.SUBJECT_DN_MISSING,
                "there with tls_client_auth",
                metadata -> !metadata.values(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD)
                                .contains(TLS_CLIENT_AUTH)
                        || metadata.tlsClientAuthSubjectDn().isPresent());
        rule(
                rules,
                RequestClaim.GRANT_TYPES,
                KeycloakReason.GRANT_TYPE,
                "some of " + GRANTS,
                metadata -> GRANTS.containsAll(metadata.values(RequestClaim.GRANT_TYPES)));
        rule(
                rules,
                RequestClaim.RESPONSE_TYPES,
                KeycloakReason.RESPONSE_TYPE,
                "some of " + RESPONSES,
                metadata -> RESPONSES.containsAll(metadata.values(RequestClaim.RESPONSE_TYPES)));
        rules.rule(
                ClaimPath.request(RequestClaim.REDIRECT_URIS.claimName()),
                KeycloakReason.REDIRECT_URI_PATTERN,
                "without an asterisk",
                facts -> areNoPatterns(redirectUris(facts)));
        rules.rule(
                ClaimPath.request(RequestClaim.REDIRECT_URIS.claimName()),
                KeycloakReason.REDIRECT_URI_LENGTH,
                "of at most " + COLUMN + " characters",
                facts -> fit(redirectUris(facts)));
        needed(rules, policy, RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, metadata -> true);
        needed(rules, policy, RequestClaim.REQUEST_OBJECT_SIGNING_ALG, metadata -> true);
        needed(
                rules,
                policy,
                RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                metadata -> registered(policy, RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, metadata)
                        .contains(PRIVATE_KEY_JWT));
        vouchedFor(rules, directories);
        return rules.build();
    }

    /** That a claim is registered, unless the policy itself sees to that: the absence of an algorithm Keycloak takes for any. */
    private static void needed(
            ClaimPolicy.Builder rules, ClaimPolicy policy, RequestClaim claim, Predicate<ClientMetadata> when) {
        if (!isMandatory(policy, claim)) {
            rule(
                    rules,
                    claim,
                    KeycloakReason.MISSING,
                    "there, or filled in",
                    metadata -> !when.test(metadata)
                            || !registered(policy, claim, metadata).isEmpty());
        }
    }

    private static boolean isMandatory(ClaimPolicy policy, RequestClaim claim) {
        Optional<ClaimRule> rule = Optional.ofNullable(policy.claims().get(claim));
        boolean always = rule.map(ClaimRule::presence).equals(Optional.of(Presence.MANDATORY));
        boolean withAssertions = rule.flatMap(ClaimRule::mandatoryWhen)
                .filter(choice -> choice.claim() == RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD
                        && choice.values().contains(PRIVATE_KEY_JWT))
                .isPresent();
        return always || (claim == RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG && withAssertions);
    }

    /** What the policy will register of a claim: what was sent or, in its place, the default. */
    private static List<String> registered(ClaimPolicy policy, RequestClaim claim, ClientMetadata requested) {
        ClaimRule rule = policy.claims().get(claim);
        if (rule == null || rule.presence() == Presence.IGNORED) {
            return List.of();
        }
        List<String> sent = requested.values(claim);
        return sent.isEmpty() ? rule.defaults() : sent;
    }

    /**
     * That the key set, which Keycloak will fetch by itself, is where the statement's directory lets key sets be. Where requests are
     * signed with its keys that is known already, but not where they are signed with the certificate's.
     */
    private static void vouchedFor(ClaimPolicy.Builder rules, List<TrustedDirectory> directories) {
        Map<String, AllowedHosts> hosts = directories.stream()
                .collect(Collectors.toUnmodifiableMap(TrustedDirectory::name, TrustedDirectory::allowedHosts));
        directories.stream()
                .map(directory -> directory.dialect().nameOf(SsaClaim.SOFTWARE_JWKS_ENDPOINT))
                .distinct()
                .forEach(name -> rules.rule(
                        ClaimPath.ssa(name),
                        SsaReason.KEY_SET_NOT_ALLOWED,
                        "on a host that the directory vouches for",
                        facts -> !facts.statement()
                                        .dialect()
                                        .nameOf(SsaClaim.SOFTWARE_JWKS_ENDPOINT)
                                        .equals(name)
                                || isVouchedFor(facts, hosts.getOrDefault(facts.directory(), AllowedHosts.none()))));
    }

    private static boolean isVouchedFor(RegistrationFacts facts, AllowedHosts hosts) {
        return facts.statement()
                .text(SsaClaim.SOFTWARE_JWKS_ENDPOINT)
                .flatMap(HttpsUrl::parse)
                .filter(hosts::allow)
                .isPresent();
    }

    /** All of the statement's where the request names none: that is what a policy with an optional claim takes it for. */
    private static List<String> redirectUris(RegistrationFacts facts) {
        List<String> named = facts.requested().values(RequestClaim.REDIRECT_URIS);
        return named.isEmpty() ? facts.statement().redirectUris() : named;
    }

    private static boolean areNoPatterns(List<String> redirectUris) {
        return redirectUris.stream().noneMatch(uri -> uri.contains("*"));
    }

    private static boolean fit(List<String> redirectUris) {
        return redirectUris.stream().allMatch(uri -> uri.length() <= COLUMN);
    }

    /** Whether the effective metadata, defaults filled, can be mapped: what the rules say of what was asked for. */
    static boolean canMap(ClientMetadata metadata) {
        return METHODS.containsAll(metadata.values(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD))
                && metadata.has(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD)
                && GRANTS.containsAll(metadata.values(RequestClaim.GRANT_TYPES))
                && RESPONSES.containsAll(metadata.values(RequestClaim.RESPONSE_TYPES))
                && metadata.has(RequestClaim.REQUEST_OBJECT_SIGNING_ALG)
                && (metadata.has(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG)
                        || !metadata.values(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD)
                                .contains(PRIVATE_KEY_JWT))
                && areNoPatterns(metadata.values(RequestClaim.REDIRECT_URIS))
                && fit(metadata.values(RequestClaim.REDIRECT_URIS));
    }

    private static void rule(
            ClaimPolicy.Builder rules,
            RequestClaim claim,
            KeycloakReason reason,
            String words,
            Predicate<ClientMetadata> holds) {
        rules.rule(ClaimPath.request(claim.claimName()), reason, words, facts -> holds.test(facts.requested()));
    }
}
