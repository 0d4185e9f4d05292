/** Replay guards: each request identifier passes once for each issuer. */
module org.dcrkit.replay {
    requires transitive org.dcrkit.core;
    requires com.github.benmanes.caffeine;
    requires static org.jspecify;

    exports org.dcrkit.replay;
}
