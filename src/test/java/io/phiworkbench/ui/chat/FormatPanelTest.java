package io.phiworkbench.ui.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.ui.ScriptedModel;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.i18n.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatPanelTest {
    @TempDir
    Path folder;

    private WindowRig rig;
    private FormatPanel panel;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = new WindowRig(
                folder,
                Path.of("assets").toAbsolutePath(),
                (_, _, _, _) -> new ScriptedModel("Scripted", _ -> "ok", Duration.ZERO));
        panel = WindowRig.fx(() -> new FormatPanel(rig.workbench().chat()));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private OutputFormat format() {
        return WindowRig.fx(() ->
                rig.workbench().chat().conversationProperty().get().options().format());
    }

    private void choose(int index) {
        WindowRig.run(() ->
                ((ChoiceBox<?>) panel.lookup(".choice-box")).getSelectionModel().select(index));
    }

    private void type(String schema) {
        WindowRig.run(() -> ((TextArea) panel.lookup("#answer-schema")).setText(schema));
    }

    private boolean faultIsShown() {
        return WindowRig.fx(() -> panel.lookup(".analyse-warning").isVisible());
    }

    @Test
    void whatIsChosenCountsForTheChatAndASchemaOnceItIsUnderstood() {
        choose(1);
        assertThat(format()).isEqualTo(OutputFormat.JSON);
        choose(2);
        assertThat(format()).isInstanceOf(OutputFormat.Csv.class);

        choose(3);
        type("{\"type\": \"arr");
        assertThat(format()).isEqualTo(OutputFormat.TEXT);
        assertThat(faultIsShown()).isTrue();
        type("{\"type\": \"array\"}");
        assertThat(format()).isEqualTo(new OutputFormat.JsonSchema("{\"type\": \"array\"}"));
        assertThat(faultIsShown()).isFalse();

        choose(0);
        assertThat(format()).isEqualTo(OutputFormat.TEXT);
    }
}
