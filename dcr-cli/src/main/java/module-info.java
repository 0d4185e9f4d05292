/** The {@code dcr} command. */
module org.dcrkit.cli {
    requires info.picocli;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires org.dcrkit.certs;
    requires org.dcrkit.core;
    requires org.dcrkit.jwks;
    requires org.dcrkit.replay;
    requires org.dcrkit.testkit;
    requires org.slf4j;
    requires static org.jspecify;
}
