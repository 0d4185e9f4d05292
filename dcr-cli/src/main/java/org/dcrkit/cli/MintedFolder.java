package org.dcrkit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.JoseKey;
import org.dcrkit.testkit.MintedCertificate;

/** Writes a TPP of a fake directory, with all that it and a bank need, as files that any program can read. */
final class MintedFolder {

    static final String REGISTER_OPTIONS = "register.options";
    static final String BANK_OPTIONS = "bank.options";

    private final Path folder;
    private final FakeDirectory directory;
    private final String password;

    MintedFolder(Path folder, FakeDirectory directory, String password) {
        this.folder = folder;
        this.directory = directory;
        this.password = password;
    }

    /** The files of the TPP and of the directory, as they are now; and a request for that audience. */
    void write(FakeTpp tpp, String audience) {
        try {
            Files.createDirectories(folder);
            keySets(tpp);
            text(
                    "ca.pem",
                    directory.openBankingCa().root().pem()
                            + directory.qualifiedCa().root().pem());
            keyAndCertificate("transport", tpp.transportKey());
            keyAndCertificate("signing", tpp.signingKey());
            MintedCertificate server = directory.openBankingCa().server().mint();
            secret("bank.p12", server.pkcs12(password.toCharArray()));
            text("ssa.jwt", tpp.ssa().signed() + "\n");
            text("request.jwt", tpp.registration(audience).signed() + "\n");
        } catch (IOException e) {
            throw new UnusableInputException(folder + " cannot be written into: " + e.getMessage(), e);
        }
    }

    /** Options for {@code dcr serve bank} and {@code dcr register}, once it is known where the directory is. */
    void writeOptions(FakeTpp tpp, String directoryUrl, String audience, String bankUrl) {
        try {
            lines(
                    BANK_OPTIONS,
                    List.of(
                            "--directory-url=" + directory.keySetUrl(),
                            "--issuer=" + directory.issuer(),
                            "--private-host=" + directoryUrl.replace("https://", ""),
                            "--trust-anchors=" + path("ca.pem"),
                            "--tls-trust=" + path("ca.pem"),
                            "--server=" + path("bank.p12"),
                            "--server-password=" + password,
                            "--audience=" + audience));
            lines(
                    REGISTER_OPTIONS,
                    List.of(
                            "--token-endpoint=" + directory.tokenEndpoint(),
                            "--directory-api=" + directoryUrl,
                            "--org-id=" + tpp.organisation().id(),
                            "--software-id=" + tpp.softwareId(),
                            "--kid=" + tpp.signingKey().kid(),
                            "--signing-key=" + path("signing.key"),
                            "--transport=" + path("transport.p12"),
                            "--transport-password=" + password,
                            "--tls-trust=" + path("ca.pem"),
                            "--audience=" + audience,
                            "--redirect-uri=" + tpp.redirectUris().get(0),
                            "--registration-endpoint=" + bankUrl + "/register"));
        } catch (IOException e) {
            throw new UnusableInputException(folder + " cannot be written into: " + e.getMessage(), e);
        }
    }

    private void keySets(FakeTpp tpp) throws IOException {
        keySet("directory.jwks", List.of(directory.signingKey()));
        keySet("software.jwks", tpp.publishedKeys());
        keySet("revoked.jwks", tpp.revokedKeys());
    }

    private void keySet(String name, List<JoseKey> keys) throws IOException {
        text(
                name,
                keys.stream()
                        .map(key -> key.jwk().toString())
                        .collect(Collectors.joining(",\n", "{\"keys\":[", "]}\n")));
    }

    private void keyAndCertificate(String name, JoseKey key) throws IOException {
        MintedCertificate certificate = key.certificate().orElseThrow();
        text(name + ".pem", certificate.chainPem());
        secret(name + ".key", certificate.privateKeyPem().getBytes(StandardCharsets.US_ASCII));
        secret(name + ".p12", certificate.pkcs12(password.toCharArray()));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** One option a line, quoted, as the command line library wants them; whole as soon as the file is there. */
    private void lines(String name, List<String> options) throws IOException {
        text(
                name + ".new",
                options.stream()
                        .map(option -> '"' + option.replace("\\", "\\\\") + "\"\n")
                        .collect(Collectors.joining()));
        Files.move(folder.resolve(name + ".new"), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private void text(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private void secret(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, Set.copyOf(PosixFilePermissions.fromString("rw-------")));
        }
    }
}
