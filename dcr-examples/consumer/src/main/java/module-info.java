/** A bank that depends on published artifacts only. */
module bank {
    requires transitive org.dcrkit.core;

    exports bank;
}
