package org.dcrkit.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Published certificates of real directories, which nobody in this project made; tests without them are skipped. */
final class RealData {

    private static final Path ROOT = Path.of(System.getProperty("dcr.realdata", "../shared/data"));
    private static final Path VECTORS = Path.of(System.getProperty("dcr.vectors", "../shared/vectors"));

    private RealData() {}

    static Path file(String name) {
        Assumptions.assumeTrue(Files.isDirectory(ROOT), "skipped: no published data at " + ROOT + " (dcr.realdata)");
        return ROOT.resolve(name);
    }

    static Path vectors(String name) {
        Path path = VECTORS.resolve(name);
        Assumptions.assumeTrue(Files.exists(path), "skipped: no third-party vectors at " + path + " (dcr.vectors)");
        return path;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReadCertificate certificate(Path file) {
        List<byte[]> der = PemText.read(text(file), true).orElseThrow();
        return ReadCertificate.read(der.get(0)).toOptional().orElseThrow();
    }

    static List<Path> certificates(String prefix) {
        try (Stream<Path> files = Files.list(file("obie/certs"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every certificate in the data. */
    static List<Path> allCertificates() {
        return Stream.of(
                        certificates(""),
                        List.of(file("obie/expired-obsigning.pem")),
                        List.of(file("obie/transport_revoked_VMGtZe0pwBpP8I2QgqoLvK1TMo4.pem")),
                        List.of(file("eidas/tls-api.getkevin.eu-c5c19ce93e.pem")),
                        List.of(file("forgerock/other-60c75ba3c450450011efa679-76d70ff242.pem")),
                        List.of(file("forgerock/other-5e3285397b78610010ca821b-d555090f49.pem")))
                .flatMap(List::stream)
                .toList();
    }

    /** The Open Banking pre-production root, with the issuing authority known. */
    static TrustAnchors preProduction() {
        return TrustAnchors.builder()
                .anchor(
                        "Open Banking pre-production",
                        certificate(file("obie/certs/ca-OpenBanking_Pre-Production_Root_CA-59c4fcf6.pem"))
                                .x509())
                .intermediate(certificate(file("obie/certs/ca-OpenBanking_Pre-Production_Issuing_CA-59c4fd47.pem"))
                        .x509())
                .build();
    }

    static Instant middle(ReadCertificate certificate) {
        return certificate
                .notBefore()
                .plus(Duration.between(certificate.notBefore(), certificate.notAfter())
                        .dividedBy(2));
    }
}
