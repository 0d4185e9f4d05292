package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.jspecify.annotations.Nullable;

/**
 * What a bank asks of one claim of the request: whether it has to be there, which values it takes, what stands in for it.
 *
 * <p>A value: each method gives a changed copy, so that a policy can take a profile's rule and state only the difference.
 */
public final class ClaimRule {

    /** The most values of a list that are looked at; a longer list is refused as such, whatever its values are. */
    public static final int MAX_VALUES = 100;

    /** The most characters of all values of a list where a rule gives no limit. */
    static final int MAX_TOTAL_LENGTH = 204_800;

    /** The most characters of a text where a rule gives no limit. */
    public static final int MAX_LENGTH = 2_048;

    private final Draft is;

    private ClaimRule(Draft is) {
        this.is = is;
    }

    /** An optional claim of any value. */
    public static ClaimRule of(RequestClaim claim) {
        return new ClaimRule(new Draft(requireNonNull(claim, "claim")));
    }

    /** What becomes of values that are not allowed. */
    public enum Unsupported {
        /** The request is refused. */
        REFUSED,
        /** They are left out of the effective metadata (RFC 7591, section 3.2.1), unless none would remain. */
        DROPPED
    }

    /** How a claim relates to the software statement's claim of the same meaning. */
    public enum StatementUse {
        /** Another value is refused, and so is any where the statement has none. */
        MUST_EQUAL,
        /** The statement's value is registered (RFC 7591, section 2.3). */
        PREVAILS
    }

    /** The request must have the claim. */
    public ClaimRule mandatory() {
        return change(draft -> draft.presence = Presence.MANDATORY).always();
    }

    /** The request may have the claim. */
    public ClaimRule optional() {
        return change(draft -> draft.presence = Presence.OPTIONAL).always();
    }

    /** The request must not have the claim. */
    public ClaimRule forbidden() {
        return change(draft -> draft.presence = Presence.FORBIDDEN).always();
    }

    /** The request may have the claim, but it is not registered. */
    public ClaimRule ignored() {
        return change(draft -> draft.presence = Presence.IGNORED).always();
    }

    private ClaimRule always() {
        return change(draft -> {
            draft.mandatoryWhen = null;
            draft.onlyWhen = null;
        });
    }

    /** The request must have the claim when it makes that choice; otherwise it may. */
    public ClaimRule mandatoryWhen(Condition condition) {
        return change(draft -> {
            draft.presence = Presence.OPTIONAL;
            draft.mandatoryWhen = requireNonNull(condition, "condition");
        });
    }

    /** The request must not have the claim unless it makes that choice. */
    public ClaimRule onlyWhen(Condition condition) {
        return change(draft -> draft.onlyWhen = requireNonNull(condition, "condition"));
    }

    /** The request need not have the claim, whatever it chooses elsewhere. */
    ClaimRule notMandatory() {
        return change(draft -> draft.mandatoryWhen = null);
    }

    /** The request may have the claim whatever it chooses elsewhere. */
    public ClaimRule anyTime() {
        return change(draft -> draft.onlyWhen = null);
    }

    /** The request must have the claim when, and only when, it makes that choice. */
    public ClaimRule exactlyWhen(Condition condition) {
        return mandatoryWhen(condition).onlyWhen(condition);
    }

    /** Only these values are taken. */
    public ClaimRule allowed(String... values) {
        return allowed(List.of(values));
    }

    /** Only these values are taken. */
    public ClaimRule allowed(List<String> values) {
        return change(draft -> draft.allowed = once(values));
    }

    /** Only these values are taken, and none of the others stays a default or required. */
    ClaimRule supported(List<String> values) {
        Set<String> taken = Values.canonical(is.claim, values);
        Predicate<String> supported = value -> taken.contains(Values.canonical(is.claim, value));
        return allowed(values)
                .defaultsTo(is.defaults.stream().filter(supported).toList())
                .requires(is.required.stream().filter(supported).toList())
                .atLeastOneOf(is.oneOf.stream().filter(supported).toList());
    }

    /** Any value is taken. */
    public ClaimRule anyValue() {
        return change(draft -> draft.allowed = null);
    }

    /** All of these values must be there. */
    public ClaimRule requires(String... values) {
        return requires(List.of(values));
    }

    /** All of these values must be there. */
    public ClaimRule requires(List<String> values) {
        return change(draft -> draft.required = once(values));
    }

    /** At least one of these values must be there. */
    public ClaimRule atLeastOneOf(String... values) {
        return atLeastOneOf(List.of(values));
    }

    /** At least one of these values must be there. */
    public ClaimRule atLeastOneOf(List<String> values) {
        return change(draft -> draft.oneOf = once(values));
    }

    /** These values and no others must be there, in any order. */
    public ClaimRule exactly(String... values) {
        return allowed(values).requires(values);
    }

    /** What is registered where an optional claim is absent or an empty array. */
    public ClaimRule defaultsTo(String... values) {
        return defaultsTo(List.of(values));
    }

    /** What is registered where the claim is absent or an empty array. */
    public ClaimRule defaultsTo(List<String> values) {
        return change(draft -> draft.defaults = once(values));
    }

    /** What becomes of values that are not allowed; they are refused unless told otherwise. */
    public ClaimRule unsupported(Unsupported treatment) {
        return change(draft -> draft.unsupported = requireNonNull(treatment, "treatment"));
    }

    /** A value has at most that many characters. */
    public ClaimRule maxLength(int characters) {
        return change(draft -> draft.maxLength = positive(characters));
    }

    /** All values with a blank between them have at most that many characters. */
    public ClaimRule maxTotalLength(int characters) {
        return change(draft -> draft.maxTotalLength = positive(characters));
    }

    /** There are at most that many values. */
    public ClaimRule maxValues(int count) {
        return change(draft -> draft.maxValues = Math.min(positive(count), MAX_VALUES));
    }

    /** A value has that form. */
    public ClaimRule form(ValueForm form) {
        return change(draft -> {
            draft.form = requireNonNull(form, "form");
            draft.pattern = null;
        });
    }

    /**
     * A value matches that regular expression as a whole.
     *
     * @throws java.util.regex.PatternSyntaxException if it is not one
     */
    public ClaimRule matching(String regex) {
        return change(draft -> {
            draft.pattern = Pattern.compile(regex);
            draft.form = null;
        });
    }

    /** A value may have any form. */
    public ClaimRule anyForm() {
        return change(draft -> {
            draft.pattern = null;
            draft.form = null;
        });
    }

    /** How the claim relates to a claim of the software statement; a default has to be the statement's, too. */
    public ClaimRule statement(SsaClaim claim, StatementUse use) {
        return change(draft -> {
            draft.statementClaim = requireNonNull(claim, "claim");
            draft.statementUse = requireNonNull(use, "use");
        });
    }

    /** The software statement has no say in the claim. */
    public ClaimRule independentOfStatement() {
        return change(draft -> {
            draft.statementClaim = null;
            draft.statementUse = StatementUse.MUST_EQUAL;
        });
    }

    /** The claim that the rule is about. */
    public RequestClaim claim() {
        return is.claim;
    }

    /** Whether it has to be there, conditions aside. */
    public Presence presence() {
        return is.presence;
    }

    /** The choice that makes it mandatory. */
    public Optional<Condition> mandatoryWhen() {
        return Optional.ofNullable(is.mandatoryWhen);
    }

    /** The choice without which it is refused. */
    public Optional<Condition> onlyWhen() {
        return Optional.ofNullable(is.onlyWhen);
    }

    /** The values that are taken; empty where any is. */
    public Optional<List<String>> allowed() {
        return Optional.ofNullable(is.allowed);
    }

    List<String> allowedOrNone() {
        return is.allowed == null ? List.of() : is.allowed;
    }

    /** The values that must all be there. */
    public List<String> required() {
        return is.required;
    }

    /** The values of which one must be there. */
    public List<String> oneOf() {
        return is.oneOf;
    }

    /** What stands in for the absent claim; empty where nothing does. */
    public List<String> defaults() {
        return is.defaults;
    }

    /** What becomes of values that are not allowed. */
    public Unsupported unsupported() {
        return is.unsupported;
    }

    /** The most characters of a value. */
    public int maxLength() {
        return is.maxLength;
    }

    /** The most characters of all values with blanks between them. */
    public int maxTotalLength() {
        return is.maxTotalLength;
    }

    /** The most values. */
    public int maxValues() {
        return is.maxValues;
    }

    /** The form of a value, if it has one of the named ones. */
    public Optional<ValueForm> form() {
        return Optional.ofNullable(is.form);
    }

    /** The regular expression that a value matches. */
    public Optional<Pattern> pattern() {
        return Optional.ofNullable(is.pattern);
    }

    /** The statement's claim of the same meaning. */
    public Optional<SsaClaim> statementClaim() {
        return Optional.ofNullable(is.statementClaim);
    }

    /** How the two relate. */
    public StatementUse statementUse() {
        return is.statementUse;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClaimRule that && is.contents().equals(that.is.contents());
    }

    @Override
    public int hashCode() {
        return is.contents().hashCode();
    }

    @Override
    public String toString() {
        return is.contents().toString();
    }

    private ClaimRule change(Consumer<Draft> change) {
        Draft draft = new Draft(is);
        change.accept(draft);
        return new ClaimRule(draft);
    }

    private static List<String> once(List<String> values) {
        return List.copyOf(new LinkedHashSet<>(values));
    }

    private static int positive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a limit is at least 1: " + number);
        }
        return number;
    }

    /** The rule while it is being changed; never touched again once a rule holds it. */
    private static final class Draft {
        private final RequestClaim claim;
        private Presence presence = Presence.OPTIONAL;
        private @Nullable Condition mandatoryWhen;
        private @Nullable Condition onlyWhen;
        private @Nullable List<String> allowed;
        private List<String> required = List.of();
        private List<String> oneOf = List.of();
        private List<String> defaults = List.of();
        private Unsupported unsupported = Unsupported.REFUSED;
        private int maxLength = MAX_LENGTH;
        private int maxTotalLength = MAX_TOTAL_LENGTH;
        private int maxValues = MAX_VALUES;
        private @Nullable ValueForm form;
        private @Nullable Pattern pattern;
        private @Nullable SsaClaim statementClaim;
        private StatementUse statementUse = StatementUse.MUST_EQUAL;

        private Draft(RequestClaim claim) {
            this.claim = claim;
        }

        private Draft(Draft other) {
            this(other.claim);
            presence = other.presence;
            mandatoryWhen = other.mandatoryWhen;
            onlyWhen = other.onlyWhen;
            allowed = other.allowed;
            required = other.required;
            oneOf = other.oneOf;
            defaults = other.defaults;
            unsupported = other.unsupported;
            maxLength = other.maxLength;
            maxTotalLength = other.maxTotalLength;
            maxValues = other.maxValues;
            form = other.form;
            pattern = other.pattern;
            statementClaim = other.statementClaim;
            statementUse = other.statementUse;
        }

        private List<Object> contents() {
            return List.of(
                    claim,
                    presence,
                    Optional.ofNullable(mandatoryWhen),
                    Optional.ofNullable(onlyWhen),
                    Optional.ofNullable(allowed),
                    required,
                    oneOf,
                    defaults,
                    unsupported,
                    maxLength,
                    maxTotalLength,
                    maxValues,
                    Optional.ofNullable(form),
                    Optional.ofNullable(pattern).map(Pattern::pattern),
                    Optional.ofNullable(statementClaim),
                    statementUse);
        }
    }
}
