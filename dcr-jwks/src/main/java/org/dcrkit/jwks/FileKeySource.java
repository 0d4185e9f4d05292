package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.WantedKey;
import org.jspecify.annotations.Nullable;

/**
 * Key sets in files, one for each address, read again when they change.
 *
 * <p>A change shows in the file's size, its time of modification or its identity. If a changed file cannot be read or is no
 * key set, the last good set is served, marked as stale; the file is not read again until it changes once more.
 */
public final class FileKeySource implements KeySource {

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final Map<HttpsUrl, Path> files;
    private final JwkSetParser parser;
    private final InstantSource instants;
    private final ConcurrentHashMap<Path, Copy> copies = new ConcurrentHashMap<>();

    private FileKeySource(Builder builder) {
        this.files = builder.files;
        this.parser = builder.parser;
        this.instants = builder.instants;
    }

    /**
     * A source that serves each address from its file.
     *
     * @param files the file of each address
     * @param instants where the time comes from: the instant of reading is the one at which keys must be valid
     */
    public static Builder builder(Map<HttpsUrl, Path> files, InstantSource instants) {
        return new Builder(files, instants);
    }

    @Override
    public KeySet keySet(KeySetLocation location, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        OutboundGuard.requireAllowed(location);
        @Nullable Path file = files.get(location.url());
        if (file == null) {
            throw new CheckUnavailableException("no file is known for " + location, RETRY_AFTER);
        }
        Copy copy = requireNonNull(copies.compute(file, this::current));
        if (copy.refused) {
            throw new KeySetRefusedException(copy.detail);
        }
        if (copy.set == null) {
            throw new CheckUnavailableException(copy.detail, RETRY_AFTER);
        }
        return copy.set;
    }

    private Copy current(Path file, @Nullable Copy known) {
        @Nullable KeySet lastGood = known == null || known.set == null ? null : known.set.asStale();
        @Nullable Version version = null;
        try {
            version = Version.of(file);
            if (known != null && version.equals(known.version)) {
                return known;
            }
            return new Copy(version, parser.parse(read(file), file.toString(), instants.instant()), "", false);
        } catch (IOException e) {
            return new Copy(version, lastGood, "the file " + file + " cannot be read", false);
        } catch (RejectedKeySetException e) {
            boolean refused = e.fault() == KeySetFault.PRIVATE_KEY_PUBLISHED;
            return new Copy(version, refused ? null : lastGood, file + ": " + e.detail(), refused);
        }
    }

    private byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(parser.maxBytes() + 1);
        }
    }

    /** How a change of a file shows. */
    private record Version(
            long size, FileTime modified, @Nullable Object identity) {
        static Version of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    private record Copy(@Nullable Version version, @Nullable KeySet set, String detail, boolean refused) {}

    /** Sets the options of a file source. */
    public static final class Builder {

        private final Map<HttpsUrl, Path> files;
        private JwkSetParser parser = JwkSetParser.builder().build();
        private final InstantSource instants;

        private Builder(Map<HttpsUrl, Path> files, InstantSource instants) {
            this.files = Map.copyOf(files);
            this.instants = requireNonNull(instants, "instants");
        }

        /** How sets are read. */
        public Builder parser(JwkSetParser jwkSetParser) {
            this.parser = requireNonNull(jwkSetParser, "jwkSetParser");
            return this;
        }

        /** The source. */
        public FileKeySource build() {
            return new FileKeySource(this);
        }
    }
}
