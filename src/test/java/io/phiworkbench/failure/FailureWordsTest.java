package io.phiworkbench.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureWordsTest {
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");
    private static final Pattern LONELY_APOSTROPHE = Pattern.compile("(?<!')'(?!['{}])(?<![{}]')");
    private static final Pattern ENGLISH_WORDS = Pattern.compile(
            "\\b(the|is|are|not|there|file|picture|it|with|than|enough|memory|cannot|this|of|and|or|to|answers?)\\b");
    private static final List<Wording> ALL = constants();

    private final Properties english = read("failures.properties");
    private final Properties french = read("failures_fr.properties");

    /** Of all enums of the program, also those that are not public. */
    private static List<Wording> constants() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.phiworkbench").stream()
                        .filter(c -> c.isEnum() && c.isAssignableTo(Wording.class))
                        .map(JavaClass::reflect)
                        .flatMap(c -> Arrays.stream(c.getEnumConstants()))
                        .map(Wording.class::cast)
                        .toList();
    }

    static Stream<Wording> wordings() {
        return ALL.stream();
    }

    @Test
    void everyFailureHasWordsInBothLanguagesAndNoWordsAreLeftOver() {
        Set<String> keys = ALL.stream().map(Wording::key).collect(Collectors.toCollection(TreeSet::new));
        assertThat(keys).hasSameSizeAs(ALL);
        keys.add("failure.about");
        assertThat(new TreeSet<>(english.stringPropertyNames())).isEqualTo(keys);
        assertThat(new TreeSet<>(french.stringPropertyNames())).isEqualTo(keys);
    }

    @Test
    void bothLanguagesHavePlacesForTheSameValues() {
        english.forEach((key, words) -> assertThat(arguments(french.getProperty((String) key)))
                .as("%s", key)
                .isEqualTo(arguments((String) words)));
    }

    @Test
    void noApostropheSwallowsWhatFollows() {
        Stream.of(english, french)
                .forEach(words -> words.forEach((key, text) -> assertThat(
                                LONELY_APOSTROPHE.matcher((String) text).find())
                        .as("%s", key)
                        .isFalse()));
    }

    @ParameterizedTest
    @MethodSource("wordings")
    void theFrenchWordsAreFrench(Wording wording) {
        Failure failure = Failure.about("photo.png", wording, values());
        assertThat(failure.english()).startsWith("photo.png: ").doesNotContain("{0", "{1", "{2", "{3");
        assertThat(failure.in(Locale.FRENCH).toLowerCase(Locale.ROOT))
                .startsWith("photo.png : ")
                .doesNotContain("{0", "{1", "{2", "{3")
                .doesNotContainPattern(ENGLISH_WORDS);
    }

    @Test
    void numbersFollowTheLanguage() {
        Failure failure = new Failure.Worded("", "refusal.file_too_long", List.of(1_200, 1_000), "too long");
        assertThat(failure.in(Locale.ENGLISH))
                .isEqualTo("the file has 1,200 MB, more than the 1,000 MB that are accepted");
        assertThat(failure.in(Locale.FRENCH)).contains("1\u202f200 Mo");
    }

    @Test
    void aLanguageWithoutWordsGetsEnglish() {
        Failure failure = new Failure.Worded("a.png", "refusal.cut_off", List.of(), "as it was");
        assertThat(failure.in(Locale.JAPANESE)).isEqualTo("a.png: the file is cut off");
    }

    @Test
    void aFailureWithinAnotherIsSaidInTheSameLanguage() {
        Failure inner = new Failure.Worded("a.png", "refusal.cut_off", List.of(), "");
        Failure outer = new Failure.Worded("", "run.unexpected", List.of(inner), "");
        assertThat(outer.in(Locale.FRENCH)).isEqualTo("l’exécution a échoué : a.png : le fichier est tronqué");
    }

    @Test
    void whatThisVersionDoesNotKnowIsSaidAsItWas() {
        assertThat(new Failure.Worded("a.png", "refusal.of_tomorrow", List.of(1), "too new").in(Locale.FRENCH))
                .isEqualTo("a.png : too new");
        assertThat(new Failure.Worded("", "run.prompt_too_long", List.of("many"), "too long").in(Locale.FRENCH))
                .isEqualTo("too long");
    }

    @Test
    void theReasonIsThatOfTheOutermostExceptionForTheUser() {
        Failure failure = new Failure.Worded("", "run.empty_prompt", List.of(), "empty");
        class Explains extends RuntimeException implements Explained {
            private static final long serialVersionUID = 1L;

            @Override
            public Failure failure() {
                return failure;
            }
        }
        assertThat(Failure.of(new IllegalStateException("outside", new Explains())))
                .isSameAs(failure);
        assertThat(Failure.of(new IllegalStateException("alone"))).isEqualTo(new Failure.Plain("alone"));
        assertThat(Failure.of(new IllegalStateException()))
                .isEqualTo(new Failure.Plain("java.lang.IllegalStateException"));
    }

    /** Numbers, which also stand where words are meant. */
    private static Object[] values() {
        Object[] values = new Object[6];
        Arrays.setAll(values, i -> 1000 * i + 7);
        return values;
    }

    private static Set<String> arguments(String pattern) {
        assertThat(new MessageFormat(pattern)).isNotNull();
        return ARGUMENT.matcher(pattern).results().map(r -> r.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties read(String name) {
        Properties properties = new Properties();
        try (Reader in =
                new InputStreamReader(FailureWordsTest.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }
}
