package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Fetches revocation lists and OCSP responses.
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

        private static final int MOST = 1 << 30;

        private final HttpLocation location;
        private final byte[] ocspRequest;
        private final int maxBytes;

        private Request(HttpLocation location, byte[] ocspRequest, int maxBytes) {
            this.location = requireNonNull(location, "location");
            this.ocspRequest = ocspRequest;
            this.maxBytes = maxBytes;
            if (maxBytes < 1 || maxBytes > MOST) {
                throw new IllegalArgumentException("from 1 byte to 1 GiB, not " + maxBytes);
            }
        }

        /**
         * A revocation list.
         *
         * @param location where it is published
         * @param maxBytes the most bytes that may be read
         * @throws IllegalArgumentException if that is not between 1 byte and 1 GiB
         */
        public static Request list(HttpLocation location, int maxBytes) {
            return new Request(location, new byte[0], maxBytes);
        }

        /**
         * An OCSP response.
         *
         * @param location the responder
         * @param ocspRequest the request in DER (RFC 6960, section 4.1)
         * @param maxBytes the most bytes of a response that may be read
         * @throws IllegalArgumentException if that is not between 1 byte and 1 GiB, or the request is empty
         */
        public static Request ocsp(HttpLocation location, byte[] ocspRequest, int maxBytes) {
            if (ocspRequest.length == 0) {
                throw new IllegalArgumentException("an empty OCSP request");
            }
            return new Request(location, ocspRequest.clone(), maxBytes);
        }

        /** Where: {@code http} or {@code https}. */
        public HttpLocation location() {
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
