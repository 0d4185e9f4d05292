package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest(name = "FET-03: {0} is not public")
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.255",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "fc00::1",
                "fd00::8",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:0a00:0001::",
                "2002:5db8:d822::1",
                "2001::1",
                "2001:1ff::1",
                "2001:db8::1",
                "3fff::1",
                "100::1",
                "5f00::1"
            })
    void special(String address) throws Exception {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest(name = "{0} is public")
    @ValueSource(
            strings = {
                "93.184.216.34",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "169.253.255.255",
                "192.0.1.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:93.184.216.34",
                "64:ff9b::5db8:d822",
                "2606:2800:220:1::1",
                "2a00:1450::1",
                "2001:200::1"
            })
    void ordinary(String address) throws Exception {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    @Test
    @DisplayName("A location is connectable if its host is allowed and all its addresses are public")
    void guard() throws Exception {
        OutboundGuard guard = new OutboundGuard(AllowedHosts.of("mirror.example.org"));
        InetAddress open = InetAddress.getByName("93.184.216.34");
        InetAddress closed = InetAddress.getByName("10.0.0.1");
        OutboundRequest keystore = at("keystore.example.org", AllowedHosts.of("keystore.example.org"));
        assertThatCode(() -> guard.requireConnectable(keystore, List.of(open, open)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.requireConnectable(keystore, List.of(open, closed)))
                .isInstanceOf(OutboundRefusedException.class)
                .hasMessageContaining("10.0.0.1");
        assertThatCode(() -> guard.requireConnectable(
                        at("mirror.example.org", AllowedHosts.of("mirror.example.org")), List.of(closed)))
                .doesNotThrowAnyException();
        OutboundRequest elsewhere = at("keystore.example.org", AllowedHosts.none());
        assertThatThrownBy(() -> guard.requireConnectable(elsewhere, List.of(open)))
                .isInstanceOf(OutboundRefusedException.class);
    }

    private static OutboundRequest at(String host, AllowedHosts allowed) {
        return OutboundRequest.keySet(
                new KeySetLocation(HttpsUrl.parse("https://" + host + "/").orElseThrow(), Purpose.SOFTWARE, allowed),
                1);
    }
}
