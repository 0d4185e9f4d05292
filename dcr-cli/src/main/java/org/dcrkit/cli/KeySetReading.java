package org.dcrkit.cli;

import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Locale;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SkippedKey;

/** Puts a key set into words: which keys can be used, what their ids are, and why others cannot be used. */
final class KeySetReading {

    private KeySetReading() {}

    static Reading read(KeySet set) {
        Reading.Builder reading = Reading.of("key set")
                .row("usable keys", Integer.toString(set.keys().size()))
                .row("skipped keys", Integer.toString(set.skipped().size()));
        reading.oddIf(set.keys().isEmpty(), "there is no key in it that can be used");
        set.keys().forEach(key -> reading.part(key(key)));
        for (SkippedKey skipped : set.skipped()) {
            reading.odd("skipped " + (skipped.kid().isEmpty() ? "a key without kid" : skipped.kid()) + ": "
                    + skipped.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + skipped.detail());
        }
        return reading.build();
    }

    private static Reading key(PublishedKey key) {
        byte[] certificate =
                key.certificates().isEmpty() ? null : key.certificates().get(0);
        Reading.Builder reading = Reading.of("key " + key.kid())
                .row("kid is", KeyThumbprints.of(key.publicKey(), certificate).nameOf(key.kid()))
                .row("use", key.use().name().toLowerCase(Locale.ROOT))
                .row("type", type(key));
        key.algorithm().map(SignatureAlgorithm::name).ifPresent(alg -> reading.row("only for", alg));
        return reading.build();
    }

    private static String type(PublishedKey key) {
        if (key.publicKey() instanceof RSAPublicKey rsa) {
            return "RSA, " + rsa.getModulus().bitLength() + " bits";
        }
        return key.publicKey() instanceof ECPublicKey ec
                ? "EC, " + ec.getParams().getOrder().bitLength() + " bits"
                : key.publicKey().getAlgorithm();
    }
}
