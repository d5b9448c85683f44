package io.phiworkbench.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.FitEstimate.Verdict;
import io.phiworkbench.models.MachineMemory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final Path ORACLE = Path.of("src/test/resources/oracle");
    private static final long GB = 1_000_000_000L;

    private final Catalogue catalogue = Catalogue.read();

    private CatalogueModel model(String name) {
        return catalogue.find(name).orElseThrow();
    }

    /** Billions of parameters as the Hub's pages of the models state them. */
    @ParameterizedTest
    @CsvSource({
        "phi-3-mini-4k, 3.82",
        "phi-3.5-mini, 3.82",
        "phi-3-small-8k, 7.39",
        "phi-3-medium-4k, 13.96",
        "phi-3.5-vision, 4.15",
        "phi-3.5-moe, 41.87"
    })
    void theParametersAreThoseThatArePublished(String id, double billions) {
        assertThat(model(id).parameters() / 1e9).isCloseTo(billions, within(0.005));
        assertThat(model(id).downloadBytes()).isEqualTo(model(id).parameters() * 2);
    }

    @ParameterizedTest
    @CsvSource({
        "phi-3.5-mini, phi35-mini-longrope",
        "phi-3-mini-4k, phi3-mini-4k",
        "phi-3-medium-4k, phi3-medium",
        "phi-3-small-8k, phi3-small-8k",
        "phi-3.5-vision, phi35-vision",
        "phi-3.5-moe, phi35-moe"
    })
    void theWeightsAreThoseOfTheReferencesCheckpoints(String id, String golden) {
        assertThat(names(model(id).shape().weights().stream().map(w -> w.name())))
                .isEqualTo(names(Checkpoint.open(ORACLE.resolve(golden)).weights().tensors().keySet().stream()));
    }

    private static Set<String> names(Stream<String> names) {
        return names.map(n -> n.replaceAll("\\d+", "#")).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theEncoderIsThatOfThePublishedModels() {
        Phi3VConfig golden =
                (Phi3VConfig) Checkpoint.open(ORACLE.resolve("phi35-vision")).config();
        assertThat(model("phi-3.5-vision").shape().vision().orElseThrow().order())
                .isEqualTo(golden.vision().order());
        assertThat(model("phi-3.5-vision").shape().vision().orElseThrow().tokensPerCrop())
                .isEqualTo(144);
    }

    @Test
    void theSevenModelsAreThereWithTheirVariants() {
        assertThat(catalogue.models())
                .extracting(m -> m.repo().toString())
                .containsExactlyInAnyOrder(
                        "microsoft/Phi-3-mini-4k-instruct",
                        "microsoft/Phi-3-mini-128k-instruct",
                        "microsoft/Phi-3-small-8k-instruct",
                        "microsoft/Phi-3-small-128k-instruct",
                        "microsoft/Phi-3-medium-4k-instruct",
                        "microsoft/Phi-3-medium-128k-instruct",
                        "microsoft/Phi-3.5-mini-instruct",
                        "microsoft/Phi-3-vision-128k-instruct",
                        "microsoft/Phi-3.5-vision-instruct",
                        "microsoft/Phi-3.5-MoE-instruct");
        assertThat(catalogue.models()).allSatisfy(m -> {
            assertThat(m.licence()).isEqualTo("MIT");
            assertThat(m.languages()).contains("en");
        });
    }

    @Test
    void theContextIsTheVariants() {
        assertThat(model("phi-3-small-8k").contextLength()).isEqualTo(8192);
        assertThat(model("phi-3-small-128k").contextLength()).isEqualTo(131_072);
    }

    @Test
    void idsAndTitlesNameOneModelEach() {
        Set<String> names = new HashSet<>();
        catalogue
                .models()
                .forEach(m -> assertThat(names.add(m.id()) && names.add(m.title()))
                        .as(m.id())
                        .isTrue());
    }

    @Test
    void aModelIsFoundByEveryOfItsNames() {
        List.of("phi-3.5-MINI", "microsoft/Phi-3.5-mini-instruct", "Phi-3.5-mini-instruct", "Phi-3.5-mini")
                .forEach(name -> assertThat(model(name).id()).isEqualTo("phi-3.5-mini"));
        assertThat(catalogue.find("gpt")).isEmpty();
    }

    @Test
    void theMemoryIsReckonedAsForAModelOnTheDisk() {
        FitEstimate estimate = model("phi-3.5-mini")
                .estimate(LoadOptions.auto().withPrecision(Precision.BF16), new MachineMemory(16 * GB, 16 * GB));
        assertThat(estimate.weights()).isEqualTo(7_642_159_104L + 65 * 3072 * 2);
        assertThat(estimate.keyValueCache()).isEqualTo(4096L * 384 * 1024);
        assertThat(estimate.verdict()).isEqualTo(Verdict.FITS);
        assertThat(model("phi-3.5-vision")
                        .estimate(LoadOptions.auto(), new MachineMemory(16 * GB, 16 * GB))
                        .vision())
                .isBetween(500_000_000L, 700_000_000L);
    }

    @Test
    void everyModelSaysWhatItIsGoodForInBothLanguages() {
        catalogue.models().forEach(m -> {
            assertThat(m.purpose(Locale.ENGLISH)).isNotBlank();
            assertThat(m.purpose(Locale.FRENCH)).isNotBlank().isNotEqualTo(m.purpose(Locale.ENGLISH));
            assertThat(m.purpose(Locale.JAPANESE)).isEqualTo(m.purpose(Locale.ENGLISH));
        });
    }

    @Test
    void languagesHaveNames() {
        assertThat(model("phi-3.5-mini").languageNames(Locale.ENGLISH))
                .hasSize(23)
                .startsWith("Arabic", "Chinese");
        assertThat(model("phi-3-mini-4k").languageNames(Locale.FRENCH)).containsExactly("anglais");
    }
}
