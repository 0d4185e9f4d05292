package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One Keycloak and one directory for all tests that need them: started before the first, ended after the last. */
final class RunningKeycloak implements BeforeAllCallback {

    private World world;

    @Override
    public void beforeAll(ExtensionContext context) {
        String home = System.getProperty("dcr.keycloak.home");
        assumeTrue(home != null, "needs Keycloak's distribution: mvn -Pkeycloak");
        world = context.getRoot()
                .getStore(Namespace.create(RunningKeycloak.class))
                .computeIfAbsent(World.class, type -> World.start(home), World.class);
    }

    FakeDirectory directory() {
        return requireNonNull(world, "not started").directory();
    }

    BankRealm bank() {
        return requireNonNull(world, "not started").bank();
    }

    private record World(FakeDirectory directory, DirectoryServer server, BankRealm bank) implements AutoCloseable {

        static World start(String home) {
            FakeDirectory directory =
                    FakeDirectory.openBanking(InstantSource.system()).build();
            DirectoryServer server = directory.serve();
            try {
                Path files = Files.createDirectories(Path.of(home).resolveSibling("keycloak-files"));
                return new World(directory, server, BankRealm.start(home, directory, server, files));
            } catch (IOException e) {
                server.close();
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            bank.close();
            server.close();
        }
    }
}
