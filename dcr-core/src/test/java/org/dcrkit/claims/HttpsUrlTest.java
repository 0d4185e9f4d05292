package org.dcrkit.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dcrkit.Vectors;
import org.dcrkit.claims.HttpsUrl.HostKind;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An https URL is read only where every parser resolves it to the same host")
class HttpsUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://keystore.openbanking.org.uk/a/b.jwks,keystore.openbanking.org.uk,NAME,443,/a/b.jwks",
        "https://KeyStore.Example:8443/x?y=z/?,keystore.example,NAME,8443,/x",
        "https://a.example,a.example,NAME,443,''",
        "https://localhost:1/,localhost,SINGLE_LABEL,1,/",
        "https://xn--exmple-cua.com/,xn--exmple-cua.com,NAME,443,/",
        "https://127.0.0.1:65535/,127.0.0.1,IPV4,65535,/",
        "https://[::1]/,[::1],IPV6,443,/",
        "https://[2001:DB8::a:0:1]:8443/,[2001:db8::a:0:1],IPV6,8443,/",
        "https://[1:2:3:4:5:6:7:8]/,[1:2:3:4:5:6:7:8],IPV6,443,/",
        "https://a.example/%7Ex;y=1/'!$&()*+:@',a.example,NAME,443,/%7Ex;y=1/'!$&()*+:@'"
    })
    @DisplayName("A plain https URL is read in its parts")
    void plain(String text, String host, HostKind kind, int port, String path) {
        HttpsUrl url = HttpsUrl.parse(text).orElseThrow();

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.hostKind()).isEqualTo(kind);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.path()).isEqualTo(path);
        assertThat(url).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://a.example/",
                "HTTPS://a.example/",
                "ftp://a.example/",
                "//a.example/",
                "/cb",
                "https:a.example/cb",
                "https:/a.example",
                "https:///a.example",
                "https://",
                "https:\\\\a.example",
                "https://user@a.example/",
                "https://good.com@evil.com/",
                "https://good.com%2f@evil.com/",
                "https://a.example#x",
                "https://a.example/#",
                "https://a.example/cb#x",
                "https://good.com\\@evil.com",
                "https://a.example/a/../cb",
                "https://a.example/a/%2e%2e/cb",
                "https://a.example/%252e%252e/",
                "https://a.example/..;/x",
                "https://a.example/./cb",
                "https://a.example//cb",
                "https://a.example/%2f",
                "https://a.example/%5c",
                "https://a.example/..",
                "https://a.example/.",
                "https://a.example/%2E",
                "https://a.example:0/",
                "https://a.example:65536/",
                "https://a.example:99999/",
                "https://a.example:/",
                "https://a.example:-1/",
                "https://a.example:8443x/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://1.1.1.1./",
                "https://1.2.3.256/",
                "https://a.1/",
                "https://a.0x4/",
                "https://1.2.3/",
                "https://a.example./",
                "https://.a.example/",
                "https://a..example/",
                "https://-a.example/",
                "https://a-.example/",
                "https://a_b.example/",
                "https://*.example/",
                "https://ex\u00e4mple.com/",
                "https://ex\u0430mple.com/",
                "https://a\u3002b/",
                "https://\uff11.example/",
                "https://a.example/\u202e",
                "https://a.example/%0d%0aLocation:x",
                "https://a.example/\r\n",
                " https://a.example/",
                "https://a.example/ ",
                "https://a.example/%zz",
                "https://a.example/%",
                "https://a.example/%4",
                "https://a.example/%u0041",
                "https://a.example/%c0%ae",
                "https://a.example/%00",
                "https://a.example/\u00ad",
                "https://a.example/<script>",
                "https://a.example/\"",
                "https://a.example/?q=\u00e4",
                "https://a.example/?%g0",
                "https://a.example/|",
                "https://a.example/^",
                "https://a.example/`",
                "https://a.example/{x}",
                "https://[::1/",
                "https://::1/",
                "https://[]/",
                "https://[:::]/",
                "https://[1]/",
                "https://[1:2]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fe80::1%25eth0]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::01]/",
                "https://[1::2::3]/",
                "https://[1:2:3:4:5:6:7::]/",
                "https://[1:0:0:2:3::4]/",
                "https://[12345::]/",
                "https://[g::]/",
                "https://[::1]x/",
                "https://[0:0:1:0:0:0:0:1]/",
                "https://[1::0:2]/",
                "https://[1:0::2]/",
                "https://[1:2:3:4:5:6:7:8:9]/",
                "https://[1:2:3:4:5:6:7:]/"
            })
    @DisplayName("URI-04 to URI-19: whatever parsers are known to read differently is refused")
    void refused(String text) {
        assertThat(HttpsUrl.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("A URL of 2048 characters is read, however many escapes it has, and one more is not")
    void length() {
        String path = "%7e".repeat((HttpsUrl.MAX_LENGTH - "https://a.example/".length()) / 3);
        String longest = "https://a.example/" + path;
        longest = longest + "x".repeat(HttpsUrl.MAX_LENGTH - longest.length());

        assertThat(HttpsUrl.parse(longest)).isPresent();
        assertThat(HttpsUrl.parse(longest + "x")).isEmpty();
        assertThat(HttpsUrl.parse("https://" + "a.".repeat(127) + "a/")).isEmpty();
        assertThat(HttpsUrl.parse("https://" + "a".repeat(64) + ".example/")).isEmpty();
    }

    @Test
    @DisplayName("RFC 3986, section 6.2.1: URLs are equal when their characters are")
    void equality() {
        HttpsUrl url = HttpsUrl.parse("https://a.example/x").orElseThrow();

        assertThat(url)
                .isEqualTo(HttpsUrl.parse("https://a.example/x").orElseThrow())
                .hasSameHashCodeAs(HttpsUrl.parse("https://a.example/x").orElseThrow())
                .isNotEqualTo(HttpsUrl.parse("https://A.example/x").orElseThrow())
                .isNotEqualTo(HttpsUrl.parse("https://a.example:443/x").orElseThrow())
                .isNotEqualTo("https://a.example/x");
    }

    @Test
    @DisplayName("URI-21: what we read of the WHATWG URL test data has the host and port that a browser sees")
    void whatwg() {
        byte[] data = Vectors.bytes(Vectors.path("url/urltestdata.json"));
        // The data has lone surrogates on purpose, which are no JSON for us and no URL either.
        String text = new String(data, StandardCharsets.UTF_8).replaceAll("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}", "x");
        JsonLimits limits = new JsonLimits(10_000_000, 16, 1_000_000, 40);
        JsonArray cases =
                (JsonArray) ((Parsed) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), limits)).value();
        List<JsonObject> urls = cases.elements().stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
        List<JsonObject> read =
                urls.stream().filter(url -> parsed(url, "input").isPresent()).toList();

        assertThat(urls).hasSize(869);
        assertThat(read).isNotEmpty().allSatisfy(url -> {
            HttpsUrl ours = parsed(url, "input").orElseThrow();
            assertThat(url.has("failure")).isFalse();
            assertThat(url.text("protocol")).contains("https:");
            assertThat(url.text("hostname")).contains(ours.host());
            assertThat(url.text("port")).contains(ours.port() == 443 ? "" : Integer.toString(ours.port()));
        });
        assertThat(urls.stream().filter(url -> parsed(url, "href").isPresent()))
                .hasSizeGreaterThan(read.size())
                .allSatisfy(url -> assertThat(url.text("hostname"))
                        .contains(parsed(url, "href").orElseThrow().host()));
    }

    private static Optional<HttpsUrl> parsed(JsonObject url, String member) {
        return url.text(member).flatMap(HttpsUrl::parse);
    }
}
