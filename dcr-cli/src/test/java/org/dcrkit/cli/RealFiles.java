package org.dcrkit.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The published requests, certificates and key sets, where they are to be had. */
final class RealFiles {

    private final Path root;

    private RealFiles(Path root) {
        this.root = root;
    }

    /** The files; skips the test, saying so, where they are absent. */
    static RealFiles present() {
        Path root = Path.of(System.getProperty("dcr.realdata", "../../shared/data"));
        assumeTrue(
                Files.isDirectory(root), "no published directory data at " + root + " (system property dcr.realdata)");
        return new RealFiles(root);
    }

    /** The only file of a folder whose name starts and ends so. */
    Path file(String folder, String start, String end) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(start) && name.endsWith(end)) {
                    found.add(file);
                }
            }
        }
        if (found.size() != 1) {
            throw new IllegalStateException("expected one " + start + "*" + end + " but there are " + found);
        }
        return found.get(0);
    }

    Path organisationKeys() throws IOException {
        return file("jwt", "organisation-keystore", ".json");
    }

    Path root() throws IOException {
        return file("obie/certs", "ca-OpenBanking_Pre-Production_Root", ".pem");
    }

    /** A certificate and its issuing CA as one PEM text. */
    String withIssuer(Path certificate) throws IOException {
        return Files.readString(certificate)
                + Files.readString(file("obie/certs", "ca-OpenBanking_Pre-Production_Issuing", ".pem"));
    }
}
