package org.dcrkit.testkit;

import static org.dcrkit.testkit.PolicyRules.built;
import static org.dcrkit.testkit.PolicyRules.rule;
import static org.dcrkit.testkit.PolicyRules.takes;

import java.util.List;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.testkit.Sabotage.Circumstance;
import org.dcrkit.testkit.SabotageBook.Entry;

/** Ways to be somebody whom a bank does not approve of: roles, authority, kind and name of the certificate. */
final class ApprovalSabotage {

    private static final String METHOD = "token_endpoint_auth_method";

    private final SabotageBook made = new SabotageBook();

    private ApprovalSabotage() {}

    static List<Sabotage> all() {
        ApprovalSabotage catalogue = new ApprovalSabotage();
        catalogue.statement();
        catalogue.software();
        catalogue.kind();
        catalogue.subject("tls_client_auth_dn", RequestClaim.TLS_CLIENT_AUTH_DN);
        catalogue.subject("tls_client_auth_subject_dn", RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN);
        return catalogue.made.all();
    }

    private void statement() {
        for (String status : List.of("Withdrawn", "Revoked")) {
            made.add(
                            "approval.authority_status_" + status.toLowerCase(java.util.Locale.ROOT),
                            PolicyReason.AUTHORITY_NOT_ACTIVE,
                            draft -> {
                                draft.tpp().organisation().authorityStatus(status);
                                return draft.ssa(ssa -> ssa.claim(
                                        name(draft, SsaClaim.AUTHORITY_CLAIMS),
                                        draft.tpp()
                                                .ssa()
                                                .claims()
                                                .get(name(draft, SsaClaim.AUTHORITY_CLAIMS))
                                                .orElseThrow()));
                            })
                    .where(ApprovalSabotage::hasAuthority)
                    .where(built(policy -> policy.statement().activeAuthority()));
        }
        made.add(
                        "approval.other_authority",
                        PolicyReason.AUTHORITY_NOT_ACCEPTED,
                        draft -> authority(draft, "authority_id", "ZZZGBR"))
                .where(ApprovalSabotage::hasAuthority)
                .where((draft, policy) -> draft.tpp().transportKind() == CertificateKind.OB_TRANSPORT)
                .where(built(policy -> !policy.statement().authorities().isEmpty()));
        made.add("approval.other_member_state", PolicyReason.MEMBER_STATE_NOT_AUTHORISED, draft -> {
                    JsonObject elsewhere = JsonObject.empty()
                            .with("member_state", "XX")
                            .with("roles", draft.tpp().roles());
                    return draft.ssa(ssa -> ssa.claims(claims -> {
                        String name = name(draft, SsaClaim.AUTHORITY_CLAIMS);
                        JsonObject authority = (JsonObject) claims.get(name).orElseThrow();
                        return claims.with(name, authority.with("authorisations", new JsonArray(List.of(elsewhere))));
                    }));
                })
                .where((draft, policy) -> draft.tpp().directory().shape() == DirectoryShape.OPEN_BANKING)
                .where(built(policy -> !policy.statement().memberStates().isEmpty()));
        made.add(
                        "approval.without_accepted_role",
                        PolicyReason.ROLE_NOT_ACCEPTED,
                        draft -> draft.ssa(ssa -> ssa.claim(name(draft, SsaClaim.ROLES), List.of("ASPSP")))
                                .claim("scope", "openid"))
                .where((draft, policy) -> draft.tpp().transportKind() == CertificateKind.OB_TRANSPORT)
                .where(built(policy -> !policy.statement().roles().isEmpty()
                        && !policy.statement().roles().contains("ASPSP")));
    }

    private static RegistrationDraft authority(RegistrationDraft draft, String member, String value) {
        String name = name(draft, SsaClaim.AUTHORITY_CLAIMS);
        return draft.ssa(ssa -> ssa.claims(
                claims -> claims.with(name, ((JsonObject) claims.get(name).orElseThrow()).with(member, value))));
    }

    private static boolean hasAuthority(RegistrationDraft draft, Object policy) {
        return draft.tpp().directory().shape() == DirectoryShape.OPEN_BANKING;
    }

    private void software() {
        made.add(
                        "approval.software_id_with_hyphens",
                        PolicyReason.STATEMENT_SOFTWARE_ID_MALFORMED,
                        draft -> draft.claim("iss", "acme-software")
                                .without("software_id")
                                .ssa(ssa -> ssa.claim(name(draft, SsaClaim.SOFTWARE_ID), "acme-software")))
                .where((draft, policy) -> draft.tpp().transportKind() != CertificateKind.OB_TRANSPORT)
                .where(rule(
                        RequestClaim.ISSUER,
                        rule -> rule.form().isEmpty() && rule.pattern().isEmpty()))
                .where(built(policy -> policy.statement().softwareIdForm().isPresent()));
        made.add(
                        "approval.logo_on_other_host",
                        PolicyReason.URL_ON_OTHER_HOST,
                        draft -> draft.ssa(
                                ssa -> ssa.claim(name(draft, SsaClaim.LOGO_URI), "https://stranger.example/logo.png")))
                .where(rule(RequestClaim.LOGO_URI, rule -> rule.statementClaim().isPresent()))
                .where(built(ClaimPolicy::pagesOnRedirectHost));
    }

    private void kind() {
        made.add(
                        "approval.certificate_without_attribute",
                        PolicyReason.CERTIFICATE_ATTRIBUTE_MISMATCH,
                        draft -> draft.certificate(draft.tpp()
                                        .directory()
                                        .openBankingCa()
                                        .obwac(
                                                draft.tpp()
                                                        .subject(draft.tpp()
                                                                .organisation()
                                                                .id()),
                                                draft.tpp().roles())
                                        .key(draft.tpp().transportCertificate().keyPair())
                                        .mint())
                                .claim(METHOD, "client_secret_post")
                                .without("tls_client_auth_dn"))
                .given(Circumstance.CERTIFICATES_CHECKED)
                .where((draft, policy) -> draft.tpp().transportKind() == CertificateKind.OB_TRANSPORT)
                .where(rule(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, takes("client_secret_post")))
                .where(built(policy -> policy.certificate().attributes().containsKey("2.5.4.11")
                        && policy.certificate().kinds().contains(CertificateKind.OBWAC)));
        made.add(
                        "approval.legacy_certificate",
                        PolicyReason.CERTIFICATE_KIND_NOT_ACCEPTED,
                        draft -> draft.certificate(draft.tpp()
                                .directory()
                                .openBankingCa()
                                .obTransport(
                                        draft.tpp().organisation().id(),
                                        draft.tpp().softwareId())
                                .key(draft.tpp().transportCertificate().keyPair())
                                .mint()))
                .given(Circumstance.CERTIFICATES_CHECKED)
                .where((draft, policy) -> !draft.request().claims().has("tls_client_auth_dn")
                        && !draft.request().claims().has("tls_client_auth_subject_dn"))
                .where(built(policy -> !policy.certificate().kinds().contains(CertificateKind.OB_TRANSPORT)));
    }

    /** The certificate that the client says it will show later. */
    private void subject(String claim, RequestClaim rule) {
        subject(claim + "_of_another", PolicyReason.SUBJECT_DN_MISMATCH, claim, rule, "CN=somebody,O=else,C=GB");
        subject(claim + "_with_more", PolicyReason.SUBJECT_DN_MISMATCH, claim, rule, "OU=more,CN=somebody,O=else,C=GB");
        subject(claim + "_unreadable", PolicyReason.SUBJECT_DN_UNREADABLE, claim, rule, "my certificate");
    }

    private Entry subject(String name, PolicyReason reason, String claim, RequestClaim rule, String text) {
        return made.add(
                        "approval." + name,
                        reason,
                        draft -> draft.tlsClientAuth()
                                .without("tls_client_auth_subject_dn")
                                .claim(claim, text))
                .given(Circumstance.CERTIFICATES_CHECKED)
                .where(rule(rule, any -> true))
                .where(rule(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, takes("tls_client_auth")))
                .where(built(policy -> policy.certificate().subjectNamed()));
    }

    private static String name(RegistrationDraft draft, SsaClaim claim) {
        return draft.tpp().directory().shape().dialect().nameOf(claim);
    }
}
