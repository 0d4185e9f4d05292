package org.dcrkit.certs;

import java.security.AlgorithmParameters;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.Set;

/** Which signatures on a certificate, a revocation list or an OCSP response are accepted: SHA-2, never SHA-1 or MD5. */
final class SignatureStrength {

    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final Set<String> ACCEPTED = Set.of(
            "1.2.840.113549.1.1.11", // RSA with SHA-256
            "1.2.840.113549.1.1.12", // RSA with SHA-384
            "1.2.840.113549.1.1.13", // RSA with SHA-512
            "1.2.840.10045.4.3.2", // ECDSA with SHA-256
            "1.2.840.10045.4.3.3", // ECDSA with SHA-384
            "1.2.840.10045.4.3.4"); // ECDSA with SHA-512
    private static final Set<String> PSS_DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");

    private SignatureStrength() {}

    /** Whether the certificate is signed with an accepted algorithm. */
    static boolean accepts(X509Certificate certificate) {
        return accepts(certificate.getSigAlgOID(), Optional.ofNullable(certificate.getSigAlgParams()));
    }

    /** Whether an algorithm is accepted. */
    static boolean accepts(String oid, Optional<byte[]> parameters) {
        return ACCEPTED.contains(oid)
                || (oid.equals(PSS) && parameters.filter(SignatureStrength::pss).isPresent());
    }

    private static boolean pss(byte[] encoded) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(encoded);
            return PSS_DIGESTS.contains(
                    parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        } catch (java.io.IOException | java.security.GeneralSecurityException e) {
            return false;
        }
    }
}
