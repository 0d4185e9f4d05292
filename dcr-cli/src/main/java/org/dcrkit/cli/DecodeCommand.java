package org.dcrkit.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.dcrkit.spi.PublishedKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says in plain words what a token, certificate, key set or name says. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Says in plain words what a token, certificate, key set or name says.",
            "It names what is odd about it, too, but judges nothing: a decoded token is not a verified one."
        },
        footer = {
            "",
            "Examples:",
            "  dcr decode request.jwt",
            "  dcr decode request.jwt --keys keystore.jwks --at 2022-06-01T00:00:00Z",
            "  dcr decode transport.p12 --password secret",
            "  dcr decode \"CN=0015800001041REAAY,2.5.4.97=#130d5053444742,C=GB\"",
            "  pbpaste | dcr decode -"
        })
final class DecodeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|TEXT",
            arity = "1",
            description = "A file, - for the input, or the token or name itself.")
    @SuppressWarnings("NullAway.Init")
    private String what;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "A key set, or a certificate, to try the signatures of a token with.")
    private @Nullable Path keys;

    @Option(names = "--password", paramLabel = "TEXT", description = "The password of a PKCS#12 file.")
    private @Nullable String password;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The instant to see it from, such as 2022-06-01T00:00:00Z; now unless told otherwise.")
    private @Nullable Instant at;

    @Override
    public Integer call() {
        Instant instant = at == null ? InstantSource.system().instant() : at;
        List<PublishedKey> known = keys == null ? List.of() : KeysInput.read(keys, instant);
        Reading reading = new AnyReading(new TimeWords(instant), known, password).read(content());
        new ReadingText(spec.commandLine().getOut()).print(reading);
        return ExitStatus.ACCEPTED.code();
    }

    private byte[] content() {
        return isFile(what) || what.equals(InputFile.STANDARD_INPUT)
                ? InputFile.bytes(Path.of(what))
                : text(what).getBytes(StandardCharsets.UTF_8);
    }

    /** What was given on the command line itself; a name without a file is more likely a mistyped file. */
    private static String text(String given) {
        if (CompactToken.parse(given).isPresent() || given.indexOf('=') > 0) {
            return given;
        }
        throw new UnusableInputException(
                "There is no file " + given + ", and it is no token or distinguished name either.");
    }

    private static boolean isFile(String given) {
        try {
            return Files.exists(Path.of(given));
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }
}
