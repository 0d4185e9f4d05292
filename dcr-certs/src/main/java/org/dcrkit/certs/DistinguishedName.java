package org.dcrkit.certs;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.dcrkit.spi.SubjectName;
import org.jspecify.annotations.Nullable;

/**
 * An X.501 distinguished name: relative distinguished names (RDNs) in the order of the encoding, each a set of attributes.
 *
 * <p>Read from DER or from any text in which tools write names ({@link NameForm}), compared attribute by attribute on
 * decoded values ({@link NameMatching}), and printed in each of those forms. Strings of names are never compared: the same
 * certificate has a dozen of them.
 */
public final class DistinguishedName implements SubjectName {

    private final List<List<NameValue>> rdns;
    private final NameMatching matching;
    private final boolean written;

    private DistinguishedName(List<List<NameValue>> rdns, NameMatching matching, boolean written) {
        this.rdns = rdns;
        this.written = written;
        this.matching = matching;
    }

    private static DistinguishedName ofRdns(List<List<NameValue>> rdns, boolean written) {
        return new DistinguishedName(rdns.stream().map(List::copyOf).toList(), NameMatching.exact(), written);
    }

    /** The name in a principal; empty if a value in it is not a string of its own kind. */
    public static Optional<DistinguishedName> of(X500Principal principal) {
        return ofDer(principal.getEncoded());
    }

    /** The name that the bytes are the DER encoding of; empty if they are not one. */
    public static Optional<DistinguishedName> ofDer(byte[] der) {
        return StrictDer.read(der).flatMap(NameDer::read).map(rdns -> ofRdns(rdns, false));
    }

    /**
     * The name that a text means, in any of the forms of {@link NameForm}.
     *
     * <p>Where {@code A=a, B=b} may be meant either way round, this is its reading as RFC 4514 orders it.
     *
     * @return empty if the text is no name in any of them, names an attribute that is not known, or is longer than 4096
     *     characters
     */
    public static Optional<DistinguishedName> parse(String written) {
        List<DistinguishedName> readings = readings(written);
        return readings.isEmpty() ? Optional.empty() : Optional.of(readings.get(0));
    }

    /** The names that a text may mean: none, one, or for {@code A=a, B=b} one and its reverse. */
    static List<DistinguishedName> readings(String written) {
        return NameText.read(written).stream().map(rdns -> ofRdns(rdns, true)).toList();
    }

    /** The same name, to be compared in that way by {@link #match(String)}. */
    public DistinguishedName comparedBy(NameMatching mode) {
        return new DistinguishedName(rdns, requireNonNull(mode, "mode"), written);
    }

    @Override
    public String rfc4514() {
        return print(NameForm.RFC4514);
    }

    /** The name as that tool writes it. */
    public String print(NameForm form) {
        return NamePrinter.print(rdns, form);
    }

    @Override
    public List<String> values(String oid) {
        return rdns.stream()
                .flatMap(List::stream)
                .filter(value -> value.oid().equals(oid))
                .flatMap(value -> value.text().stream())
                .toList();
    }

    /** How often an attribute occurs, whether or not its value is a string. */
    int count(String oid) {
        return (int) rdns.stream()
                .flatMap(List::stream)
                .filter(value -> value.oid().equals(oid))
                .count();
    }

    /** Whether the name has no attribute at all. */
    public boolean isEmpty() {
        return rdns.isEmpty();
    }

    @Override
    public Match match(String written) {
        List<DistinguishedName> readings = readings(written);
        if (readings.isEmpty()) {
            return Match.UNREADABLE;
        }
        boolean same = readings.stream().anyMatch(reading -> matches(reading, matching));
        return same ? Match.SAME : Match.DIFFERENT;
    }

    /** Whether another name agrees with this one as far as the mode asks. */
    public boolean matches(DistinguishedName other, NameMatching mode) {
        if (mode.comparesPart()) {
            return samePart(other, mode);
        }
        boolean text = written || other.written;
        Optional<List<List<String>>> ours = keys(text);
        Optional<List<List<String>>> theirs = other.keys(text);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return false;
        }
        List<List<String>> reversed = new ArrayList<>(theirs.get());
        Collections.reverse(reversed);
        return ours.get().equals(theirs.get())
                || (mode.orderMayBeReversed() && ours.get().equals(reversed));
    }

    private boolean samePart(DistinguishedName other, NameMatching mode) {
        boolean text = written || other.written;
        Optional<List<String>> ours = keys(flat(mode), text);
        Optional<List<String>> theirs = keys(other.flat(mode), text);
        boolean identified = flat(mode).stream()
                .anyMatch(value -> value.oid().equals(AttributeTypes.COMMON_NAME)
                        || value.oid().equals(AttributeTypes.ORGANIZATION_IDENTIFIER));
        return identified && ours.isPresent() && ours.equals(theirs);
    }

    private List<NameValue> flat(NameMatching mode) {
        return rdns.stream()
                .flatMap(List::stream)
                .filter(value -> mode.compares(value.oid()))
                .toList();
    }

    private Optional<List<List<String>>> keys(boolean text) {
        List<List<String>> keys = new ArrayList<>(rdns.size());
        for (List<NameValue> rdn : rdns) {
            Optional<List<String>> set = keys(rdn, text);
            if (set.isEmpty()) {
                return Optional.empty();
            }
            keys.add(set.get());
        }
        return Optional.of(keys);
    }

    private static Optional<List<String>> keys(List<NameValue> values, boolean text) {
        List<String> keys = new ArrayList<>(values.size());
        for (NameValue value : values) {
            Optional<String> key = value.matchKey(text);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            keys.add(key.get());
        }
        Collections.sort(keys);
        return Optional.of(keys);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DistinguishedName that && rdns.equals(that.rdns);
    }

    @Override
    public int hashCode() {
        return rdns.hashCode();
    }

    /** The name in the form of {@code openssl -nameopt RFC2253}, which people can read. */
    @Override
    public String toString() {
        return print(NameForm.OPENSSL_RFC2253);
    }
}
