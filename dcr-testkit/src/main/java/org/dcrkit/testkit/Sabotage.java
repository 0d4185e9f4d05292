package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/**
 * One named way to ruin a good registration, the reason for which it must be refused then, and the RFC 7591 error.
 *
 * <p>{@link #all()} is the catalogue. A sabotage changes one thing only, so that a registration that was acceptable is
 * refused for that reason and no other. It works on any TPP's registration and against any policy to which it {@linkplain
 * #appliesTo applies}; some change the directory or the TPP, so give each a {@link FakeDirectory} of its own.
 */
public final class Sabotage {

    private static final List<Sabotage> ALL = Stream.of(
                    TokenSabotage.all(),
                    SignatureSabotage.all(),
                    StatementSabotage.all(),
                    RequestSabotage.all(),
                    RedirectSabotage.all(),
                    MetadataSabotage.all(),
                    ApprovalSabotage.all(),
                    CertificateSabotage.all())
            .flatMap(List::stream)
            .toList();

    private final String name;
    private final Reason reason;
    private final RegistrationError error;
    private final UnaryOperator<RegistrationDraft> change;
    private final BiPredicate<RegistrationDraft, RegistrationPolicy> applies;
    private final List<Circumstance> circumstances;

    private Sabotage(
            String name,
            Reason reason,
            RegistrationError error,
            UnaryOperator<RegistrationDraft> change,
            BiPredicate<RegistrationDraft, RegistrationPolicy> applies,
            List<Circumstance> circumstances) {
        this.name = requireNonNull(name, "name");
        this.reason = requireNonNull(reason, "reason");
        this.error = requireNonNull(error, "error");
        this.change = requireNonNull(change, "change");
        this.applies = applies;
        this.circumstances = List.copyOf(circumstances);
    }

    /** What a bank must do besides judging tokens, for a sabotage to be noticed. */
    public enum Circumstance {
        /** It checks the presented certificate. */
        CERTIFICATES_CHECKED,
        /** It checks that the certificate has not been revoked. */
        REVOCATION_CHECKED,
        /** It refuses certificates whose key the directory has revoked. */
        KEYS_REVOKED_AT_DIRECTORY_REFUSED,
        /** It looks for the certificate in the software's key set. */
        CERTIFICATE_IN_KEY_SET,
        /** It remembers which requests were used, and has seen this one already. */
        REPLAY_NOTICED
    }

    static Sabotage of(String name, Reason reason, UnaryOperator<RegistrationDraft> change) {
        return new Sabotage(name, reason, reason.error(), change, (draft, policy) -> true, List.of());
    }

    Sabotage answeredWith(RegistrationError other) {
        return new Sabotage(name, reason, other, change, applies, circumstances);
    }

    Sabotage where(BiPredicate<RegistrationDraft, RegistrationPolicy> condition) {
        return new Sabotage(name, reason, error, change, applies.and(condition), circumstances);
    }

    Sabotage given(Circumstance... needed) {
        return new Sabotage(name, reason, error, change, applies, List.of(needed));
    }

    /** Every sabotage there is, in a fixed order. */
    public static List<Sabotage> all() {
        return ALL;
    }

    /** The sabotage of that name. */
    public static Optional<Sabotage> named(String name) {
        return ALL.stream().filter(sabotage -> sabotage.name.equals(name)).findFirst();
    }

    /** A stable name, such as {@code request.alg_none}. */
    public String name() {
        return name;
    }

    /** The reason for which the ruined registration must be refused. */
    public Reason reason() {
        return reason;
    }

    /** The error with which the refusal must be answered. */
    public RegistrationError error() {
        return error;
    }

    /** What the bank must do for it to be noticed, besides judging the tokens. */
    public List<Circumstance> circumstances() {
        return circumstances;
    }

    /**
     * Whether that policy must refuse that registration once it is ruined; a policy that has no such rule need not.
     *
     * <p>Says nothing of {@linkplain #circumstances() circumstances}, which a policy does not know.
     */
    public boolean appliesTo(RegistrationDraft registration, RegistrationPolicy policy) {
        return applies.test(registration, policy);
    }

    /** The registration, ruined. */
    public RegistrationDraft ruin(RegistrationDraft registration) {
        return change.apply(registration);
    }

    @Override
    public String toString() {
        return name + " -> " + reason.code();
    }
}
