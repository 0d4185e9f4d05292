package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.dcrkit.spi.SubjectName.Match;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A distinguished name")
class DistinguishedNameTest {

    private static final String CN = "2.5.4.3";
    private static final String O = "2.5.4.10";
    private static final String C = "2.5.4.6";
    private static final String ORG_ID = "2.5.4.97";

    private final DistinguishedName obwac = name(
            rdn(C, new DERPrintableString("GB")),
            rdn(O, new DERPrintableString("FORGEROCK LIMITED")),
            rdn(ORG_ID, new DERPrintableString("PSDGB-OB-Unknown0015800001041REAAY")),
            rdn(CN, new DERPrintableString("0015800001041REAAY")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=0015800001041REAAY,organizationIdentifier=PSDGB-OB-Unknown0015800001041REAAY,O=FORGEROCK LIMITED,C=GB",
                "C = GB, O = FORGEROCK LIMITED, organizationIdentifier = PSDGB-OB-Unknown0015800001041REAAY, CN = 0015800001041REAAY",
                "/C=GB/O=FORGEROCK LIMITED/organizationIdentifier=PSDGB-OB-Unknown0015800001041REAAY/CN=0015800001041REAAY",
                "/C=GB/O=FORGEROCK LIMITED/2.5.4.97=PSDGB-OB-Unknown0015800001041REAAY/CN=0015800001041REAAY",
                "CN=0015800001041REAAY, OID.2.5.4.97=PSDGB-OB-Unknown0015800001041REAAY, O=FORGEROCK LIMITED, C=GB",
                "CN=0015800001041REAAY;oid.2.5.4.97=PSDGB-OB-Unknown0015800001041REAAY;O=\"FORGEROCK LIMITED\";C=GB",
                "cn=0015800001041REAAY,2.5.4.97=#132250534447422d4f422d556e6b6e6f776e30303135383030303031303431524541"
                        + "4159,o=FORGEROCK LIMITED,c=GB",
                "cn=0015800001041REAAY,2.5.4.97=#0C2250534447422d4f422d556e6b6e6f776e30303135383030303031303431524541"
                        + "4159,o=FORGEROCK LIMITED,c=GB",
                "C=GB, O=FORGEROCK LIMITED/organizationIdentifier=PSDGB-OB-Unknown0015800001041REAAY, CN=0015800001041REAAY",
                "subject=C = GB, O = FORGEROCK LIMITED, organizationIdentifier = PSDGB-OB-Unknown0015800001041REAAY, CN = 0015800001041REAAY",
                "subject=\n    countryName = GB\n    organizationName          = FORGEROCK LIMITED\n    organizationIdentifier"
                        + " = PSDGB-OB-Unknown0015800001041REAAY\n    commonName = 0015800001041REAAY",
            })
    @DisplayName("is recognised in the form of each tool")
    void formOfEachTool(String written) {
        assertThat(obwac.match(written)).isEqualTo(Match.SAME);
    }

    @ParameterizedTest
    @EnumSource(NameForm.class)
    @DisplayName("with special characters in its values is read back from each form in which it is printed")
    void specialCharacters(NameForm form) {
        DistinguishedName odd = name(
                rdn(C, new DERPrintableString("LT")),
                rdn(O, new DERUTF8String("Kevin EU, UAB \\ + <q> = ; Ąž \"x\" A/S 100%")),
                rdn(CN, new DERUTF8String("  #lead and trail ")));
        String written = odd.print(form);
        // RFC 4518 trims the value in both; the old OpenSSL forms have no way of writing a quotation mark or a
        // backslash.
        boolean lossy = form == NameForm.OPENSSL_OLD_TEXT;
        assertThat(odd.match(written)).as(written).isEqualTo(lossy ? Match.UNREADABLE : Match.SAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "CN",
                "=x",
                "CN=a,",
                "CN=a,,C=GB",
                "nonsense=x",
                "CN=a+",
                "CN=\"a",
                "CN=a\\",
                "CN=\\zz",
                "CN=#",
                "CN=#0",
                "CN=#zz",
                "CN=#0c05ab",
                "CN=#0c01ff",
                "CN=#30803080",
                "1.2.=x",
                "3.1.2=x",
                "/CN",
                "/x=1",
                "CN=a\u0000b",
                "CN=a\tb",
                "commonName = a\nnonsense = b"
            })
    @DisplayName("is not read from a text that is none")
    void notAName(String written) {
        Match match = obwac.match(written);
        assertThat(match).isNotEqualTo(Match.SAME);
        assertThat(DistinguishedName.parse(written).map(name -> name.values(CN)).orElse(List.of()))
                .as("never two attributes out of it")
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("keeps a multi-valued RDN as a set")
    void multiValuedRdnIsASet() {
        DistinguishedName multi = name(rdn(C, new DERPrintableString("GB")), new RDN(new AttributeTypeAndValue[] {
            value(CN, new DERUTF8String("a")), value("2.5.4.5", new DERPrintableString("1"))
        }));
        assertThat(multi.match("CN=a+serialNumber=1,C=GB")).isEqualTo(Match.SAME);
        assertThat(multi.match("serialNumber=1+CN=a,C=GB")).isEqualTo(Match.SAME);
        assertThat(multi.match("C = GB, serialNumber = 1 + CN = a")).isEqualTo(Match.SAME);
        assertThat(multi.match("/C=GB/CN=a+serialNumber=1")).isEqualTo(Match.SAME);
        assertThat(multi.match("CN=a,serialNumber=1,C=GB")).isEqualTo(Match.DIFFERENT);
        assertThat(multi.match("CN=a,C=GB")).isEqualTo(Match.DIFFERENT);
        assertThat(multi.match("CN=a+CN=a+serialNumber=1,C=GB")).isEqualTo(Match.DIFFERENT);
    }

    @Test
    @DisplayName("DNB-11: in another order of RDNs is another name, unless exactly reversed and that is accepted")
    void order() {
        DistinguishedName name = DistinguishedName.parse("CN=a,O=b,C=GB").orElseThrow();
        assertThat(name.match("CN=a,O=b,C=GB")).isEqualTo(Match.SAME);
        assertThat(name.match("C=GB,O=b,CN=a")).isEqualTo(Match.DIFFERENT);
        assertThat(name.match("O=b,CN=a,C=GB")).isEqualTo(Match.DIFFERENT);
        DistinguishedName eitherWay = name.comparedBy(NameMatching.eitherOrder());
        assertThat(eitherWay.match("C=GB,O=b,CN=a")).isEqualTo(Match.SAME);
        assertThat(eitherWay.match("O=b,CN=a,C=GB")).isEqualTo(Match.DIFFERENT);
    }

    @Test
    @DisplayName(
            "DNB-09: matches whatever the case and the number of blanks, as caseIgnoreMatch has it (RFC 4517, 4.2.11)")
    void caseAndBlanks() {
        DistinguishedName name =
                name(rdn(O, new DERUTF8String("Open  Banking Straße")), rdn(CN, new DERUTF8String("aB")));
        assertThat(name.match("CN=Ab,O=OPEN BANKING straße")).isEqualTo(Match.SAME);
        assertThat(name.match("CN=ab,O=\\ open \\ banking   straße\\ ")).isEqualTo(Match.SAME);
        assertThat(name.match("CN=ab,O=openbanking straße")).isEqualTo(Match.DIFFERENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ａbc", "ABС", "abс", "ａｂｃ", "abc\u00ad", "a\u200bbc", "\ufeffabc", "abcſ"})
    @DisplayName("DNB-07, DNB-08: does not match a homoglyph, a fullwidth letter or an invisible character")
    void lookAlikes(String lookAlike) {
        DistinguishedName name = name(rdn(CN, new DERUTF8String(lookAlike)));
        assertThat(name.match("CN=abc")).isEqualTo(Match.DIFFERENT);
        assertThat(name.match("CN=abcs")).isEqualTo(Match.DIFFERENT);
    }

    @Test
    @DisplayName("DNB-08: matches the composed and the decomposed form of a letter")
    void composition() {
        DistinguishedName name = name(rdn(O, new DERUTF8String("Soci\u00e9t\u00e9")));
        assertThat(name.match("O=Socie\u0301te\u0301")).isEqualTo(Match.SAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"victim\u0000.evil", "vic\ntim", "vic\ttim", "vic\u200btim", "victim\ufeff", "vic\u00adtim"})
    @DisplayName("DNB-06: with a control or invisible character in a value matches nothing, not even itself")
    void invisibleCharacters(String value) {
        DistinguishedName name = name(rdn(CN, new DERUTF8String(value)));
        assertThat(name.matches(name, NameMatching.exact())).isFalse();
        assertThat(name.match("CN=victim")).isEqualTo(Match.DIFFERENT);
        for (NameForm form : NameForm.values()) {
            assertThat(name.match(name.print(form))).isNotEqualTo(Match.SAME);
        }
    }

    private static Stream<ASN1Encodable> stringTypes() {
        String value = "PSDGB-FCA-1";
        return Stream.of(
                new DERUTF8String(value),
                new DERPrintableString(value),
                new DERBMPString(value),
                new DERT61String(value.getBytes(StandardCharsets.ISO_8859_1)),
                new DERUniversalString(value.getBytes(java.nio.charset.Charset.forName("UTF-32BE"))));
    }

    @ParameterizedTest
    @MethodSource("stringTypes")
    @DisplayName("DNB-12: matches by decoded value, whatever the kind of string and however the attribute is written")
    void kindsOfString(ASN1Encodable value) {
        DistinguishedName name = name(rdn(ORG_ID, value));
        assertThat(name.values(ORG_ID)).containsExactly("PSDGB-FCA-1");
        for (String written : List.of(
                "2.5.4.97=PSDGB-FCA-1",
                "OID.2.5.4.97=PSDGB-FCA-1",
                "organizationIdentifier=PSDGB-FCA-1",
                "ORGANIZATIONIDENTIFIER=psdgb-fca-1",
                "2.5.4.97=#130b50534447422d4643412d31",
                "2.5.4.97=#0c0b50534447422d4643412d31")) {
            assertThat(name.match(written)).as(written).isEqualTo(Match.SAME);
        }
        assertThat(name.match("2.5.4.97=#0c0b50534447422d4643412d32")).isEqualTo(Match.DIFFERENT);
    }

    @Test
    @DisplayName("DNB-04: with another attribute written inside a value is not the name that has that attribute")
    void attributeInjection() {
        for (String injected :
                List.of("ACME, CN=victim", "ACME\\,CN=victim", "ACME+CN=victim", "ACME/CN=victim", "ACME\nCN=victim")) {
            DistinguishedName name = name(rdn(O, new DERUTF8String(injected)), rdn(CN, new DERUTF8String("me")));
            assertThat(name.values(CN)).containsExactly("me");
            for (NameForm form : NameForm.values()) {
                String written = name.print(form);
                for (DistinguishedName reading : DistinguishedName.readings(written)) {
                    boolean same = name.matches(reading, NameMatching.exact());
                    boolean gained = reading.values(CN).contains("victim");
                    assertThat(same && gained).as(written).isFalse();
                }
            }
        }
    }

    @Test
    @DisplayName("agrees in its immutable part when everything that identifies agrees, in any order")
    void immutablePart() {
        DistinguishedName part = obwac.comparedBy(NameMatching.immutablePart());
        assertThat(
                        part.match(
                                "CN=0015800001041REAAY,2.5.4.97=PSDGB-OB-Unknown0015800001041REAAY,O=Renamed Ltd,L=Bristol,C=GB"))
                .isEqualTo(Match.SAME);
        assertThat(part.match("C=GB,CN=0015800001041REAAY,2.5.4.97=PSDGB-OB-Unknown0015800001041REAAY"))
                .isEqualTo(Match.SAME);
        assertThat(part.match("CN=0015800001041REAAY,C=GB")).isEqualTo(Match.DIFFERENT);
        assertThat(part.match("CN=0015800001041REAAY,OU=x,2.5.4.97=PSDGB-OB-Unknown0015800001041REAAY,C=GB"))
                .isEqualTo(Match.DIFFERENT);
        assertThat(part.match("C=GB")).isEqualTo(Match.DIFFERENT);
        assertThat(DistinguishedName.parse("C=GB")
                        .orElseThrow()
                        .comparedBy(NameMatching.immutablePart())
                        .match("C=GB"))
                .as("a country identifies nobody")
                .isEqualTo(Match.DIFFERENT);
        assertThatThrownBy(() -> NameMatching.immutablePart(C, O)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("CER-07: of 200,000 commas is refused without being read")
    void hugeText() {
        assertThat(DistinguishedName.parse("O=" + ",".repeat(200_000))).isEmpty();
        DistinguishedName commas = name(rdn(O, new DERUTF8String(",".repeat(4_000))));
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(commas.match(commas.rfc4514())).isEqualTo(Match.UNREADABLE));
    }

    @Test
    @DisplayName("compares the same in a Turkish locale")
    void locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(DistinguishedName.parse("title=I,serialNumber=i")
                            .orElseThrow()
                            .match("TITLE=i,SERIALNUMBER=I"))
                    .isEqualTo(Match.SAME);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static AttributeTypeAndValue value(String oid, ASN1Encodable value) {
        return new AttributeTypeAndValue(new ASN1ObjectIdentifier(oid), value);
    }

    private static RDN rdn(String oid, ASN1Encodable value) {
        return new RDN(value(oid, value));
    }

    private static DistinguishedName name(RDN... rdns) {
        try {
            return DistinguishedName.ofDer(new X500Name(rdns).getEncoded()).orElseThrow();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
