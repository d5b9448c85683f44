package io.phiworkbench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.OutputFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutputFormatJsonTest {
    static Stream<OutputFormat> formats() {
        return Stream.of(
                OutputFormat.TEXT,
                OutputFormat.JSON,
                new OutputFormat.JsonSchema("{\"type\":\"object\"}"),
                new OutputFormat.Choice(List.of("yes", "no")),
                new OutputFormat.Pattern("[a-z]+"),
                new OutputFormat.Csv(2, 5),
                new OutputFormat.Csv(2, 5, true));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyFormatComesBackFromTheSettingsOfAStoredRun(OutputFormat format) {
        GenerationOptions options = GenerationOptions.greedy().withFormat(format);

        assertThat(RunJson.options(RunJson.write(options))).isEqualTo(options);
    }

    @Test
    void anUnknownFormatIsNamed() {
        var json = new ObjectMapper().createObjectNode().put("type", "yaml");

        assertThatThrownBy(() -> OutputFormatJson.read(json)).hasMessage("\"yaml\" is no output format");
    }
}
