package org.dcrkit.certs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.claims.StrictJson;

/** Software statements to bind certificates to. */
final class Statements {

    static final String SOFTWARE_ID = "sgsMuc8ACBgBzinpr8oJ8B";
    static final String ORG_ID = "0015800001HQQrZAAX";
    static final String REGISTRATION = "PSDGB-FCA-123456";

    private Statements() {}

    /** The usual statement: software, organisation, an FCA registration, the roles AISP and PISP. */
    static SoftwareStatement usual() {
        return of(SOFTWARE_ID, ORG_ID, "FCAGBR", "123456", "AISP", "PISP");
    }

    static SoftwareStatement of(
            String softwareId, String orgId, String authority, String registration, String... roles) {
        String array = "[\"" + String.join("\",\"", roles) + "\"]";
        return read("{\"iss\":\"OpenBanking Ltd\",\"iat\":1600000000,\"software_id\":\"" + softwareId
                + "\",\"org_id\":\""
                + orgId + "\",\"software_roles\":" + array
                + ",\"organisation_competent_authority_claims\":{\"authority_id\":\"" + authority
                + "\",\"registration_id\":\"" + registration
                + "\",\"status\":\"Active\",\"authorisations\":[{\"member_state\":\"GB\",\"roles\":" + array + "}]}}");
    }

    static SoftwareStatement read(String json) {
        JsonParse parse = StrictJson.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.forToken());
        JsonObject claims = (JsonObject) ((JsonParse.Parsed) parse).value();
        return SoftwareStatement.readAsFarAsPossible(claims, SsaDialect.obie(), fault -> {});
    }

    /** The claims of a real software statement, whose signature is not looked at here. */
    static SoftwareStatement published(String file) {
        String jwt = RealData.text(RealData.file("jwt/" + file)).strip();
        byte[] payload = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]);
        return read(new String(payload, StandardCharsets.UTF_8));
    }
}
