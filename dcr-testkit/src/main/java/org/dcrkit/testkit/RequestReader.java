package org.dcrkit.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.dcrkit.testkit.FaultyServer.LoggedRequest;

/** Reads the head of a request, and the body that it announces. */
final class RequestReader {

    private static final int MAX_LINE = 16_384;

    private RequestReader() {}

    static LoggedRequest read(InputStream in) throws IOException {
        String[] first = line(in).split(" ", -1);
        if (first.length < 2) {
            throw new IOException("not an HTTP request");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new LoggedRequest(first[0], first[1], headers);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > MAX_LINE) {
                throw new IOException("the request ends too early or is too long");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
