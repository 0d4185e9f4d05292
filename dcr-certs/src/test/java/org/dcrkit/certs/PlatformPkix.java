package org.dcrkit.certs;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CRL;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a security provider's own PKIX says, used as its documentation shows: the yardstick for ours. */
final class PlatformPkix {

    private final Provider provider;

    PlatformPkix(Provider provider) {
        this.provider = provider;
    }

    /** Whether a path is found and stands. */
    boolean builds(
            List<byte[]> anchors,
            List<byte[]> intermediates,
            byte[] leaf,
            List<byte[]> crls,
            Instant at,
            int maxIntermediates,
            String... policies) {
        try {
            Set<TrustAnchor> trust = anchors.stream()
                    .map(der -> new TrustAnchor(x509(der), null))
                    .collect(Collectors.toSet());
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(x509(leaf));
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(trust, target);
            List<Object> store = new ArrayList<>();
            store.add(x509(leaf));
            intermediates.forEach(der -> store.add(x509(der)));
            for (byte[] der : crls) {
                store.add(crl(der));
            }
            parameters.addCertStore(store(store));
            parameters.setDate(Date.from(at));
            parameters.setRevocationEnabled(!crls.isEmpty());
            parameters.setMaxPathLength(maxIntermediates);
            parameters.setInitialPolicies(Set.of(policies));
            parameters.setExplicitPolicyRequired(policies.length > 0);
            CertPathBuilder.getInstance("PKIX", provider).build(parameters);
            return true;
        } catch (GeneralSecurityException | RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    /** Whether a certificate below an anchor stands with that OCSP response at hand and nobody to ask. */
    boolean goodByOcsp(byte[] anchor, byte[] leaf, byte[] response, Instant at) {
        try {
            CertPathValidator validator = CertPathValidator.getInstance("PKIX", provider);
            PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
            checker.setOcspResponses(Map.of(x509(leaf), response));
            checker.setOptions(Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(x509(anchor), null)));
            parameters.setDate(Date.from(at));
            parameters.setRevocationEnabled(true);
            parameters.addCertPathChecker(checker);
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(x509(leaf)));
            validator.validate(path, parameters);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Whether the provider reads a certificate. */
    boolean reads(byte[] der) {
        try {
            Certificate read = CertificateFactory.getInstance("X.509", provider)
                    .generateCertificate(new ByteArrayInputStream(der));
            return read != null && read.getPublicKey() != null;
        } catch (GeneralSecurityException | RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    private CertStore store(Collection<Object> contents) throws GeneralSecurityException {
        return CertStore.getInstance("Collection", new CollectionCertStoreParameters(contents));
    }

    private X509Certificate x509(byte[] der) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509", provider)
                    .generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private CRL crl(byte[] der) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509", provider).generateCRL(new ByteArrayInputStream(der));
    }
}
