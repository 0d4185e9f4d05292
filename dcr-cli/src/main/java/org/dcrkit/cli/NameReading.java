package org.dcrkit.cli;

import java.util.Optional;
import org.dcrkit.certs.DistinguishedName;
import org.dcrkit.certs.NameForm;

/** Shows a distinguished name in every form that tools write it in. */
final class NameReading {

    private NameReading() {}

    static Optional<Reading> read(String written) {
        return DistinguishedName.parse(written).filter(name -> !name.isEmpty()).map(name -> {
            Reading.Builder reading = Reading.of("distinguished name");
            addForms(name, "", reading);
            for (NameForm form : NameForm.values()) {
                reading.oddIf(name.print(form).equals(written), "it is written in the form " + label(form));
            }
            reading.oddIf(!name.rfc4514().equals(written), "RFC 8705 asks for RFC 4514, which is " + name.rfc4514());
            return reading.build();
        });
    }

    static void addForms(DistinguishedName name, String prefix, Reading.Builder reading) {
        for (NameForm form : NameForm.values()) {
            reading.row(
                    prefix + label(form), name.print(form).replace("\n", " / ").replaceAll(" +", " "));
        }
    }

    private static String label(NameForm form) {
        return switch (form) {
            case RFC4514 -> "RFC 4514";
            case OPENSSL_RFC2253 -> "OpenSSL RFC 2253";
            case RFC1779 -> "RFC 1779, Java";
            case OPENSSL_ONELINE -> "OpenSSL one line";
            case OPENSSL_MULTILINE -> "OpenSSL multiline";
            case OPENSSL_SLASH -> "OpenSSL slashes";
            case OPENSSL_OLD_TEXT -> "OpenSSL old text";
        };
    }
}
