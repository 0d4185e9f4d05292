package org.dcrkit.replay;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.dcrkit.spi.ReplayGuard;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The guard in one process")
class InProcessReplayGuardContractTest extends ReplayGuardContract {

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InProcessReplayGuard guard = InProcessReplayGuard.create(now::get);

    @Override
    List<? extends ReplayGuard> nodes() {
        return List.of(guard);
    }

    @Override
    void clockShows(Instant instant) {
        now.set(instant);
    }
}
