package org.dcrkit.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dcrkit.claims.CompetentAuthority;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a bank asks of the software behind a statement that its directory has vouched for: roles, environment, the competent
 * authority's registration.
 *
 * <p>An empty set asks for nothing. Values are compared without case.
 */
public final class StatementRule {

    private static final StatementRule NOTHING = new StatementRule(Set.of(), Set.of(), Set.of(), Set.of(), true, null);

    private final Set<String> roles;
    private final Set<String> environments;
    private final Set<String> authorities;
    private final Set<String> memberStates;
    private final boolean activeAuthority;
    private final @Nullable ValueForm softwareIdForm;

    private StatementRule(
            Set<String> roles,
            Set<String> environments,
            Set<String> authorities,
            Set<String> memberStates,
            boolean activeAuthority,
            @Nullable ValueForm softwareIdForm) {
        this.roles = upperCase(roles);
        this.environments = Set.copyOf(environments);
        this.authorities = upperCase(authorities);
        this.memberStates = upperCase(memberStates);
        this.activeAuthority = activeAuthority;
        this.softwareIdForm = softwareIdForm;
    }

    /** Nothing but that a competent authority's registration, where the statement has one, is active. */
    static StatementRule defaults() {
        return NOTHING;
    }

    /** The software must have one of these roles. */
    public StatementRule roles(String... oneOf) {
        return new StatementRule(
                Set.of(oneOf), environments, authorities, memberStates, activeAuthority, softwareIdForm);
    }

    /** The statement must be for one of these environments, as the bank's directory entries name them. */
    public StatementRule environments(String... oneOf) {
        return new StatementRule(roles, Set.of(oneOf), authorities, memberStates, activeAuthority, softwareIdForm);
    }

    /** The organisation must be registered with one of these authorities, such as {@code FCAGBR}. */
    public StatementRule authorities(String... oneOf) {
        return new StatementRule(roles, environments, Set.of(oneOf), memberStates, activeAuthority, softwareIdForm);
    }

    /** The organisation must be authorised in all of these countries (ISO 3166 alpha-2). */
    public StatementRule memberStates(String... all) {
        return new StatementRule(roles, environments, authorities, Set.of(all), activeAuthority, softwareIdForm);
    }

    /** The status of the competent authority's registration does not matter. */
    public StatementRule anyAuthorityStatus() {
        return activeAuthority(false);
    }

    StatementRule activeAuthority(boolean asked) {
        return new StatementRule(roles, environments, authorities, memberStates, asked, softwareIdForm);
    }

    /** The software's identifier must have that form. */
    public StatementRule softwareIdForm(ValueForm form) {
        return new StatementRule(roles, environments, authorities, memberStates, activeAuthority, form);
    }

    /** The software's identifier may have any form. */
    public StatementRule anySoftwareIdForm() {
        return new StatementRule(roles, environments, authorities, memberStates, activeAuthority, null);
    }

    /** The roles of which the software has one, in upper case. */
    public Set<String> roles() {
        return roles;
    }

    /** The environments that are served. */
    public Set<String> environments() {
        return environments;
    }

    /** The authorities that are accepted, in upper case. */
    public Set<String> authorities() {
        return authorities;
    }

    /** The countries that are asked for, in upper case. */
    public Set<String> memberStates() {
        return memberStates;
    }

    /** Whether a competent authority's registration has to be active. */
    public boolean activeAuthority() {
        return activeAuthority;
    }

    /** The form of the software's identifier. */
    public Optional<ValueForm> softwareIdForm() {
        return Optional.ofNullable(softwareIdForm);
    }

    void judge(PolicyEvaluation evaluation) {
        SoftwareStatement statement = evaluation.facts().statement();
        ask(evaluation, roles, statement.roles(), PolicyReason.ROLE_NOT_ACCEPTED, path(statement, SsaClaim.ROLES));
        String environment = evaluation.facts().environment();
        ask(
                evaluation,
                environments,
                Set.of(environment),
                PolicyReason.ENVIRONMENT_NOT_SERVED,
                path(statement, SsaClaim.ENVIRONMENT));
        judgeAuthorities(evaluation, statement);
        if (softwareIdForm != null) {
            String softwareId = statement.softwareId().orElse("");
            evaluation.require(
                    softwareIdForm.fits(softwareId),
                    PolicyReason.STATEMENT_SOFTWARE_ID_MALFORMED,
                    path(statement, SsaClaim.SOFTWARE_ID),
                    softwareId,
                    softwareIdForm.words());
        }
    }

    private void judgeAuthorities(PolicyEvaluation evaluation, SoftwareStatement statement) {
        ClaimPath where = path(statement, SsaClaim.AUTHORITY_CLAIMS);
        Set<String> registered = statement.authorities().stream()
                .flatMap(authority -> authority.authorityId().stream())
                .collect(Collectors.toUnmodifiableSet());
        ask(evaluation, authorities, upperCase(registered), PolicyReason.AUTHORITY_NOT_ACCEPTED, where);
        Set<String> states = statement.authorities().stream()
                .flatMap(authority -> authority.authorisations().stream())
                .map(CompetentAuthority.Authorisation::memberState)
                .collect(Collectors.toUnmodifiableSet());
        for (String state : new TreeSet<>(memberStates)) {
            evaluation.require(
                    states.contains(state), PolicyReason.MEMBER_STATE_NOT_AUTHORISED, where, words(states), state);
        }
        if (activeAuthority) {
            List<String> statuses = new ArrayList<>();
            statement.authorities().forEach(authority -> authority.status().ifPresent(statuses::add));
            if (!statuses.isEmpty()) {
                evaluation.require(
                        statuses.stream().allMatch("ACTIVE"::equals),
                        PolicyReason.AUTHORITY_NOT_ACTIVE,
                        where,
                        String.join(", ", statuses),
                        "ACTIVE");
            }
        }
    }

    private static void ask(
            PolicyEvaluation evaluation, Set<String> wanted, Set<String> found, Reason reason, ClaimPath where) {
        if (!wanted.isEmpty()) {
            evaluation.require(
                    !Collections.disjoint(wanted, found), reason, where, words(found), "one of " + words(wanted));
        }
    }

    private static ClaimPath path(SoftwareStatement statement, SsaClaim claim) {
        return ClaimPath.ssa(statement.dialect().nameOf(claim));
    }

    private static String words(Set<String> values) {
        return String.join(", ", new TreeSet<>(values));
    }

    private static Set<String> upperCase(Set<String> values) {
        return values.stream()
                .map(value -> value.strip().toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StatementRule that && contents().equals(that.contents());
    }

    @Override
    public int hashCode() {
        return contents().hashCode();
    }

    @Override
    public String toString() {
        return "software statements " + contents();
    }

    private List<Object> contents() {
        return List.of(roles, environments, authorities, memberStates, activeAuthority, softwareIdForm());
    }
}
