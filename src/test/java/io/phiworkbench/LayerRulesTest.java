package io.phiworkbench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/**
 * The rooms of the house: which package may use which, so that arrows only point downwards. Packages that do not exist
 * yet have their rules already.
 */
@AnalyzeClasses(packages = "io.phiworkbench", importOptions = DoNotIncludeTests.class)
class LayerRulesTest {
    @ArchTest
    static final ArchRule arrowsPointDownwards = layers();

    private static LayeredArchitecture layers() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.phiworkbench..")
                .withOptionalLayers(true)
                .layer("ui")
                .definedBy("io.phiworkbench.ui..")
                .layer("cli")
                .definedBy("io.phiworkbench.cli..")
                .layer("compare")
                .definedBy("io.phiworkbench.compare..", "io.phiworkbench.analysis..")
                .layer("chat")
                .definedBy("io.phiworkbench.chat..")
                .layer("server")
                .definedBy("io.phiworkbench.server..")
                .layer("models")
                .definedBy("io.phiworkbench.models..")
                .layer("local")
                .definedBy("io.phiworkbench.inference.local..")
                .layer("remote")
                .definedBy("io.phiworkbench.inference.remote..")
                .layer("inference")
                .definedBy("io.phiworkbench.inference")
                .layer("vision")
                .definedBy("io.phiworkbench.vision..")
                .layer("text")
                .definedBy("io.phiworkbench.text..")
                .layer("checkpoint")
                .definedBy("io.phiworkbench.checkpoint..")
                .layer("torch")
                .definedBy("io.phiworkbench.torch..")
                .layer("cuda")
                .definedBy("io.phiworkbench.cuda..")
                .layer("failure")
                .definedBy("io.phiworkbench.failure")
                .whereLayer("failure")
                .mayNotAccessAnyLayer()
                .whereLayer("ui")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("compare")
                .mayOnlyBeAccessedByLayers("ui", "cli")
                .whereLayer("chat")
                .mayOnlyBeAccessedByLayers("ui", "cli", "compare")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("ui", "cli")
                .whereLayer("models")
                .mayOnlyBeAccessedByLayers("ui", "cli", "server")
                .whereLayer("local")
                .mayOnlyBeAccessedByLayers("ui", "cli")
                .whereLayer("remote")
                .mayOnlyBeAccessedByLayers("ui", "cli")
                .whereLayer("vision")
                .mayOnlyBeAccessedByLayers("ui", "cli", "compare", "local")
                .whereLayer("text")
                .mayOnlyBeAccessedByLayers("cli", "local")
                .whereLayer("checkpoint")
                .mayOnlyBeAccessedByLayers("ui", "cli", "models", "local")
                .whereLayer("torch")
                .mayOnlyBeAccessedByLayers("cli", "local", "vision")
                .whereLayer("cuda")
                .mayOnlyBeAccessedByLayers("ui", "cli", "models", "local", "torch");
    }

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("io.phiworkbench.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheEngineKnowsDjl = noClasses()
            .that(resideOutsideOfPackages("io.phiworkbench.torch..", "io.phiworkbench.text.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("ai.djl.."))
            .because("results cross the engine's border as plain Java values");

    @ArchTest
    static final ArchRule textKnowsOnlyDjlsTokenizers = noClasses()
            .that(resideInAnyPackage("io.phiworkbench.text.."))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("ai.djl..").and(resideOutsideOfPackages("ai.djl.huggingface.tokenizers..")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheViewsKnowJavaFx = noClasses()
            .that(resideOutsideOfPackages("io.phiworkbench.ui.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("javafx..", "atlantafx..", "org.controlsfx.."))
            .because("everything below the window also runs without one");
}
