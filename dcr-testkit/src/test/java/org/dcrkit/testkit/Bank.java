package org.dcrkit.testkit;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.certs.BindingRules;
import org.dcrkit.certs.KeySetMatch;
import org.dcrkit.certs.RevocationChecking;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ClaimRule;
import org.dcrkit.policy.Mettle;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PolicyProfile;
import org.dcrkit.policy.Profiles;
import org.dcrkit.policy.ValueForm;
import org.dcrkit.policy.Wso2OpenBankingUk;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CertificateVerifier;
import org.dcrkit.spi.ReplayGuard;
import org.dcrkit.testkit.Sabotage.Circumstance;

/** A bank of the tests: a policy, and the kinds of certificate that it takes. */
record Bank(RegistrationPolicy policy, List<CertificateKind> kinds) {

    static final String AUDIENCE = "0015800000jfwxXAAQ";
    private static final List<CertificateKind> ONE_KIND = List.of(CertificateKind.OBWAC);
    private static final String THOROUGH = "thorough";
    private static final String KEY_SET = "certificate in key set";
    private static final List<CertificateKind> EVERY_KIND =
            List.of(CertificateKind.OBWAC, CertificateKind.OB_TRANSPORT, CertificateKind.QWAC);

    /** The ordinary bank first, then those with a rule that it has not, then every published profile for statements of Open Banking. */
    static List<Bank> all() {
        ClaimPolicy obie = ObieProfile.V3_3.policy(AUDIENCE);
        List<Bank> banks = new ArrayList<>();
        banks.add(new Bank(obie, EVERY_KIND));
        banks.add(new Bank(strict(obie), ONE_KIND));
        banks.add(new Bank(
                obie.derive("impatient")
                        .request(request -> request.withMaxAge(Duration.ofMinutes(5)))
                        .build(),
                ONE_KIND));
        banks.add(new Bank(particular(obie), List.of(CertificateKind.OBWAC, CertificateKind.OB_TRANSPORT)));
        banks.add(new Bank(
                obie.derive("modern")
                        .certificate(rule -> rule.kinds(CertificateKind.OBWAC, CertificateKind.QWAC))
                        .build(),
                ONE_KIND));
        banks.add(new Bank(
                ObieProfile.V3_4
                        .policy(AUDIENCE)
                        .derive("by certificate")
                        .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, rule -> rule.allowed("tls_client_auth"))
                        .build(),
                ONE_KIND));
        banks.add(new Bank(obie.derive(THOROUGH).build(), ONE_KIND));
        banks.add(new Bank(obie.derive(KEY_SET).build(), ONE_KIND));
        Profiles.all().stream()
                .filter(profile -> profile != ObieProfile.V3_3)
                .filter(profile -> profile.dialect() == SsaDialect.obie())
                .forEach(profile -> banks.add(new Bank(profile.policy(AUDIENCE), kinds(profile))));
        return banks;
    }

    private static ClaimPolicy strict(ClaimPolicy obie) {
        return obie.derive("strict")
                .ssa(ssa -> ssa.withSkew(Duration.ZERO)
                        .withMaxAge(Duration.ofMinutes(5))
                        .withExpiryRequired())
                .request(request -> request.withMaxLifetime(Duration.ofHours(1)))
                .build();
    }

    private static ClaimPolicy particular(ClaimPolicy obie) {
        return obie.derive("particular")
                .statement(rule -> rule.roles("AISP", "PISP")
                        .authorities("OBGBR")
                        .memberStates("GB")
                        .softwareIdForm(ValueForm.BASE62_22))
                .claim(RequestClaim.JWKS, ClaimRule::optional)
                .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, rule -> rule.allowed("private_key_jwt"))
                .claim(RequestClaim.ISSUER, ClaimRule::anyForm)
                .claim(RequestClaim.SOFTWARE_ID, ClaimRule::anyForm)
                .pagesOnRedirectHost(true)
                .claim(
                        RequestClaim.GRANT_TYPES,
                        rule -> rule.requires("authorization_code").atLeastOneOf("refresh_token"))
                .claim(RequestClaim.RESPONSE_TYPES, rule -> rule.mandatory().defaultsTo(List.of()))
                .claim(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG, rule -> rule.allowed("PS256"))
                .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, rule -> rule.allowed("PS256"))
                .redirectUris(rule -> rule.atMost(1))
                .build();
    }

    private static List<CertificateKind> kinds(PolicyProfile profile) {
        if (profile instanceof Mettle || profile == Wso2OpenBankingUk.ONBOARDING) {
            return List.of(CertificateKind.OB_TRANSPORT);
        }
        return ONE_KIND;
    }

    /** What this bank must refuse in the given world. */
    boolean notices(Sabotage sabotage, World world) {
        return circumstances().containsAll(sabotage.circumstances())
                && !wouldAlsoMissIt(sabotage)
                && sabotage.appliesTo(world.registration(), policy);
    }

    /** A directory, a TPP in it with a certificate of that kind, and this bank's validator. */
    World world(CertificateKind kind, TestClock clock) {
        FakeDirectory.Builder builder = FakeDirectory.openBanking(clock);
        boolean live = policy instanceof ClaimPolicy built
                && built.statement().environments().contains("production");
        FakeDirectory directory = (live ? builder.environment("production").mode("Live") : builder).build();
        FakeTpp tpp = directory.tpp("Acme").transport(kind).build();
        return new World(this, tpp, validator(directory), directory.changes());
    }

    /** What a sabotage happens in; it can be used again unless the sabotage changed it. */
    record World(Bank bank, FakeTpp tpp, RegistrationValidator validator, int changes) {

        RegistrationDraft registration() {
            return tpp.registration(bank.policy());
        }

        boolean isUnchanged() {
            return tpp.directory().changes() == changes;
        }
    }

    RegistrationValidator validator(FakeDirectory directory) {
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        for (X509Certificate anchor : directory.trustAnchors()) {
            anchors.anchor(anchor.getSubjectX500Principal().getName(), anchor);
        }
        Set<ReplayGuard.TokenUse> used = ConcurrentHashMap.newKeySet();
        return RegistrationValidator.builder(directory.trustedAlone(), directory.keySource(), policy, directory.clock())
                .certificates(certificates(directory, anchors.build()))
                .replayGuard((use, until, at) -> used.add(use))
                .build();
    }

    private CertificateVerifier certificates(FakeDirectory directory, TrustAnchors anchors) {
        X509CertificateVerifier.Builder verifier = X509CertificateVerifier.builder(anchors);
        if (policy.name().equals(KEY_SET)) {
            return verifier.bindBy(BindingRules.inSoftwareKeySet(KeySetMatch.CERTIFICATE))
                    .withoutRevocation("this bank asks nobody")
                    .build();
        }
        if (!policy.name().equals(THOROUGH)) {
            return new RememberingVerifier(
                    verifier.withoutRevocation("this bank asks nobody").build());
        }
        CertificateAuthority openBanking = directory.openBankingCa();
        CertificateAuthority qualified = directory.qualifiedCa();
        return verifier.revocation(RevocationChecking.require()
                        .prefetched(() -> List.of(
                                openBanking.revocationList(),
                                openBanking.rootRevocationList(),
                                qualified.revocationList(),
                                qualified.rootRevocationList()))
                        .build())
                .refuseKeysRevokedAtDirectory()
                .build();
    }

    /** What this bank does besides judging tokens. */
    private Set<Circumstance> circumstances() {
        Set<Circumstance> does = EnumSet.of(Circumstance.CERTIFICATES_CHECKED, Circumstance.REPLAY_NOTICED);
        if (policy.name().equals(THOROUGH)) {
            does.add(Circumstance.REVOCATION_CHECKED);
            does.add(Circumstance.KEYS_REVOKED_AT_DIRECTORY_REFUSED);
        } else if (policy.name().equals(KEY_SET)) {
            does.add(Circumstance.CERTIFICATE_IN_KEY_SET);
        }
        return does;
    }

    /** At a bank that looks for the very certificate in the key set, any changed certificate is missing there as well. */
    private boolean wouldAlsoMissIt(Sabotage sabotage) {
        return policy.name().equals(KEY_SET)
                && sabotage.circumstances().contains(Circumstance.CERTIFICATES_CHECKED)
                && !sabotage.circumstances().contains(Circumstance.CERTIFICATE_IN_KEY_SET);
    }

    @Override
    public String toString() {
        return policy.name();
    }
}
