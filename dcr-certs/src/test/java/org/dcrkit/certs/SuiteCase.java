package org.dcrkit.certs;

/**
 * One case of a third-party suite, and how each implementation decides it.
 *
 * @param suite the suite
 * @param id the case
 * @param expected what the suite says
 * @param ours what this library decides
 * @param jdk what the JDK decides
 * @param bouncyCastle what Bouncy Castle decides
 */
record SuiteCase(String suite, String id, boolean expected, boolean ours, boolean jdk, boolean bouncyCastle) {

    /** How a decision compares with the suite's. */
    static String judge(boolean expected, boolean decided) {
        return expected == decided ? "agree" : decided ? "lenient" : "strict";
    }

    String ourJudgement() {
        return judge(expected, ours);
    }
}
