package org.dcrkit.examples.spring.trust;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dcrkit.certs.RevocationMode;
import org.dcrkit.claims.SsaClaim;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the bank believes.
 *
 * @param directories the directories whose software statements count
 * @param anchors the certificate authorities of client certificates, as a PEM file: for the TLS handshake and for the binding
 *     of a certificate to a statement alike
 * @param intermediates intermediates that clients need not send, as a PEM file
 * @param tlsAuthorities the certificate authorities of the directories' servers, as a PEM file; the platform's unless given
 * @param privateHosts hosts of key sets that may have addresses which are not public
 * @param revocation whom to ask if certificates are revoked
 * @param matchNames how a registered subject is compared with a certificate's
 * @param matchAttributes object identifiers of the attributes that {@code immutable_part} compares; country, organisational
 *     unit, common name and organizationIdentifier unless given
 */
@ConfigurationProperties("dcr.trust")
public record TrustProperties(
        @DefaultValue List<Directory> directories,
        Path anchors,
        @Nullable Path intermediates,
        @Nullable Path tlsAuthorities,
        @DefaultValue List<String> privateHosts,
        @DefaultValue Revocation revocation,
        @DefaultValue("exact") NameComparison matchNames,
        @DefaultValue List<String> matchAttributes) {

    public TrustProperties {
        if (!matchAttributes.isEmpty() && matchNames != NameComparison.IMMUTABLE_PART) {
            throw new IllegalArgumentException(
                    "dcr.trust.match-attributes is for dcr.trust.match-names=immutable_part");
        }
    }

    /**
     * Whom to ask if certificates are revoked.
     *
     * @param mode what happens if that cannot be found out
     * @param because why it is anything but {@code require}; part of every verdict
     * @param allowedHosts the hosts that may be asked, by whomever they are named
     * @param ocspResponders OCSP responders to ask about every certificate
     * @param lists where revocation lists are
     * @param inCertificates whether the locations that certificates name are asked, too, if their hosts are allowed
     */
    public record Revocation(
            @DefaultValue("require") RevocationMode mode,
            @DefaultValue("") String because,
            @DefaultValue List<String> allowedHosts,
            @DefaultValue List<String> ocspResponders,
            @DefaultValue List<String> lists,
            @DefaultValue("true") boolean inCertificates) {}

    /** How a {@code tls_client_auth_subject_dn} is compared with the subject of a certificate. */
    public enum NameComparison {
        /** The same names in the same order. */
        EXACT,
        /** In the same order or the opposite one. */
        EITHER_ORDER,
        /** Only what stays when a certificate is renewed. */
        IMMUTABLE_PART
    }

    /**
     * A directory.
     *
     * @param name what the bank calls it; part of each client's record, so it does not change
     * @param issuer the {@code iss} of its statements
     * @param keySetUrl where its key set is
     * @param environment what the bank calls the environment
     * @param allowedHosts the hosts that key sets named in its statements may live on; only its own unless given
     * @param dialect how it names claims: {@code obie}, {@code brasil} or {@code cdr}
     * @param when values of claims that tell its statements from those of another entry of the same issuer
     */
    public record Directory(
            String name,
            String issuer,
            String keySetUrl,
            @DefaultValue("production") String environment,
            @DefaultValue List<String> allowedHosts,
            @DefaultValue("obie") String dialect,
            @DefaultValue Map<SsaClaim, String> when) {}
}
