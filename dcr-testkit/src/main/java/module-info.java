/** Directories, statements, certificates and TPPs that truly verify, for tests. */
module org.dcrkit.testkit {
    requires transitive org.dcrkit.core;
    requires transitive org.dcrkit.certs;
    requires transitive org.dcrkit.jwks;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires org.junit.platform.commons;
    requires com.nimbusds.jose.jwt;
    requires transitive java.net.http;
    requires jdk.httpserver;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires static org.jspecify;

    exports org.dcrkit.testkit;
}
