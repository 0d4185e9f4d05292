package org.dcrkit.examples.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The example as it runs: a server of its own on a free port, over real mutual TLS, with its database in a folder. */
final class SpringBank implements AutoCloseable {

    static final String AUDIENCE = "0015800001SPRINGAA";
    private static final String PASSWORD = "secret";

    private final ConfigurableApplicationContext context;

    private SpringBank(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** What a bank that trusts that directory is started with. */
    static final class Settings {

        private final Map<String, String> values = new LinkedHashMap<>();
        private final List<Class<?>> sources = new ArrayList<>(List.of(BankApplication.class));

        Settings(FakeDirectory directory, DirectoryServer server, Path folder) {
            try {
                Files.createDirectories(folder);
                Path keyStore = folder.resolve("bank.p12");
                if (!Files.exists(keyStore)) {
                    Files.write(
                            keyStore, directory.openBankingCa().server().mint().pkcs12(PASSWORD.toCharArray()));
                }
                String roots = directory.openBankingCa().root().pem()
                        + directory.qualifiedCa().root().pem();
                Path anchors = Files.writeString(folder.resolve("ca.pem"), roots);
                set("dcr.server.key-store", keyStore.toString());
                set("dcr.server.key-store-password", PASSWORD);
                set("dcr.trust.anchors", anchors.toString());
                set("dcr.trust.tls-authorities", anchors.toString());
                set("dcr.data", folder.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String host = server.url().replace("https://", "");
            set("dcr.trust.private-hosts", host);
            set("dcr.trust.revocation.mode", "disabled");
            set("dcr.trust.revocation.because", "a test");
            set("dcr.trust.directories[0].name", "fake directory");
            set("dcr.trust.directories[0].issuer", directory.issuer());
            set("dcr.trust.directories[0].key-set-url", directory.keySetUrl());
            set("dcr.trust.directories[0].environment", "sandbox");
            set("dcr.trust.directories[0].allowed-hosts", host);
            set("dcr.policy.audiences", AUDIENCE);
            int port = freePort();
            set("server.port", Integer.toString(port));
            set("management.server.port", "0");
            set("logging.level.root", "WARN");
            set("logging.level.dcr.audit", "WARN");
            set("spring.main.banner-mode", "off");
            set("spring.security.oauth2.authorizationserver.issuer", "https://localhost:" + port);
        }

        Settings set(String name, String value) {
            values.put(name, value);
            return this;
        }

        Settings without(String name) {
            values.remove(name);
            return this;
        }

        /** Beans of the bank's own. */
        Settings with(Class<?> beans) {
            sources.add(beans);
            return this;
        }

        SpringBank start(String... profiles) {
            List<String> arguments = new ArrayList<>();
            values.forEach((name, value) -> arguments.add("--" + name + "=" + value));
            return new SpringBank(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                    .profiles(profiles)
                    .run(arguments.toArray(String[]::new)));
        }

        /** The issuer is the address, so the port has to be known before. */
        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    URI at(String path) {
        return URI.create("https://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** A call to the management port. */
    Reply managed(String method, String path) {
        URI url = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.management.port")
                + "/actuator" + path);
        try {
            return new Reply(HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(url)
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
