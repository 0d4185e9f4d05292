package org.dcrkit.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.dcrkit.spi.PresentedCertificates;

/**
 * One HTTP request to the registration endpoint, as a server received it: nothing in it has been believed.
 *
 * <p>To be implemented over the request type of a server; used by one thread.
 */
public interface RegistrationCall {

    /** The request method, such as {@code POST}. */
    String method();

    /**
     * What the path has after the endpoint's own, percent-decoded: nothing for {@code /register}, and {@code /a1} for the client
     * {@code a1}. Whatever else it is, be it a slash more or a segment more, there is nothing and the answer is 404.
     */
    String pathBelow();

    /**
     * The values of a header field, one for each line that was sent; empty where there was none.
     *
     * @param name the field's name, in whatever case
     */
    List<String> header(String name);

    /**
     * The body. Read at most once, no further than the endpoint's limit, and not closed, because servers that read what is
     * left before they close would wait for a body without end; how slowly it may come is for the server to bound.
     */
    InputStream body() throws IOException;

    /** The certificates of the mutual TLS connection, of this hop or, through a trusted proxy, of the one before. */
    PresentedCertificates certificates();
}
