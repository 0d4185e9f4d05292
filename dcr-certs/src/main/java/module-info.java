/** X.509 certificates of TPPs: their path, their kind, and whom they name. */
module org.dcrkit.certs {
    requires transitive org.dcrkit.core;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.dcrkit.certs;
}
