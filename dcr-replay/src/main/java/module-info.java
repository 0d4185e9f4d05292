/** Replay guards: each request identifier passes once for each issuer, and claims that let each software register once. */
@SuppressWarnings("requires-automatic") // the archive of JSR 107 is not a module and never will be
module org.dcrkit.replay {
    requires transitive org.dcrkit.core;
    requires com.github.benmanes.caffeine;
    requires static cache.api;
    requires static transitive java.sql;
    requires static org.jspecify;

    exports org.dcrkit.replay;
}
