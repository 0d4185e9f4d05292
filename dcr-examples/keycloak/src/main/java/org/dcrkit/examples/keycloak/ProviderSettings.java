package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.dcrkit.NimbusSignatureEngine;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.RequestRequirements;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.OpenBankingDirectories;
import org.dcrkit.policy.PolicyFile;
import org.dcrkit.policy.PolicyParse;
import org.dcrkit.policy.PolicyProfile;
import org.dcrkit.policy.Profiles;
import org.dcrkit.policy.ResponseForm;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.ReplayGuard;
import org.jspecify.annotations.Nullable;

/**
 * What the bank configured, put together.
 *
 * @param validator judges requests
 * @param realms the realms that have the endpoint
 * @param responseForm how responses are written
 * @param anchors the names of the trust anchors
 * @param keySource where key sets come from, to be closed with the server
 */
record ProviderSettings(
        RegistrationValidator validator,
        Set<String> realms,
        ResponseForm responseForm,
        AnchorNames anchors,
        JwksKeySource keySource) {

    static final String REALMS = "realms";
    static final String POLICY = "policy";
    static final String AUDIENCE = "audience";
    static final String DIRECTORY = "directory";
    static final String DIRECTORY_URL = "directory-url";
    static final String DIRECTORY_ISSUER = "directory-issuer";
    static final String DIRECTORY_ENVIRONMENT = "directory-environment";
    static final String DIRECTORY_DIALECT = "directory-dialect";
    static final String ALLOWED_HOSTS = "allowed-hosts";
    static final String PRIVATE_HOSTS = "private-hosts";
    static final String DIRECTORY_TLS_TRUST = "directory-tls-trust";
    static final String TRUST_ANCHORS = "trust-anchors";
    static final String WITHOUT_REVOCATION = "without-revocation";

    private static final Map<String, TrustedDirectory> DIRECTORIES = Map.of(
            "open-banking-live", OpenBankingDirectories.live(),
            "open-banking-test", OpenBankingDirectories.test());
    private static final Map<String, SsaDialect> DIALECTS = Map.of(
            "obie", SsaDialect.obie(), "brasil", SsaDialect.openFinanceBrasil(), "cdr", SsaDialect.cdrAustralia());

    /** The keys and what they mean, in the order of the documentation. */
    static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(REALMS, "The realms that have the endpoint, with commas between. Required.");
        options.put(POLICY, "A policy by the name of its profile, such as obie-3.3, or a file in JSON. Required.");
        options.put(AUDIENCE, "The aud that requests are meant for, with commas between. Required with a profile.");
        options.put(DIRECTORY, "Directories by name: open-banking-live, open-banking-test.");
        options.put(DIRECTORY_URL, "Or one directory by the URL of its key set.");
        options.put(DIRECTORY_ISSUER, "The iss of that directory. Required with a URL.");
        options.put(DIRECTORY_ENVIRONMENT, "The environment of that directory; given unless told otherwise.");
        options.put(
                DIRECTORY_DIALECT, "How that directory names claims: obie, brasil or cdr; obie unless told otherwise.");
        options.put(
                ALLOWED_HOSTS, "The hosts that its key sets may live on, with commas between. Required with a URL.");
        options.put(PRIVATE_HOSTS, "Those of them that may have addresses which are not public.");
        options.put(
                DIRECTORY_TLS_TRUST,
                "The authorities of key sets' servers, in PEM; the platform's unless told otherwise.");
        options.put(TRUST_ANCHORS, "The authorities of TPPs' certificates, in PEM. Required.");
        options.put(WITHOUT_REVOCATION, "Why revocation of certificates is not asked about. Required.");
        return options;
    }

    /**
     * Reads the configuration.
     *
     * @param given gives the value of a key, null where there is none
     * @param clock where the time comes from
     * @param replayGuard remembers requests
     * @throws IllegalArgumentException if something is missing or cannot be used; the message names the key
     */
    static ProviderSettings read(UnaryOperator<@Nullable String> given, InstantSource clock, ReplayGuard replayGuard) {
        Options options = new Options(given);
        TrustAnchors trust = TrustAnchors.builder()
                .anchorsFromPem(TRUST_ANCHORS, text(TRUST_ANCHORS, options.required(TRUST_ANCHORS)))
                .build();
        Set<String> realms = Set.copyOf(options.requiredList(REALMS));
        List<TrustedDirectory> trusted = directories(options);
        TrustedDirectories directories = TrustedDirectories.of(trusted.toArray(TrustedDirectory[]::new));
        ClaimPolicy policy = KeycloakRules.added(policy(options), trusted);
        X509CertificateVerifier certificates = X509CertificateVerifier.builder(trust)
                .withoutRevocation(options.required(WITHOUT_REVOCATION))
                .build();
        JwksKeySource keySource = keySource(options, clock);
        RegistrationValidator validator = RegistrationValidator.builder(directories, keySource, policy, clock)
                .certificates(certificates)
                .replayGuard(replayGuard)
                .signatureEngine(
                        NimbusSignatureEngine.create().using(SignatureAlgorithm.ES256, new BouncyCastleProvider()))
                .build();
        ResponseForm form = Profiles.named(options.required(POLICY))
                .map(PolicyProfile::responseForm)
                .orElse(ResponseForm.standard());
        return new ProviderSettings(validator, realms, form, AnchorNames.of(trust), keySource);
    }

    void close() {
        keySource.close();
    }

    private static ClaimPolicy policy(Options options) {
        String name = options.required(POLICY);
        Optional<PolicyProfile> profile = Profiles.named(name);
        if (profile.isPresent()) {
            return profile.get()
                    .policy(RequestRequirements.forAudience(Set.copyOf(options.requiredList(AUDIENCE)))
                            .withRevokedKeys(RequestRequirements.RevokedKeys.WHERE_LISTED));
        }
        PolicyParse parse = PolicyFile.read(text(POLICY, name));
        if (parse instanceof PolicyParse.Parsed parsed) {
            return parsed.policy();
        }
        throw new IllegalArgumentException(POLICY + ": " + name + " is no policy: "
                + ((PolicyParse.Refused) parse)
                        .faults().stream().map(Object::toString).collect(Collectors.joining("; ")));
    }

    private static List<TrustedDirectory> directories(Options options) {
        List<TrustedDirectory> directories = new ArrayList<>();
        for (String name : options.list(DIRECTORY)) {
            directories.add(Optional.ofNullable(DIRECTORIES.get(name))
                    .orElseThrow(() -> new IllegalArgumentException(
                            DIRECTORY + ": there is no " + name + "; there are " + DIRECTORIES.keySet())));
        }
        options.optional(DIRECTORY_URL).ifPresent(url -> directories.add(directory(options, url)));
        if (directories.isEmpty()) {
            throw new IllegalArgumentException("one of " + DIRECTORY + " and " + DIRECTORY_URL + " is required");
        }
        return directories;
    }

    private static TrustedDirectory directory(Options options, String url) {
        String dialect = options.optional(DIRECTORY_DIALECT).orElse("obie");
        return TrustedDirectory.builder(url, options.required(DIRECTORY_ISSUER), url)
                .environment(options.optional(DIRECTORY_ENVIRONMENT).orElse("given"))
                .dialect(Optional.ofNullable(DIALECTS.get(dialect))
                        .orElseThrow(() -> new IllegalArgumentException(
                                DIRECTORY_DIALECT + ": there is no " + dialect + "; there are " + DIALECTS.keySet())))
                .allowedHosts(hosts(options.requiredList(ALLOWED_HOSTS)))
                .build();
    }

    private static JwksKeySource keySource(Options options, InstantSource clock) {
        HttpsKeySource.Builder https = HttpsKeySource.builder(clock);
        List<String> privateHosts = options.list(PRIVATE_HOSTS);
        if (!privateHosts.isEmpty()) {
            https.privateHosts(hosts(privateHosts));
        }
        options.optional(DIRECTORY_TLS_TRUST).ifPresent(file -> https.trustStore(authorities(file)));
        return JwksKeySource.builder(https.build()).build();
    }

    private static AllowedHosts hosts(List<String> entries) {
        return AllowedHosts.of(entries.toArray(String[]::new));
    }

    private static KeyStore authorities(String file) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            byte[] pem = text(DIRECTORY_TLS_TRUST, file).getBytes(StandardCharsets.US_ASCII);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(DIRECTORY_TLS_TRUST + ": " + file + " holds no certificates", e);
        }
    }

    private static String text(String key, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": " + file + " cannot be read", e);
        }
    }

    private record Options(UnaryOperator<@Nullable String> given) {

        Optional<String> optional(String key) {
            return Optional.ofNullable(given.apply(key)).map(String::strip).filter(value -> !value.isEmpty());
        }

        String required(String key) {
            return optional(key)
                    .orElseThrow(() -> new IllegalArgumentException("spi-client-registration--"
                            + OpenBankingRegistrationProviderFactory.ID + "--" + key + " is required"));
        }

        List<String> list(String key) {
            return optional(key).stream()
                    .flatMap(value -> Arrays.stream(value.split(",")))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
        }

        List<String> requiredList(String key) {
            requireNonNull(required(key));
            return list(key);
        }
    }
}
