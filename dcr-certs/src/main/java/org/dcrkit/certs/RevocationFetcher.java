package org.dcrkit.certs;

import java.net.URI;
import java.util.Optional;
import org.dcrkit.spi.CheckUnavailableException;

/**
 * Fetches revocation lists and OCSP responses: the seam to a bank's guarded transport.
 *
 * <p>Called only for locations that are configured, or whose host is on the allow-list for locations in certificates; plain
 * {@code http} is usual, because what is fetched is signed. An implementation follows no redirects, bounds its own time,
 * reads no more than {@link Request#maxBytes()}, and may be called from many threads at once.
 */
@FunctionalInterface
public interface RevocationFetcher {

    /**
     * Fetches.
     *
     * @return the body of a successful response
     * @throws CheckUnavailableException for whatever else happens
     */
    byte[] fetch(Request request) throws CheckUnavailableException;

    /** What is to be fetched. */
    final class Request {

        private final URI location;
        private final byte[] ocspRequest;
        private final int maxBytes;

        private Request(URI location, byte[] ocspRequest, int maxBytes) {
            this.location = location;
            this.ocspRequest = ocspRequest;
            this.maxBytes = maxBytes;
        }

        static Request list(URI location, int maxBytes) {
            return new Request(location, new byte[0], maxBytes);
        }

        static Request ocsp(URI location, byte[] ocspRequest, int maxBytes) {
            return new Request(location, ocspRequest, maxBytes);
        }

        /** Where: {@code http} or {@code https}. */
        public URI location() {
            return location;
        }

        /**
         * The OCSP request to send by POST as {@code application/ocsp-request} (RFC 6960, appendix A.1); empty for a
         * revocation list, which is fetched by GET.
         */
        public Optional<byte[]> ocspRequest() {
            return ocspRequest.length == 0 ? Optional.empty() : Optional.of(ocspRequest.clone());
        }

        /** The most bytes of a response that may be read. */
        public int maxBytes() {
            return maxBytes;
        }

        @Override
        public String toString() {
            return (ocspRequest.length == 0 ? "revocation list at " : "OCSP at ") + location;
        }
    }
}
