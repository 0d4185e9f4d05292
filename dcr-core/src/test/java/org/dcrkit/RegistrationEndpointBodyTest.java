package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.dcrkit.claims.Json;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "The registration endpoint without a server (OBIE DCR; RFC 7591; RFC 7592): bodies and their content types")
class RegistrationEndpointBodyTest extends RegistrationEndpointFixture {

    static Stream<List<String>> contentTypesThatAreNotTaken() {
        return Stream.of(
                List.of(),
                List.of("application/json"),
                List.of("text/plain"),
                List.of("application/x-www-form-urlencoded"),
                List.of("multipart/form-data; boundary=x"),
                List.of("application/jwt", "application/jwt"),
                List.of("application/jwt, application/json"),
                List.of("application/jwtx"),
                List.of(""));
    }

    @ParameterizedTest
    @MethodSource("contentTypesThatAreNotTaken")
    @DisplayName("HTP-01 A content type that is not taken, missing or twice is 415, and nothing is judged")
    void contentType(List<String> values) throws IOException {
        Call call = new Call("POST", "").body(scenario.requestToken());
        values.forEach(value -> call.header("Content-Type", value));

        HttpReply reply = answer(call);

        assertThat(reply.status()).isEqualTo(415);
        assertThat(Json.object(reply.body()).text("error_description").orElseThrow())
                .contains("application/jose, application/jwt");
        assertThat(reply.headers()).containsEntry("Accept", "application/jose, application/jwt");
        assertThat(scenario.keys.asked()).isEmpty();
        assertThat(events.get(0).verdict()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/jwt;charset=utf-16",
                "application/jwt; Charset=\"UTF-16LE\"",
                "application/jwt; charset",
                "application/jwt; charset =utf-7"
            })
    @DisplayName(
            "HTP-01 A charset in which a JWT would look otherwise is 415, and the answer says that it is the charset")
    void charset(String value) throws IOException {
        HttpReply reply =
                answer(new Call("POST", "").header("Content-Type", value).body(scenario.requestToken()));

        assertThat(reply.status()).isEqualTo(415);
        assertThat(Json.object(reply.body()).text("error_description").orElseThrow())
                .contains("charset");
        assertThat(scenario.keys.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/jose",
                "APPLICATION/JWT",
                "application/jwt; charset=utf-8",
                "application/jwt;x=y;charset=US-ASCII"
            })
    @DisplayName("HTP-01 application/jwt and application/jose are taken, in any case and with parameters")
    void contentTypeTaken(String value) throws IOException {
        assertThat(answer(new Call("POST", "").header("Content-Type", value).body(scenario.requestToken()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("HTP-02 A body without end is read to the limit and no further: 413")
    void tooLarge() throws IOException {
        Endless endless = new Endless();

        assertThat(answer(post().body(endless)).status()).isEqualTo(413);
        assertThat(endless.read).isLessThanOrEqualTo(RegistrationEndpoint.DEFAULT_MAX_BODY + 1);
    }

    @Test
    @DisplayName("HTP-02 A body with a content coding is not unpacked: 415")
    void coded() throws IOException {
        HttpReply packed = answer(post().header("Content-Encoding", "gzip"));
        assertThat(packed.status()).isEqualTo(415);
        assertThat(packed.headers()).containsEntry("Accept-Encoding", "identity");
        assertThat(answer(post().header("Content-Encoding", "identity")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "\n%s", "\uFEFF%s", "{\"request\":\"%s\"}", "request=%s", " %s", ""})
    @DisplayName("HTP-03 A body that is anything but the token alone is 400")
    void notTheTokenAlone(String body) throws IOException {
        assertThat(answer(post().body(body.formatted(scenario.requestToken()))).status())
                .isEqualTo(400);
        assertThat(clients.byId).isEmpty();
    }

    @Test
    @DisplayName("A body that breaks off is the server's to deal with; nothing is judged")
    void breaksOff() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };

        assertThatThrownBy(() -> answer(post().body(broken))).isInstanceOf(IOException.class);
        assertThat(scenario.keys.asked()).isEmpty();
    }
}
