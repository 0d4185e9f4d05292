package org.dcrkit.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The marked regions of a source file, and the Java blocks of a document, both without their indentation. */
final class Snippets {

    private static final Pattern REGION =
            Pattern.compile("(?ms)^ *// snippet: (?<name>[^\\n]+)\\n(?<code>.*?)^ *// end$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(?<code>.*?)^```$");

    private Snippets() {}

    /** The folder that the whole build starts from. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.resolveSibling("");
    }

    static Map<String, String> regions(Path source) throws IOException {
        Map<String, String> regions = new LinkedHashMap<>();
        REGION.matcher(Files.readString(source))
                .results()
                .forEach(region -> regions.put(
                        region.group(1), region.group(2).stripTrailing().stripIndent()));
        return regions;
    }

    static List<String> javaBlocks(Path document) throws IOException {
        return new ArrayList<>(BLOCK.matcher(Files.readString(document))
                .results()
                .map((MatchResult block) -> block.group(1).stripTrailing().stripIndent())
                .toList());
    }
}
