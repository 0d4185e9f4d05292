package org.dcrkit.claims;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonParse.Fault;
import org.dcrkit.claims.JsonParse.Malformed;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8259: the JSON data interchange format, read without any leniency")
class StrictJsonTest {

    private static final JsonLimits TOKEN = JsonLimits.forToken();

    @Test
    @DisplayName("Section 3: a value is an object, array, number, string, or one of three literal names")
    void values() {
        assertThat(read(" {\"a\" : [1, -0.5e+3, \"x\", true, false, null, {}, []]}\r\n\t"))
                .isEqualTo(new JsonObject(Map.of(
                        "a",
                        new JsonArray(List.of(
                                new JsonNumber("1"),
                                new JsonNumber("-0.5e+3"),
                                new JsonString("x"),
                                new JsonBoolean(true),
                                new JsonBoolean(false),
                                JsonNull.NULL,
                                JsonObject.empty(),
                                new JsonArray(List.of()))))));
    }

    @Test
    @DisplayName("Section 7: any character may be escaped, two-character escapes and surrogate pairs included")
    void escapes() {
        assertThat(read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD834\\udd1e plain \u00fc\ud834\udd1e\""))
                .isEqualTo(new JsonString("\"\\/\b\f\n\r\t\u00e4\ud834\udd1e plain \u00fc\ud834\udd1e"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}x", "{}{}", "{},", "{} //c", "{}]", "{} /* c */", "{}\u0000", "{}\u00a0", "[1] 2"})
    @DisplayName("JSN-09: nothing follows the value")
    void trailing(String text) {
        assertThat(fault(text)).isEqualTo(Fault.SYNTAX);
    }

    @Test
    @DisplayName("JSN-11: implementations MUST NOT add a byte order mark, and none is skipped")
    void byteOrderMark() {
        assertThat(fault("\uFEFF{}")).isEqualTo(Fault.ENCODING);
        assertThat(fault(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0})).isEqualTo(Fault.ENCODING);
        assertThat(fault("{}".getBytes(StandardCharsets.UTF_16BE))).isEqualTo(Fault.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "c080", "eda080", "f4908080", "ff", "e282", "f880808080"})
    @DisplayName("FMT-27, FMT-28: text that is not UTF-8 is refused, never repaired")
    void notUtf8(String hex) {
        byte[] bad = java.util.HexFormat.of().parseHex(hex);
        byte[] text = new byte[bad.length + 2];
        text[0] = '"';
        System.arraycopy(bad, 0, text, 1, bad.length);
        text[text.length - 1] = '"';

        assertThat(fault(text)).isEqualTo(Fault.ENCODING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iss\":1,\"iss\":2}",
                "{\"iss\":1,\"\\u0069ss\":2}",
                "{\"a\":{\"b\":{\"c\":1,\"c\":1}}}",
                "[[{\"k\":null,\"k\":null}]]",
                "{\"\":1,\"\":2}",
                "{\"\u00fc\":1,\"\\u00FC\":2}",
                "{\"\ud834\udd1e\":1,\"\\ud834\\udd1e\":2}"
            })
    @DisplayName("JSN-01, JSN-02: the names within an object are unique, at any depth and however they are spelt")
    void duplicates(String text) {
        assertThat(fault(text)).isEqualTo(Fault.DUPLICATE_MEMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":{\"x\":1},\"b\":{\"x\":1}}", "{\"a\":1,\"A\":1}", "[{\"a\":1},{\"a\":1}]"})
    @DisplayName("The same name in two objects, or in another case, is no duplicate")
    void notDuplicates(String text) {
        assertThat(parse(text)).isInstanceOf(Parsed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800x\"",
                "\"\\ud800\\ud800\\udc00\"",
                "{\"\\ud800\":1}"
            })
    @DisplayName("JSN-13: an escape that is half of a surrogate pair is refused")
    void loneSurrogates(String text) {
        assertThat(fault(text)).isEqualTo(Fault.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\nb\"", "\"a\u0000b\"", "\"\u001f\"", "{\"a\tb\":1}"})
    @DisplayName("JSN-12: control characters MUST be escaped in strings")
    void controlCharacters(String text) {
        assertThat(fault(text)).isEqualTo(Fault.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "+1",
                "-",
                ".5",
                "1.",
                "1e",
                "1e+",
                "0x1",
                "NaN",
                "Infinity",
                "-Infinity",
                "1_000",
                "\u0661",
                "\"\\u00\u0661\u0661\"",
                "\"\\x41\"",
                "\"\\u12g4\"",
                "'a'",
                "True",
                "nul",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "[",
                "{",
                "\"",
                "{\"a\"",
                "{\"a\":",
                "[1",
                "",
                " ",
                "]",
                ",",
                "\"\\"
            })
    @DisplayName("Whatever does not follow the grammar is refused")
    void grammar(String text) {
        assertThat(fault(text)).isEqualTo(Fault.SYNTAX);
    }

    @Test
    @DisplayName("A text longer than the limit is refused unread, even where its bytes are not UTF-8")
    void lengthLimit() {
        JsonLimits limits = TOKEN.withMaxBytes(10);

        assertThat(StrictJson.parse("[1,2,3,45]".getBytes(UTF_8), limits)).isInstanceOf(Parsed.class);
        assertThat(fault("[1,2,3,456]".getBytes(UTF_8), limits)).isEqualTo(Fault.LIMIT);
        assertThat(fault(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, limits))
                .isEqualTo(Fault.LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"[,]", "'{\"a\":','}'"})
    @DisplayName("HDR-26: nesting of the greatest depth is read, one level more is refused, and 100,000 cost no stack")
    void depthLimit(String open, String close) {
        assertThat(parse(open.repeat(16) + "1" + close.repeat(16))).isInstanceOf(Parsed.class);
        assertThat(fault(open.repeat(17) + "1" + close.repeat(17))).isEqualTo(Fault.LIMIT);
        byte[] deep = open.repeat(100_000).getBytes(UTF_8);
        assertThat(fault(deep, new JsonLimits(10_000_000, 64, 10_000_000, 40))).isEqualTo(Fault.LIMIT);
    }

    @Test
    @DisplayName("JSN-07: values are counted in all, wherever they stand")
    void countLimit() {
        JsonLimits limits = new JsonLimits(1_000, 16, 4, 40);

        assertThat(StrictJson.parse("[1,[2,3]]".getBytes(UTF_8), limits)).isInstanceOf(Malformed.class);
        assertThat(StrictJson.parse("[1,[2]]".getBytes(UTF_8), limits)).isInstanceOf(Parsed.class);
        assertThat(fault("{\"a\":1,\"b\":2,\"c\":3,\"d\":4}".getBytes(UTF_8), limits))
                .isEqualTo(Fault.LIMIT);
    }

    @Test
    @DisplayName("JSN-06: a number keeps the characters that it was written in, up to the limit")
    void numberLimit() {
        assertThat(read("1".repeat(40))).isEqualTo(new JsonNumber("1".repeat(40)));
        assertThat(fault("1".repeat(41))).isEqualTo(Fault.LIMIT);
        assertThat(read("1e1000000000")).isEqualTo(new JsonNumber("1e1000000000"));
        assertThat(read("-1e-999999999")).isEqualTo(new JsonNumber("-1e-999999999"));
    }

    static Stream<Arguments> longs() {
        return Stream.of(
                Arguments.of("0", 0L),
                Arguments.of("-0", 0L),
                Arguments.of("9223372036854775807", Long.MAX_VALUE),
                Arguments.of("-9223372036854775808", Long.MIN_VALUE),
                Arguments.of("9223372036854775808", null),
                Arguments.of("-9223372036854775809", null),
                Arguments.of("99999999999999999999", null),
                Arguments.of("1.0", null),
                Arguments.of("1e3", null),
                Arguments.of("1E3", null));
    }

    @ParameterizedTest
    @MethodSource("longs")
    @DisplayName("TIM-13: a whole number fits into 64 bits or is none; it is never wrapped, rounded or cut")
    void asLong(String literal, Long expected) {
        assertThat(((JsonNumber) read(literal)).asLong().stream().boxed().toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    static Stream<Arguments> hostileSizes() {
        return Stream.of(
                Arguments.of("JSN-06: a number of 1,000,000 digits", "1" + "0".repeat(1_000_000)),
                Arguments.of("JSN-07: 100,000 claims", manyClaims(100_000)),
                Arguments.of("JSN-07: one string of 10 MB", "{\"a\":\"" + "x".repeat(10_000_000) + "\"}"),
                Arguments.of("JSN-07: an array of 1,000,000 elements", "[1" + ",1".repeat(1_000_000) + "]"),
                Arguments.of("JSN-08: 50,000 names of one hash", collidingNames(50_000)),
                Arguments.of("unclosed strings", "\"\\".repeat(500_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileSizes")
    @DisplayName("A token-sized limit refuses hostile sizes unread, within 50 ms")
    void hostileSize(String title, String text) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(fault(bytes)).isEqualTo(Fault.LIMIT);
        assertThat(best(() -> StrictJson.parse(bytes, TOKEN))).isLessThan(Duration.ofMillis(50));
    }

    @Test
    @DisplayName("JSN-08: names that all have one hash code take little longer than others, even beyond any limit")
    void hashCollisions() {
        byte[] colliding = collidingNames(50_000).getBytes(UTF_8);
        byte[] plain = manyClaims(50_000).getBytes(UTF_8);
        JsonLimits boundless = new JsonLimits(100_000_000, 16, 100_000_000, 40);

        assertThat(StrictJson.parse(colliding, boundless)).isInstanceOf(Parsed.class);
        assertThat(best(() -> StrictJson.parse(colliding, boundless)))
                .isLessThan(best(() -> StrictJson.parse(plain, boundless)).multipliedBy(100));
    }

    @Test
    @DisplayName("What was read and written again is read as the same value")
    void roundTrip() {
        Random random = new Random(8259);
        for (int i = 0; i < 500; i++) {
            JsonValue value = random(random, 4);
            String written = value.toString();

            assertThat(written).matches("[\\x20-\\x7e]*");
            assertThat(read(written)).isEqualTo(value);
        }
    }

    @Test
    @DisplayName("No change of a single byte makes the parser throw")
    void mutations() {
        byte[] good = "{\"iss\":\"a\\u00e4\u00fc\",\"n\":[1,-2.5e3,{\"x\":null}],\"t\":true}".getBytes(UTF_8);
        for (int at = 0; at < good.length; at++) {
            for (int b = 0; b < 256; b++) {
                byte[] changed = good.clone();
                changed[at] = (byte) b;
                JsonParse parse = StrictJson.parse(changed, TOKEN);
                if (parse instanceof Malformed malformed) {
                    assertThat(malformed.offset()).isBetween(0, good.length);
                    assertThat(malformed.detail()).isNotBlank();
                }
            }
        }
    }

    @Test
    @DisplayName("Limits without sense are a programmer's error")
    void senselessLimits() {
        assertThatThrownBy(() -> new JsonLimits(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonLimits(1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonLimits(1, 65, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonLimits(1, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonLimits(1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("An object is changed by making another one; the order of its members stays")
    void objects() {
        JsonObject object = JsonObject.empty()
                .with("a", "x")
                .with("b", 2)
                .with("c", List.of("y", "z"))
                .with("a", JsonNull.NULL);

        assertThat(object).hasToString("{\"a\":null,\"b\":2,\"c\":[\"y\",\"z\"]}");
        assertThat(object.without("b").without("zz")).hasToString("{\"a\":null,\"c\":[\"y\",\"z\"]}");
        assertThat(object.get("a")).contains(JsonNull.NULL);
        assertThat(object.text("b")).isEmpty();
        assertThat(object.has("d")).isFalse();
        assertThatThrownBy(() -> object.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Stream.of("{}", "[]", "\"\"", "1", "true", "null")
                        .map(text -> read(text).kind()))
                .containsExactly("object", "array", "string", "number", "boolean", "null");
    }

    private static Duration best(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return Duration.ofNanos(best);
    }

    private static String manyClaims(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"c" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    private static String collidingNames(int count) {
        return IntStream.range(0, count)
                .mapToObj(StrictJsonTest::collidingName)
                .map(name -> "\"" + name + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String collidingName(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            name.append((number >> bit & 1) == 0 ? "AaAa" : "BBBB");
        }
        return name.toString();
    }

    private static JsonValue random(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> new JsonString(randomText(random));
            case 1 -> new JsonNumber(Long.toString(random.nextLong()));
            case 2 -> new JsonBoolean(random.nextBoolean());
            case 3 -> JsonNull.NULL;
            case 4 ->
                new JsonArray(IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> random(random, depth - 1))
                        .toList());
            default -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(randomText(random), random(random, depth - 1));
                }
                yield new JsonObject(members);
            }
        };
    }

    private static String randomText(Random random) {
        List<Integer> codePoints = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            int codePoint = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(Character.MAX_CODE_POINT);
            codePoints.add(codePoint >= 0xd800 && codePoint <= 0xdfff ? 'x' : codePoint);
        }
        return codePoints.stream().map(Character::toString).collect(Collectors.joining());
    }

    private static JsonValue read(String text) {
        JsonParse parse = parse(text);
        assertThat(parse).isInstanceOf(Parsed.class);
        return ((Parsed) parse).value();
    }

    private static JsonParse parse(String text) {
        return StrictJson.parse(text.getBytes(UTF_8), TOKEN);
    }

    private static Fault fault(String text) {
        return fault(text.getBytes(UTF_8));
    }

    private static Fault fault(byte[] text) {
        return fault(text, TOKEN);
    }

    private static Fault fault(byte[] text, JsonLimits limits) {
        JsonParse parse = StrictJson.parse(text, limits);
        assertThat(parse).isInstanceOf(Malformed.class);
        return ((Malformed) parse).fault();
    }
}
