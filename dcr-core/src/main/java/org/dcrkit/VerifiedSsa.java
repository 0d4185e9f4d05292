package org.dcrkit;

import org.dcrkit.claims.SoftwareStatement;

/**
 * The proof that a trusted directory made a software statement, and that it held at the instant of decision.
 *
 * <p>Only {@link SsaVerifier} makes one. Having it is what permits asking the key sets that it names.
 */
public final class VerifiedSsa {

    private final SignedStatement signed;
    private final String token;

    VerifiedSsa(SignedStatement signed, String token) {
        this.signed = signed;
        this.token = token;
    }

    /** What the directory says of the software. */
    public SoftwareStatement statement() {
        return signed.statement();
    }

    /** The directory that says it. */
    public TrustedDirectory directory() {
        return signed.directory();
    }

    /** The environment that the statement is for, as the directory's entry names it. */
    public String environment() {
        return directory().environment();
    }

    /** The id of the key that signed it. */
    public String keyId() {
        return signed.signer().kid();
    }

    /** Whether it is signed by a key of the software or organisation itself, and accepted all the same. */
    public boolean selfSigned() {
        return signed.selfSigned();
    }

    /** The statement as it was sent; a registration response returns it unchanged (RFC 7591, section 3.2.1). */
    public String token() {
        return token;
    }

    SignedStatement signed() {
        return signed;
    }
}
