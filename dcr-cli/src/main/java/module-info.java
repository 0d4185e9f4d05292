/** The {@code dcr} command. */
module org.dcrkit.cli {
    requires info.picocli;
    requires java.net.http;
    requires jdk.httpserver;
    requires org.bouncycastle.provider;
    requires org.dcrkit.certs;
    requires org.dcrkit.core;
    requires org.dcrkit.jwks;
    requires org.dcrkit.replay;
    requires org.dcrkit.testkit;
    requires org.junit.jupiter.api;
    requires org.slf4j;
    requires static org.jspecify;

    opens org.dcrkit.cli to
            info.picocli;
}
