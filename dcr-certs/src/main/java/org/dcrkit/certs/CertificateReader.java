package org.dcrkit.certs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/**
 * Reads the client certificate and its chain in the forms in which servers and proxies hand them on.
 *
 * <p>At most ten certificates of at most 64 kB each. Bad input of any kind is a verdict.
 *
 * <p>A certificate in a header is worth what the proxy that writes the header is worth: it has to remove any header of
 * that name which a client sent, and nobody else may reach the server. The first certificate of a header is the client's
 * own, because its key is the only one that the TLS handshake proved; headers are never put in another order. Only
 * {@link #pem} looks for the client's certificate, because files have no order.
 */
public final class CertificateReader {

    /** The most certificates that are read. */
    public static final int MAX_CERTIFICATES = 10;

    private static final int MAX_TEXT = MAX_CERTIFICATES * 2 * StrictDer.MAX_BYTES;
    private static final Pattern BYTE_SEQUENCE = Pattern.compile(" *+:([A-Za-z0-9+/=]*+): *+");
    private static final Pattern XFCC_PAIR =
            Pattern.compile("([A-Za-z]++)=(\"(?:[^\"\\\\]|\\\\.)*+\"|[^\";,=]*+)(;|$)");

    private CertificateReader() {}

    /** Certificates in DER, the client's own first. */
    public static Verdict<PresentedCertificates> der(byte[]... certificates) {
        return checked(List.of(certificates));
    }

    /**
     * Certificates in PEM, one or a chain in any order, with or without text around them, as they stand in files.
     *
     * <p>The client's own is the only one that no other has been issued by, by name and by signature; two of that sort are
     * refused, and so is a certificate that is not above it. The author of the text chooses whose certificate that is: this
     * is for files that the bank trusts, never for what came with a connection, whose first certificate is the client's.
     */
    public static Verdict<PresentedCertificates> pem(String pem) {
        return tooLong(pem)
                ? refused(CertificateReason.TOO_LARGE, "more than " + MAX_TEXT + " characters")
                : PemText.read(pem, true)
                        .map(CertificateReader::checkedInAnyOrder)
                        .orElseGet(() -> refused(CertificateReason.MALFORMED, "not certificates in PEM"));
    }

    /**
     * The fields {@code Client-Cert} and {@code Client-Cert-Chain} (RFC 9440).
     *
     * @param clientCert every value of the field {@code Client-Cert} in the request; more than one is refused
     * @param clientCertChain every value of {@code Client-Cert-Chain}
     */
    public static Verdict<PresentedCertificates> clientCertFields(
            List<String> clientCert, List<String> clientCertChain) {
        if (clientCert.isEmpty()) {
            return refused(CertificateReason.MISSING, "no Client-Cert field");
        }
        if (clientCert.size() > 1) {
            return refused(CertificateReason.MALFORMED, clientCert.size() + " Client-Cert fields");
        }
        String chain = String.join(",", clientCertChain);
        if (tooLong(clientCert.get(0)) || tooLong(chain)) {
            return refused(CertificateReason.TOO_LARGE, "more than " + MAX_TEXT + " characters");
        }
        List<String> items = new ArrayList<>(List.of(clientCert.get(0)));
        items.addAll(chain.isBlank() ? List.of() : List.of(chain.split(",", -1)));
        List<byte[]> der = new ArrayList<>();
        for (String item : items) {
            Matcher sequence = BYTE_SEQUENCE.matcher(item);
            Optional<byte[]> bytes = sequence.matches() ? PemText.base64(sequence.group(1)) : Optional.empty();
            if (bytes.isEmpty()) {
                return refused(CertificateReason.MALFORMED, "not a byte sequence of RFC 8941");
            }
            der.add(bytes.get());
        }
        return checked(der);
    }

    /**
     * PEM with percent-encoding: nginx's {@code $ssl_client_escaped_cert}, AWS ALB's {@code X-Amzn-Mtls-Clientcert}.
     *
     * <p>Decoded once; a plus sign is a plus sign. What is still percent-encoded then is refused.
     */
    public static Verdict<PresentedCertificates> urlEncodedPem(String header) {
        if (header.isBlank()) {
            return refused(CertificateReason.MISSING, "an empty header");
        }
        if (tooLong(header)) {
            return refused(CertificateReason.TOO_LARGE, "more than " + MAX_TEXT + " characters");
        }
        return percentDecoded(header)
                .flatMap(pem -> PemText.read(pem, false))
                .map(CertificateReader::checked)
                .orElseGet(() -> refused(CertificateReason.MALFORMED, "not certificates in URL-encoded PEM"));
    }

    /**
     * Envoy's {@code X-Forwarded-Client-Cert} with its {@code Chain} or {@code Cert} element.
     *
     * <p>Of a header with an element for each of several proxies it cannot be told which to believe: it is refused.
     */
    public static Verdict<PresentedCertificates> forwardedClientCert(String header) {
        if (tooLong(header)) {
            return refused(CertificateReason.TOO_LARGE, "more than " + MAX_TEXT + " characters");
        }
        String cert = "";
        String chain = "";
        Matcher pair = XFCC_PAIR.matcher(header);
        int at = 0;
        while (at < header.length()) {
            if (!pair.region(at, header.length()).lookingAt()) {
                return refused(CertificateReason.MALFORMED, "not a single X-Forwarded-Client-Cert element");
            }
            at = pair.end();
            String value = pair.group(2).replaceAll("^\"|\"$", "");
            boolean isCert = pair.group(1).equalsIgnoreCase("Cert");
            boolean isChain = pair.group(1).equalsIgnoreCase("Chain");
            if ((isCert && !cert.isEmpty()) || (isChain && !chain.isEmpty())) {
                return refused(CertificateReason.MALFORMED, pair.group(1) + " occurs twice");
            }
            cert = isCert ? value : cert;
            chain = isChain ? value : chain;
        }
        return urlEncodedPem(chain.isEmpty() ? cert : chain);
    }

    private static Verdict<PresentedCertificates> checkedInAnyOrder(List<byte[]> blocks) {
        return readAll(blocks).then(read -> {
            List<ReadCertificate> distinct = read.stream().distinct().toList();
            List<ReadCertificate> ends = distinct.stream()
                    .filter(candidate -> distinct.stream().noneMatch(other -> issued(candidate, other)))
                    .toList();
            if (ends.size() != 1) {
                return refused(
                        CertificateReason.MALFORMED, ends.size() + " certificates that could be the client's own");
            }
            List<ReadCertificate> chain = new ArrayList<>(ends);
            for (int i = 0; i < chain.size(); i++) {
                ReadCertificate below = chain.get(i);
                distinct.stream()
                        .filter(other -> !chain.contains(other) && issued(other, below))
                        .forEach(chain::add);
            }
            if (chain.size() < distinct.size()) {
                return refused(CertificateReason.MALFORMED, "certificates that are not above the client's own");
            }
            List<byte[]> ordered = new ArrayList<>(List.of(ends.get(0).der()));
            distinct.stream().filter(other -> !other.equals(ends.get(0))).forEach(other -> ordered.add(other.der()));
            return Verdict.accepted(PresentedCertificates.ofDer(ordered));
        });
    }

    /** Whether one certificate issued another, by name and by signature. */
    private static boolean issued(ReadCertificate issuer, ReadCertificate certificate) {
        if (issuer.equals(certificate) || !certificate.issuer().matches(issuer.subject(), NameMatching.exact())) {
            return false;
        }
        try {
            certificate.x509().verify(issuer.x509().getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static Verdict<PresentedCertificates> checked(List<byte[]> der) {
        return readAll(der).map(read -> PresentedCertificates.ofDer(der));
    }

    /** Reads every certificate; the first is the client's own. */
    static Verdict<List<ReadCertificate>> readAll(List<byte[]> der) {
        if (der.isEmpty() || der.get(0).length == 0) {
            return refused(CertificateReason.MISSING, "no certificate");
        }
        if (der.size() > MAX_CERTIFICATES) {
            return refused(CertificateReason.TOO_LARGE, der.size() + " certificates; at most " + MAX_CERTIFICATES);
        }
        List<ReadCertificate> read = new ArrayList<>();
        for (byte[] one : der) {
            Verdict<ReadCertificate> verdict = ReadCertificate.read(one);
            if (!verdict.isAccepted()) {
                return Verdict.rejected(verdict.violations(), Evidence.none());
            }
            verdict.toOptional().ifPresent(read::add);
        }
        return Verdict.accepted(List.copyOf(read));
    }

    private static Optional<String> percentDecoded(String text) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7e) {
                return Optional.empty();
            }
            if (c != '%') {
                decoded.write(c);
                continue;
            }
            if (i + 2 >= text.length()
                    || !HexFormat.isHexDigit(text.charAt(i + 1))
                    || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                return Optional.empty();
            }
            decoded.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
            i += 2;
        }
        return Optional.of(decoded.toString(StandardCharsets.US_ASCII));
    }

    private static boolean tooLong(String text) {
        return text.length() > MAX_TEXT;
    }

    private static <T> Verdict<T> refused(CertificateReason reason, String detail) {
        return Verdict.rejected(Violation.of(reason, ClaimPath.certificate()).because(detail));
    }
}
