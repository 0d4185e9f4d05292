package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ClaimRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("docs/spring-authorization-server.md")
class SpringDocumentTest {

    @Test
    @DisplayName("The policy file of the document can be read, and takes private_key_jwt alone")
    void policyFile(@TempDir Path folder) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```json\\n(.*?)^```$")
                .matcher(Files.readString(Snippets.root().resolve("docs/spring-authorization-server.md")));
        assertThat(block.find()).isTrue();

        ClaimPolicy policy = PolicySnippets.read(Files.writeString(folder.resolve("policy.json"), block.group(1)));

        assertThat(policy.claims().get(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD))
                .extracting(ClaimRule::allowed)
                .asString()
                .contains("private_key_jwt")
                .doesNotContain("tls_client_auth");
        assertThat(block.find()).as("a further block would be unread").isFalse();
    }
}
