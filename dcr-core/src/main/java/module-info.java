/** The pure validator of registration requests: no socket, clock or logger. */
module org.dcrkit.core {
    requires com.nimbusds.jose.jwt;
    requires static transitive org.jspecify;

    exports org.dcrkit;
    exports org.dcrkit.claims;
    exports org.dcrkit.endpoint;
    exports org.dcrkit.policy;
    exports org.dcrkit.spi;
    exports org.dcrkit.verdict;
}
