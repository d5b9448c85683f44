package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    void aFolderThatIsNoModelIsSaid() {
        assertThat(run.run("info", "src")).isEqualTo(ExitCode.MODEL);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains("config.json");
    }
}
