package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "OBIE DCR: a bank may match only the part of the subject that is immutable over all of a TPP's certificates")
class PartOfSubjectTest {

    private final FakeTpp acme = World.tpp();
    /** As programs in Go write the subject of an OBWAC: they leave out what they do not know. */
    private final String withoutIdentifier =
            "CN=" + acme.organisation().id() + ",O=" + acme.organisation().name() + ",C=GB";

    @Test
    @DisplayName("The attributes that are compared are the bank's choice")
    void chosen() {
        try (SpringBank bank = World.settings()
                .set("dcr.trust.match-names", "immutable_part")
                .set("dcr.trust.match-attributes", "2.5.4.3,2.5.4.6")
                .start()) {
            TppClient tpp = TppClient.of(acme, bank);
            Reply registered = register(tpp);
            assertThat(registered.status()).as(registered.body()).isEqualTo(201);
            assertThat(tpp.token(registered.json()).status()).isEqualTo(200);
            assertThat(tpp.showing(World.tpp().transportCertificate())
                            .token(registered.json())
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    @DisplayName("A bank that does not choose compares the whole name")
    void whole() {
        Reply refused = register(TppClient.of(acme, World.bank()));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("policy.subject_dn_mismatch");
    }

    @Test
    @DisplayName(
            "Attributes without the comparison that they are for, or without any that names somebody, are a mistake")
    void mistakes() {
        assertThatThrownBy(() -> World.settings()
                        .set("dcr.trust.match-attributes", "2.5.4.3")
                        .start())
                .hasRootCauseMessage("dcr.trust.match-attributes is for dcr.trust.match-names=immutable_part");
        assertThatThrownBy(() -> World.settings()
                        .set("dcr.trust.match-names", "immutable_part")
                        .set("dcr.trust.match-attributes", "2.5.4.6")
                        .start())
                .hasRootCauseMessage("the immutable part needs 2.5.4.3 or 2.5.4.97: [2.5.4.6]");
    }

    private Reply register(TppClient tpp) {
        return tpp.register(tpp.request().tlsClientAuth().claim("tls_client_auth_subject_dn", withoutIdentifier));
    }
}
