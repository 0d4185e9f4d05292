package org.dcrkit.architecture.broken;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/** Breaks: no URL fetches itself, and core has no socket. */
public final class FetchesItself {
    InputStream fetch(URL address) throws IOException {
        return address.openStream();
    }
}
