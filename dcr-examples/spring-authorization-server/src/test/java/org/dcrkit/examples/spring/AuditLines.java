package org.dcrkit.examples.spring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.slf4j.LoggerFactory;

/** The audit trail from now on. */
final class AuditLines implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dcr.audit");
    private final Level level = logger.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    AuditLines() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    List<String> written() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    List<JsonObject> json() {
        return written().stream().map(AuditLines::json).toList();
    }

    /** Operation, status, outcome and transaction of each line. */
    List<String> words() {
        return json().stream()
                .map(line -> line.text("operation").orElse("") + " "
                        + line.get("status").orElseThrow() + " "
                        + line.text("outcome").orElse("not judged") + " "
                        + line.text("transaction").orElse(""))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setLevel(level);
    }

    private static JsonObject json(String text) {
        return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.forKeySet()) instanceof Parsed parsed
                        && parsed.value() instanceof JsonObject object
                ? object
                : JsonObject.empty();
    }
}
