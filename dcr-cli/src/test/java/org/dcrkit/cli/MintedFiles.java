package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A folder that {@code dcr mint} wrote, and the arguments that judge what is in it. */
record MintedFiles(Path folder) {

    static final String AUDIENCE = "0015800001HQQrZAAX";

    static MintedFiles in(Path folder) {
        Run run = Run.of("mint", "--out=" + folder, "--seed=7", "--audience=" + AUDIENCE);
        assertThat(run.status()).as(run.err()).isZero();
        return new MintedFiles(folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    String[] judge(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--directory-jwks=" + file("directory.jwks"),
                "--software-jwks=" + file("software.jwks"),
                "--revoked-jwks=" + file("revoked.jwks"),
                "--trust-anchors=" + file("ca.pem"),
                "--audience=" + AUDIENCE));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }
}
