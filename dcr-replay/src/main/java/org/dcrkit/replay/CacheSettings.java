package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;

/** How a cache has to be made that marks are kept in. */
final class CacheSettings {

    private CacheSettings() {}

    static MutableConfiguration<String, String> keeping(Duration longest) {
        long millis = EngineCalls.positive(longest, "time for which entries are kept")
                .plusMillis(1)
                .toMillis();
        return new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setStoreByValue(true)
                .setStatisticsEnabled(false)
                .setExpiryPolicyFactory(
                        CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis)));
    }

    /**
     * Refuses a cache that says of itself that it forgets earlier.
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
        javax.cache.expiry.Duration kept =
                settings.getExpiryPolicyFactory().create().getExpiryForCreation();
        if (!kept.isEternal() && kept.getTimeUnit().toMillis(kept.getDurationAmount()) < longest.toMillis()) {
            throw new IllegalArgumentException("the cache " + cache.getName() + " forgets an entry after "
                    + kept.getDurationAmount() + " " + kept.getTimeUnit() + ", before " + longest + " have passed");
        }
    }
}
