package io.phiworkbench.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JavaFX only warns of a colour that no theme defines, and then draws with another one. */
class StylesheetTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/phiworkbench/ui");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern DECLARATION = Pattern.compile("([-\\w]+)\\s*:\\s*([^;{}]+)[;}]");
    /** A name that stands for a value; a minus before a number is none. */
    private static final Pattern LOOKUP = Pattern.compile("(?<![-\\w\"'])-[a-z][-\\w]*");

    private static Stream<Path> stylesheets() throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(FOLDER)) {
            found = files.filter(file -> file.toString().endsWith(".css")).toList();
        }
        assertThat(found).hasSizeGreaterThan(2);
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("stylesheets")
    void everyColourThatIsLookedUpIsDefinedInBothThemes(Path stylesheet) throws IOException {
        String own = Files.readString(stylesheet);
        for (String theme :
                List.of(new PrimerLight().getUserAgentStylesheet(), new PrimerDark().getUserAgentStylesheet())) {
            Set<String> unresolved = new TreeSet<>(lookedUp(own));
            unresolved.removeAll(defined(theme(theme)));
            unresolved.removeAll(defined(own));
            assertThat(unresolved).as("not defined by %s", theme).isEmpty();
        }
    }

    private static String theme(String address) throws IOException {
        try (InputStream css = Objects.requireNonNull(PrimerLight.class.getResourceAsStream(address), address)) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> defined(String css) {
        return declarations(css).map(d -> d.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> lookedUp(String css) {
        return declarations(css)
                .flatMap(d -> LOOKUP.matcher(d.group(2)).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Stream<MatchResult> declarations(String css) {
        return DECLARATION.matcher(COMMENT.matcher(css).replaceAll("")).results();
    }
}
