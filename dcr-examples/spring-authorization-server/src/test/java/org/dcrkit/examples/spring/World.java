package org.dcrkit.examples.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.dcrkit.examples.spring.SpringBank.Settings;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;

/** One directory, and one bank that trusts it, for all tests that can share them; they end with the process. */
final class World {

    /** An address of this machine from which the shared bank believes a proxy. */
    static final String PROXY = "127.0.0.2";

    static final FakeDirectory DIRECTORY =
            FakeDirectory.openBanking(InstantSource.system()).seed(8).build();
    static final DirectoryServer DIRECTORY_SERVER = DIRECTORY.serve();

    private static int named;

    private World() {}

    /** The shared bank: OBIE 3.3, H2, and a proxy. */
    static SpringBank bank() {
        return Shared.BANK;
    }

    /** What a bank of its own is started with. */
    static Settings settings() {
        return new Settings(DIRECTORY, DIRECTORY_SERVER, folder());
    }

    /** A TPP that no other test knows. */
    static synchronized FakeTpp tpp() {
        return DIRECTORY.tpp("Software " + ++named).build();
    }

    static Path folder() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "bank-");
            return folder.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final SpringBank BANK =
                settings().set("dcr.proxy.trusted", PROXY + "/32").start();
    }
}
