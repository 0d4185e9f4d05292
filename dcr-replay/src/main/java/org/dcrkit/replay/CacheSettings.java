package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;

/** How a cache has to be made that marks are kept in. */
final class CacheSettings {

    /**
     * How far apart the clocks may be that the end of an entry depends on: those of the nodes that judge, and those of the nodes
     * that keep entries; the time between a decision and its mark included.
     */
    static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private CacheSettings() {}

    /** How long a cache has to keep an entry that is looked for until that long after a decision. */
    static Duration withMargin(Duration longest) {
        return EngineCalls.positive(longest, "longest lifetime of a token").plus(CLOCKS_APART);
    }

    /** Settings of a cache that keeps each entry for that long. */
    static MutableConfiguration<String, String> keeping(Duration longest) {
        long millis = EngineCalls.positive(longest, "time for which entries are kept")
                .plusMillis(1)
                .toMillis();
        return new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setStoreByValue(true)
                .setStatisticsEnabled(false)
                .setExpiryPolicyFactory(
                        ModifiedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis)));
    }

    /**
     * Refuses a cache that says of itself that it forgets earlier than after that time.
     *
     * @throws IllegalArgumentException if it does
     */
    @SuppressWarnings("unchecked") // a class literal knows no type arguments
    static void requireKeeping(Cache<String, String> cache, Duration longest) {
        requireNonNull(cache, "cache");
        EngineCalls.positive(longest, "time for which entries are kept");
        CompleteConfiguration<?, ?> settings;
        try {
            settings = cache.getConfiguration(CompleteConfiguration.class);
        } catch (IllegalArgumentException e) {
            return; // an engine need not tell its settings in this form
        }
        ExpiryPolicy kept = settings.getExpiryPolicyFactory().create();
        if (!lasts(kept.getExpiryForCreation(), longest)) {
            throw new IllegalArgumentException("the cache " + cache.getName() + " forgets an entry after "
                    + kept.getExpiryForCreation().getDurationAmount() + " "
                    + kept.getExpiryForCreation().getTimeUnit() + ", before " + longest + " have passed");
        }
        javax.cache.expiry.Duration renewed = kept.getExpiryForUpdate();
        // Without one, an entry that is replaced ends when the one before would have (JSR 107, ExpiryPolicy).
        if (renewed == null ? !kept.getExpiryForCreation().isEternal() : !lasts(renewed, longest)) {
            throw new IllegalArgumentException("the cache " + cache.getName()
                    + " forgets an entry that took another's place before " + longest + " have passed");
        }
    }

    private static boolean lasts(javax.cache.expiry.Duration kept, Duration longest) {
        return kept.isEternal() || kept.getTimeUnit().toMillis(kept.getDurationAmount()) >= longest.toMillis();
    }
}
