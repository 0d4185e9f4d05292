package org.dcrkit.jwks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.SkippedKey;

/** Writes down what it is told, one word for each event. */
final class RecordingListener implements KeySetListener {

    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void fetched(KeySetLocation location, KeySet set, Duration took) {
        events.add("fetched");
    }

    @Override
    public void servedStale(KeySetLocation location, KeySet set) {
        events.add("servedStale");
    }

    @Override
    public void refusedByGuard(KeySetLocation location, String detail) {
        events.add("refusedByGuard");
    }

    @Override
    public void unknownKid(KeySetLocation location, String kid) {
        events.add("unknownKid");
    }

    @Override
    public void refreshFailed(KeySetLocation location, String detail) {
        events.add("refreshFailed");
    }

    @Override
    public void skippedKey(KeySetLocation location, SkippedKey key) {
        events.add("skippedKey");
    }

    @Override
    public void setRejected(KeySetLocation location, KeySetFault fault, String detail) {
        events.add("setRejected " + fault);
    }
}
