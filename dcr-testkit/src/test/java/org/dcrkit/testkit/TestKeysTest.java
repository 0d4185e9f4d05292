package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TestKeysTest {

    @Test
    @DisplayName("The same seed and name give the same key on every machine and JDK")
    void deterministic() {
        byte[] rsa = TestKeys.seeded(1).rsa("a").getPublic().getEncoded();
        byte[] ec = TestKeys.seeded(1).p256("a").getPublic().getEncoded();

        assertThat(HexFormat.of().formatHex(Digests.sha256(rsa)))
                .isEqualTo("e6cd1c6c24d37964ba1f6b9ca599b44ebd14233a3229287bb0fe5c46172cee5f");
        assertThat(HexFormat.of().formatHex(Digests.sha256(ec)))
                .isEqualTo("3f34179f0e423d74f493e890b8bc4c0fdc7e0430fc2942a9a5a193d9c3be4b66");
    }

    @Test
    @DisplayName("Another name or another seed gives another key")
    void distinct() {
        assertThat(TestKeys.seeded(1).p256("a").getPublic())
                .isNotEqualTo(TestKeys.seeded(1).p256("b").getPublic())
                .isNotEqualTo(TestKeys.seeded(2).p256("a").getPublic());
    }

    @Test
    @DisplayName("An RSA key has the size asked for, 2048 bits unless told otherwise")
    void size() {
        assertThat(((RSAPublicKey) TestKeys.seeded(1).rsa("a").getPublic())
                        .getModulus()
                        .bitLength())
                .isEqualTo(2_048);
        assertThat(((RSAPublicKey) TestKeys.seeded(1).rsa("a", 1_024).getPublic())
                        .getModulus()
                        .bitLength())
                .isEqualTo(1_024);
    }

    @Test
    @DisplayName("What the private half signs, the public half verifies")
    void pairs() throws Exception {
        assertThat(signsAndVerifies(TestKeys.seeded(1).rsa("a"), "SHA256withRSA"))
                .isTrue();
        assertThat(signsAndVerifies(TestKeys.seeded(1).p256("a"), "SHA256withECDSA"))
                .isTrue();
        assertThat(signsAndVerifies(TestKeys.seeded(1).ec("a", "P-384"), "SHA384withECDSA"))
                .isTrue();
    }

    private static boolean signsAndVerifies(KeyPair pair, String algorithm) throws Exception {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(new byte[] {1, 2, 3});
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(new byte[] {1, 2, 3});
        return signature.verify(signed);
    }
}
