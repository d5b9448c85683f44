package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InfoCommandTest {
    private static final String ORACLE = "src/test/resources/oracle/";
    private final CommandRun run = new CommandRun();

    @Test
    void theJsonHoldsShapeAndMemory() throws Exception {
        assertThat(run.run("info", ORACLE + "phi35-mini-longrope", "--context", "100", "--json"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.at("/architecture").asText()).isEqualTo("Phi3ForCausalLM");
        assertThat(json.at("/contextLength").asInt()).isEqualTo(128);
        assertThat(json.at("/longRopeSwitch").asInt()).isEqualTo(16);
        assertThat(json.at("/readsImages").asBoolean()).isFalse();
        assertThat(json.at("/storedPrecision").asText()).isEqualTo("bf16");
        // 100 tokens in 3 layers with 4 key/value heads of 16: keys and values of 2 bytes, with fp32 of 4
        assertThat(json.at("/memory/int8/cacheBytes").asInt()).isEqualTo(100 * 3 * 4 * 16 * 2 * 2);
        assertThat(json.at("/memory/fp32/cacheBytes").asInt()).isEqualTo(100 * 3 * 4 * 16 * 2 * 4);
        assertThat(json.at("/memory/fp32/weightBytes").asLong())
                .isEqualTo(4 * json.at("/parameters").asLong());
    }

    @Test
    void theTableNamesWhatAPersonAsks() {
        run.run("info", ORACLE + "phi3-medium");
        assertThat(run.out()).contains("Phi3ForCausalLM", "reads pictures", "stored as", "memory with", "int8");
    }

    @Test
    void expertsAreToldWithWhatATokenUsesOfThem() throws Exception {
        run.run("info", ORACLE + "phi35-moe");
        assertThat(run.out()).contains("experts         4 in each layer, 2 for a token; ");
        CommandRun asJson = new CommandRun();
        asJson.run("info", ORACLE + "phi35-moe", "--json");
        JsonNode json = new ObjectMapper().readTree(asJson.out());
        JsonNode config = new ObjectMapper()
                .readTree(Path.of(ORACLE, "phi35-moe", "config.json").toFile());
        long expert = 3L
                * config.get("hidden_size").asLong()
                * config.get("intermediate_size").asLong();
        long idle = config.get("num_hidden_layers").asLong() * (4 - 2) * expert;
        assertThat(json.at("/experts").asInt()).isEqualTo(4);
        assertThat(json.at("/expertsPerToken").asInt()).isEqualTo(2);
        assertThat(json.at("/activeParameters").asLong())
                .isEqualTo(json.at("/parameters").asLong() - idle);
    }

    @Test
    void modelsWithoutExpertsUseAllTheyHave() throws Exception {
        run.run("info", ORACLE + "phi3-small-8k", "--json");
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.at("/experts").isNull()).isTrue();
        assertThat(json.at("/activeParameters")).isEqualTo(json.at("/parameters"));
        CommandRun table = new CommandRun();
        table.run("info", ORACLE + "phi3-small-8k");
        assertThat(table.out()).doesNotContain("experts");
    }

    @Test
    void aFolderThatIsNoModelIsSaid() {
        assertThat(run.run("info", "src")).isEqualTo(ExitCode.MODEL);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains("config.json");
    }
}
