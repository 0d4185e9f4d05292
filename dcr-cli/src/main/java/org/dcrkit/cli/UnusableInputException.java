package org.dcrkit.cli;

/** What was given on the command line cannot be used; the message is the sentence that the user reads. */
final class UnusableInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableInputException(String sentence) {
        super(sentence);
    }

    UnusableInputException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
