package org.dcrkit.testkit;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.RequestReason;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.SsaReason;
import org.dcrkit.testkit.SabotageBook.Entry;
import org.dcrkit.verdict.Reason;

/** Ways to ruin a signature and the key it is made with; each for the request and for the statement. */
final class SignatureSabotage {

    private static final int WEAK = 1_024;

    private final SabotageBook made = new SabotageBook();

    private SignatureSabotage() {}

    static List<Sabotage> all() {
        SignatureSabotage catalogue = new SignatureSabotage();
        catalogue.signatures();
        catalogue.keyIds();
        catalogue.requestKeys();
        catalogue.statementKeys();
        return catalogue.made.all();
    }

    private void signatures() {
        both(
                "signature_invalid",
                "signed_by_stranger",
                draft -> draft.signedOnlyBy(stranger().privateKey()));
        both(
                "signature_invalid",
                "changed_after_signing",
                draft -> draft.afterSigning(token -> {
                    String changed = draft.claim("iat", 1).signed();
                    return changed.substring(0, changed.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));
                }));
        both("signature_invalid", "signature_bit_flipped", signature(bytes -> {
            bytes[bytes.length / 2] ^= 1;
            return bytes;
        }));
        both("signature_invalid", "signature_of_zeros", signature(bytes -> new byte[bytes.length]));
        both("signature_invalid", "signature_cut_short", signature(bytes -> Arrays.copyOf(bytes, 16)));
        both("signature_invalid", "signature_with_more_bytes", signature(bytes -> Arrays.copyOf(bytes, 300)));
        both(
                "signature_invalid",
                "signature_of_another_token",
                draft -> draft.afterSigning(token -> {
                    String other = draft.claim("jti", "another").signed();
                    return token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
                }));
        both(
                "signature_invalid",
                "signature_of_the_older_scheme",
                draft -> draft.afterSigning(token -> {
                    String older = draft.header("alg", "RS256").signed();
                    return token.substring(0, token.lastIndexOf('.')) + older.substring(older.lastIndexOf('.'));
                }));
    }

    private void keyIds() {
        both("key_not_found", "kid_unknown", draft -> draft.header("kid", "nobody"));
        both("key_not_found", "kid_with_padding", changedKid(kid -> kid + "="));
        both("key_not_found", "kid_in_other_case", changedKid(SignatureSabotage::swapCase));
        both("key_not_found", "kid_with_blank", changedKid(kid -> kid + " "));
        both("key_not_found", "kid_is_a_path", draft -> draft.header("kid", "../../../../dev/null"));
        both("key_not_found", "kid_is_a_url", draft -> draft.header("kid", "https://stranger.example/key"));
        both("key_not_found", "signed_by_unpublished_key", draft -> draft.signedBy(stranger()));
    }

    private void requestKeys() {
        fromKeySet("key_not_found", "key_withdrawn", draft -> {
            draft.tpp().unpublish(draft.tpp().signingKey());
            return draft;
        });
        fromKeySet(
                "key_not_found",
                "signed_by_other_software",
                draft -> draft.signedBy(
                        draft.tpp().directory().tpp("Another").build().signingKey()));
        fromKeySet("key_weak", "key_of_1024_bits", draft -> published(draft, weak()));
        fromKeySet("key_ambiguous", "kid_of_two_keys", draft -> {
            draft.tpp().publish(stranger().withKid(draft.tpp().signingKey().kid()));
            return draft;
        });
        fromKeySet(
                "key_unsuitable",
                "signed_by_transport_key",
                draft -> draft.signedBy(draft.tpp().transportKey()));
        fromKeySet(
                "key_unsuitable",
                "key_for_encryption",
                draft -> published(draft, stranger().withUse("enc")));
        fromKeySet("key_unsuitable", "alg_of_another_key_type", draft -> draft.header("alg", other(draft)));
        fromKeySet("key_revoked", "key_revoked", draft -> {
                    JoseKey key = draft.tpp().signingKey();
                    draft.tpp().revoke(key);
                    draft.tpp().publish(key);
                    return draft;
                })
                .where((draft, policy) -> policy.requestRequirements().revokedKeys() != RevokedKeys.NOT_CHECKED
                        && namesRevokedKeys(draft));
    }

    private void statementKeys() {
        statement(SsaReason.KEY_NOT_FOUND, "signed_by_old_key", draft -> {
            JoseKey old = draft.tpp().directory().signingKey();
            draft.tpp().directory().rotateSigningKey();
            draft.tpp().directory().forgetOldKeys();
            return draft.ssa(ssa -> ssa.signedBy(old));
        });
        statement(
                SsaReason.KEY_NOT_FOUND,
                "signed_by_the_software",
                draft -> draft.ssa(ssa -> ssa.signedBy(draft.tpp().signingKey()).header("alg", "PS256")));
        statement(SsaReason.KEY_WEAK, "key_of_1024_bits", draft -> ofDirectory(draft, weak()));
        statement(SsaReason.KEY_AMBIGUOUS, "kid_of_two_keys", draft -> {
            FakeDirectory directory = draft.tpp().directory();
            directory.publish(stranger().withKid(directory.signingKey().kid()));
            return draft;
        });
        statement(
                SsaReason.KEY_UNSUITABLE,
                "key_for_encryption",
                draft -> ofDirectory(draft, stranger().withUse("enc")));
        statement(
                SsaReason.ALG_NOT_ALLOWED,
                "alg_that_the_directory_does_not_use",
                draft -> ofDirectory(draft, JoseKey.of(TestKeys.seeded(0).p256("another directory's"))));
        made.add("ssa.self_signed", SsaReason.SELF_SIGNED, draft -> {
                    JoseKey own = draft.tpp().signingKey();
                    draft.tpp().directory().publish(own);
                    return draft.ssa(ssa -> ssa.signedBy(own));
                })
                .where((draft, policy) -> draft.tpp().signingKey().algorithm().equals("PS256") && keySet(policy));
    }

    private void both(String reason, String name, UnaryOperator<TokenDraft> change) {
        made.add("request." + name, requestReason(reason), draft -> draft.wholeRequest(change))
                .where((draft, policy) -> keySet(policy) || reason.equals("signature_invalid"));
        statement(SsaReason.valueOf(constant(reason)), name, draft -> draft.ssa(change));
    }

    private Entry fromKeySet(String reason, String name, UnaryOperator<RegistrationDraft> change) {
        return made.add("request." + name, requestReason(reason), change).where((draft, policy) -> keySet(policy));
    }

    private void statement(SsaReason reason, String name, UnaryOperator<RegistrationDraft> change) {
        made.add("ssa." + name, reason, change);
    }

    private static Reason requestReason(String reason) {
        return RequestReason.valueOf(constant(reason));
    }

    private static String constant(String reason) {
        return reason.toUpperCase(Locale.ROOT);
    }

    private static boolean keySet(RegistrationPolicy policy) {
        return policy.requestRequirements().keys() == RequestKeys.SOFTWARE_KEY_SET;
    }

    private static boolean namesRevokedKeys(RegistrationDraft draft) {
        return draft.tpp().directory().shape() == DirectoryShape.OPEN_BANKING
                || draft.tpp().directory().shape() == DirectoryShape.OPEN_FINANCE_BRASIL;
    }

    private static JoseKey stranger() {
        return JoseKey.of(TestKeys.seeded(0).rsa("a stranger's"));
    }

    private static JoseKey weak() {
        return JoseKey.of(TestKeys.seeded(0).rsa("a weak one", WEAK));
    }

    private static String other(RegistrationDraft draft) {
        return draft.tpp().signingKey().algorithm().equals("PS256") ? "ES256" : "PS256";
    }

    private static RegistrationDraft published(RegistrationDraft draft, JoseKey key) {
        draft.tpp().publish(key);
        return draft.signedBy(key);
    }

    private static RegistrationDraft ofDirectory(RegistrationDraft draft, JoseKey key) {
        draft.tpp().directory().publish(key);
        return draft.ssa(ssa -> ssa.signedBy(key));
    }

    private static UnaryOperator<TokenDraft> changedKid(UnaryOperator<String> change) {
        return draft ->
                draft.header("kid", change.apply(draft.header().text("kid").orElse("")));
    }

    private static UnaryOperator<TokenDraft> signature(Function<byte[], byte[]> change) {
        return draft -> draft.afterSigning(token -> {
            int dot = token.lastIndexOf('.');
            byte[] changed = change.apply(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
            return token.substring(0, dot + 1)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
        });
    }

    private static String swapCase(String text) {
        StringBuilder swapped = new StringBuilder();
        text.chars()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .forEach(c -> swapped.append((char) c));
        return swapped.toString();
    }
}
