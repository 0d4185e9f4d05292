/** Key sources: over HTTPS, from a file, in memory; and what fetches revocation states through the same guard. */
module org.dcrkit.jwks {
    requires transitive org.dcrkit.core;
    requires transitive com.github.benmanes.caffeine;
    requires com.nimbusds.jose.jwt;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.dcrkit.jwks;
}
