package org.dcrkit.cli;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;

/**
 * What came of one conformance test.
 *
 * @param suite the suite it belongs to
 * @param name what it tests
 * @param took how long it took
 * @param problem what went wrong; empty if nothing
 */
record ConformanceResult(String suite, String name, Duration took, String problem) {

    @SuppressWarnings("CatchAndPrintStackTrace")
    static ConformanceResult of(String suite, DynamicTest test) {
        long start = System.nanoTime();
        String problem = "";
        try {
            test.getExecutable().execute();
        } catch (Throwable failure) {
            if (failure instanceof VirtualMachineError error) {
                throw error;
            }
            String message = String.valueOf(failure.getMessage()).strip();
            problem = message.isEmpty() ? failure.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
        }
        return new ConformanceResult(
                suite, test.getDisplayName(), Duration.ofNanos(System.nanoTime() - start), problem);
    }

    boolean passed() {
        return problem.isEmpty();
    }

    Optional<String> failure() {
        return Optional.of(problem).filter(text -> !text.isEmpty());
    }

    String mark() {
        return passed() ? "\u2713 passed" : "\u2717 FAILED";
    }
}
