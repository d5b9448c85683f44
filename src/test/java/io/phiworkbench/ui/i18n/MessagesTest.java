package io.phiworkbench.ui.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.Presets;
import io.phiworkbench.chat.export.ExportFormat;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.models.FitEstimate.Verdict;
import io.phiworkbench.ui.shell.Screen;
import io.phiworkbench.ui.shell.Shortcut;
import io.phiworkbench.ui.theme.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/phiworkbench/ui");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:\\.[a-zA-Z_]+)+)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

    private final Properties english = read("messages.properties");
    private final Properties french = read("messages_fr.properties");

    @AfterEach
    void backToTheSystemsLanguage() {
        Messages.use(Locale.getDefault());
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(new TreeSet<>(french.stringPropertyNames())).isEqualTo(new TreeSet<>(english.stringPropertyNames()));
    }

    @Test
    void bothLanguagesTakeTheSameArguments() {
        english.stringPropertyNames()
                .forEach(key -> assertThat(arguments(french.getProperty(key)))
                        .as(key)
                        .isEqualTo(arguments(english.getProperty(key))));
    }

    @Test
    void everyTextIsAPattern() {
        Stream.of(english, french)
                .forEach(texts -> texts.stringPropertyNames()
                        .forEach(key -> assertThat(new MessageFormat(texts.getProperty(key)))
                                .as(key)
                                .isNotNull()));
    }

    @Test
    void noApostropheSwallowsWhatFollows() {
        Pattern lonely = Pattern.compile("(?<!')'(?![{}']|language)");
        Stream.of(english, french)
                .forEach(texts -> texts.stringPropertyNames().stream()
                        .filter(key -> !key.equals("presets.template"))
                        .forEach(key -> assertThat(
                                        lonely.matcher(texts.getProperty(key)).find())
                                .as(key)
                                .isFalse()));
    }

    @Test
    void everyKeyOfTheSourcesExists() throws IOException {
        Set<String> families = english.stringPropertyNames().stream()
                .map(key -> key.substring(0, key.indexOf('.')))
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                LITERAL.matcher(Files.readString(file))
                        .results()
                        .map(r -> r.group(1))
                        .forEach(key -> {
                            boolean ours = families.contains(key.substring(0, key.indexOf('.')));
                            if (ours && !english.containsKey(key) && !isSetting(file, key)) {
                                missing.add(key + " in " + file.getFileName());
                            }
                        });
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Keys of the settings file look like keys of texts. */
    private static boolean isSetting(Path file, String key) {
        return file.endsWith("WindowSettings.java") || key.endsWith(".properties");
    }

    @Test
    void everyComposedKeyExists() {
        Stream<String> composed = Stream.of(
                        Arrays.stream(Phase.values())
                                .map(p -> "phase." + lower(p))
                                .flatMap(k -> Stream.of(k, k + ".of", k + ".name")),
                        Arrays.stream(Shortcut.values()).map(Shortcut::key),
                        Arrays.stream(Screen.values()).map(Screen::key),
                        Arrays.stream(Theme.values()).map(t -> "settings.theme." + lower(t)),
                        Arrays.stream(ExportFormat.values()).map(f -> "export." + lower(f)),
                        Arrays.stream(Verdict.values()).map(v -> "models.verdict." + lower(v)),
                        Presets.builtIn(Locale.ENGLISH).stream().map(p -> "presets." + p.id()))
                .flatMap(s -> s);
        assertThat(english.stringPropertyNames()).containsAll(composed.toList());
    }

    @Test
    void numbersFollowTheLanguage() {
        Messages.use(Locale.ENGLISH);
        assertThat(Messages.text("figures.rate", 18.44)).isEqualTo("18.4 tok/s");
        Messages.use(Locale.FRENCH);
        assertThat(Messages.text("figures.rate", 18.44)).isEqualTo("18,4 jetons/s");
    }

    @Test
    void aLanguageWithoutABundleGetsEnglish() {
        Messages.use(Locale.JAPANESE);
        assertThat(Messages.text("common.close")).isEqualTo("Close");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Set<String> arguments(String pattern) {
        return ARGUMENT.matcher(pattern).results().map(r -> r.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties read(String name) {
        Properties properties = new Properties();
        try (InputStream in = MessagesTest.class.getResourceAsStream("/io/phiworkbench/ui/" + name)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }
}
