package org.dcrkit.cli;

import java.util.Set;
import java.util.regex.Pattern;

/** Takes out of a report what does not belong into a ticket: people, and whole tokens with their signatures. */
final class Redaction {

    static final String REMOVED = "[removed]";

    private static final Set<String> CONTACT_CLAIMS = Set.of("org_contacts", "contacts");
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");

    private Redaction() {}

    static boolean isContact(String claim) {
        return CONTACT_CLAIMS.contains(claim);
    }

    static String of(String text) {
        return ADDRESS.matcher(TOKEN.matcher(text).replaceAll(REMOVED)).replaceAll(REMOVED);
    }
}
