package io.phiworkbench.chat.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.OpenConversation;
import io.phiworkbench.chat.Picture;
import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.inference.ScriptedChatModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChatFilesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    private Chats chats;
    private ChatFiles files;
    private ScriptedChatModel model;
    private OpenConversation chat;

    @BeforeEach
    void open() {
        chats = new Chats(SqliteChatStore.open(new DataFolder(folder.resolve("home"))));
        files = new ChatFiles(chats, Locale.ENGLISH);
        model = ScriptedChatModel.saying("Hello **world**");
        chat = chats.create(GenerationOptions.greedy());
    }

    @AfterEach
    void close() {
        chats.close();
        model.close();
    }

    private static ImageInput picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", png);
        return ImageInput.of("a receipt.png", png.toByteArray());
    }

    private Message ask(String question, String answer, ImageInput... pictures) {
        model.say(answer);
        return chat.ask(question, Stream.of(pictures).map(Picture::of).toList(), model)
                .join();
    }

    private Path export(ExportFormat format) {
        Path file = folder.resolve("my chat." + format.extension());
        return files.export(chat.id(), format, file).join();
    }

    @Test
    void markdownKeepsTheMarkdownOfAnswersAndPutsPicturesBeside() throws IOException {
        ask("What is *this*?", "| a | b |\n|---|---|\n| 1 | 2 |", picture());
        String text = Files.readString(export(ExportFormat.MARKDOWN));
        assertThat(text)
                .startsWith("# What is \\*this\\*?\n")
                .contains("## You\n")
                .contains("![a receipt.png](my%20chat_pictures/1.png)")
                .contains("| a | b |\n|---|---|\n| 1 | 2 |")
                .contains("## Scripted\n")
                .contains("prompt tokens");
        assertThat(folder.resolve("my chat_pictures/1.png"))
                .hasBinaryContent(picture().content());
    }

    @Test
    void htmlHasPicturesInsideAndRunsNothing() throws IOException {
        ask(
                "<script>alert(1)</script>",
                "**bold** <img src=x onerror=alert(1)> [x](javascript:alert(1)) `a<b`",
                picture());
        String html = Files.readString(export(ExportFormat.HTML));
        assertThat(html)
                .contains("<strong>bold</strong>")
                .contains("src=\"data:image/png;base64,")
                .contains("default-src 'none'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("<code>a&lt;b</code>")
                .doesNotContain("<script")
                .doesNotContain("<img src=x")
                .doesNotContain("javascript:");
    }

    @Test
    void pdfCanBeSearchedAndHasItsPictures() throws IOException {
        ask(
                "Größe, Ελλάδα, Россия?",
                "# Title\n\nSome **bold** text\n\n- one\n- two\n\n```\ncode();\n```\n",
                picture());
        try (PDDocument document = Loader.loadPDF(export(ExportFormat.PDF).toFile())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Größe, Ελλάδα, Россия?", "Title", "Some bold text", "• one", "code();");
            assertThat(document.getPage(0).getResources().getXObjectNames()).hasSize(1);
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Größe, Ελλάδα, Россия?");
        }
    }

    @Test
    void pdfDrawsOtherScriptsAndSurvivesEveryCharacter() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int point = 1; point < 0x20000; point += 7) {
            all.appendCodePoint(Character.isSurrogate((char) point) && point < 0x10000 ? 'x' : point);
            all.append(point % 40 == 0 ? ' ' : "");
        }
        ask("שלום עולם 我在里昂 مرحبا", all.toString());
        try (PDDocument document = Loader.loadPDF(export(ExportFormat.PDF).toFile())) {
            assertThat(document.getNumberOfPages()).isGreaterThan(1);
        }
    }

    @Test
    void pdfPutsInkWhereHebrewIsDrawn() throws IOException {
        ask("שלום עולם", "ok");
        chat.update(c -> c.withTitle("שלום"));
        try (PDDocument document = Loader.loadPDF(export(ExportFormat.PDF).toFile())) {
            BufferedImage page = new PDFRenderer(document).renderImage(0);
            // The title is the first line, and right-aligned.
            assertThat(ink(page, page.getWidth() / 2, 50, page.getWidth() - 50, 90))
                    .isPositive();
            assertThat(ink(page, 50, 50, page.getWidth() / 2, 80)).isZero();
        }
    }

    private static int ink(BufferedImage page, int left, int top, int right, int bottom) {
        int dark = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                dark += (page.getRGB(x, y) & 0xff) < 128 ? 1 : 0;
            }
        }
        return dark;
    }

    @Test
    void pdfGoesOnOverManyPagesAndWideTables() throws IOException {
        ask(
                "Long",
                "word ".repeat(3000) + "\n\n" + "x".repeat(5000) + "\n\n| " + "col | ".repeat(12) + "\n|"
                        + "---|".repeat(12) + "\n| " + "some longer content | ".repeat(12));
        try (PDDocument document = Loader.loadPDF(export(ExportFormat.PDF).toFile())) {
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
        }
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aLostPictureDoesNotStopAnExport(ExportFormat format) throws IOException {
        ImageInput picture = picture();
        ask("Look", "ok", picture);
        try (Stream<Path> stored = Files.walk(folder.resolve("home/attachments"))) {
            for (Path file : stored.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        assertThat(export(format)).isNotEmptyFile();
    }

    @Test
    void frenchExportsSpeakFrench() throws IOException {
        ask("Bonjour", "Salut");
        Path file = new ChatFiles(chats, Locale.FRANCE)
                .export(chat.id(), ExportFormat.MARKDOWN, folder.resolve("f.md"))
                .join();
        assertThat(Files.readString(file)).contains("## Vous").contains("jetons");
    }

    @Test
    void whyAnAnswerFailedIsSaidInTheLanguageOfTheExportAndComesBackFromJson() throws IOException {
        Failure failure = Failure.about("a.png", RunFault.READS_TEXT_ONLY, "Phi");
        model.failWith(failure);
        ask("Bonjour", "Salut");
        Path french = new ChatFiles(chats, Locale.FRANCE)
                .export(chat.id(), ExportFormat.MARKDOWN, folder.resolve("f.md"))
                .join();
        assertThat(Files.readString(french))
                .contains("Échec : a.png : Phi ne lit que du texte ; choisissez un modèle de vision");
        Path json = export(ExportFormat.JSON);
        assertThat(MAPPER.readTree(json.toFile()).findValuesAsText("error"))
                .containsExactly("a.png: Phi reads text only; choose a vision model");
        OpenConversation imported =
                chats.open(files.importJson(json).join().id()).join();
        assertThat(imported.branch().getLast().failure()).contains(failure);
    }

    @Test
    void aFolderThatDoesNotExistIsAnErrorThatSaysSo() {
        ask("Bonjour", "Salut");
        assertThatThrownBy(() -> files.export(chat.id(), ExportFormat.HTML, folder.resolve("no/such/file.html"))
                        .join())
                .hasCauseInstanceOf(ExportException.class)
                .hasMessageContaining("the folder does not exist");
    }

    @Test
    void jsonComesBackWithAllBranchesPicturesAndTokens() throws IOException {
        ask("one", "first answer", picture().withNumCrops(4));
        Message second = chat.regenerate(chat.branch().getLast().id(), model).join();
        GeneratedToken token =
                new GeneratedToken(1, "Yes", -0.5, List.of(new GeneratedToken.Alternative(1, "Yes", -0.5)));
        ScriptedChatModel telling = ScriptedChatModel.answering(_ -> List.of(token));
        chat.ask("sure?", List.of(), telling).join();
        chat.update(c -> c.withSystemPrompt("Be brief.").withFolder("Work"));
        Path file = export(ExportFormat.JSON);

        Conversation imported = files.importJson(file).join();
        OpenConversation copy = chats.open(imported.id()).join();
        assertThat(imported.id()).isNotEqualTo(chat.id());
        assertThat(copy.branch())
                .usingRecursiveComparison()
                .ignoringFields("id", "parent")
                .isEqualTo(chat.branch());
        assertThat(copy.siblings(copy.branch().get(1).id()).count()).isEqualTo(2);
        assertThat(copy.siblings(copy.branch().get(1).id()).index())
                .isEqualTo(chat.siblings(second.id()).index());
        assertThat(copy.conversation())
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(chat.conversation());
        assertThat(chats.tokens(copy.branch().getLast().id()).join()).containsExactly(token);
        assertThat(chats.picture(copy.branch().getFirst().attachments().getFirst())
                        .join())
                .isEqualTo(picture().withNumCrops(4));
    }

    @Test
    void anExportDoesNotTellWhereModelsLie() throws IOException {
        ask("one", "two");
        chat.update(c -> c.withModel(new io.phiworkbench.chat.ModelReference("Phi", "/home/me/models/phi", false)));
        assertThat(Files.readString(export(ExportFormat.JSON))).doesNotContain("/home/me");
    }

    private void refused(Consumer<ObjectNode> damage, String reason) throws IOException {
        ask("one", "two", picture());
        Path file = export(ExportFormat.JSON);
        ObjectNode json = (ObjectNode) MAPPER.readTree(file.toFile());
        damage.accept(json);
        MAPPER.writeValue(file.toFile(), json);
        assertThatThrownBy(() -> files.importJson(file).join())
                .hasCauseInstanceOf(ExportException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("Nothing was changed");
        assertThat(chats.conversations().join()).hasSize(1);
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        refused(json -> json.put("version", 2), "of version 2");
    }

    @Test
    void anotherProgramsJsonIsRefused() throws IOException {
        refused(json -> json.put("format", "something"), "not a chat that Phi Workbench exported");
    }

    @Test
    void aMissingFieldIsNamed() throws IOException {
        refused(json -> ((ObjectNode) json.get("messages").get(1)).remove("text"), "\"text\" is missing");
    }

    @Test
    void aMessageWithoutItsParentIsRefused() throws IOException {
        refused(
                json -> ((ObjectNode) json.get("messages").get(1)).put("parent", 7),
                "follows a message that does not stand before it");
    }

    @Test
    void twoMessagesWithOneIdAreRefused() throws IOException {
        refused(
                json -> ((ObjectNode) json.get("messages").get(1))
                        .put("id", json.get("messages").get(0).get("id").longValue()),
                "two messages have the id");
    }

    @Test
    void aDamagedPictureIsRefused() throws IOException {
        refused(
                json -> {
                    ObjectNode pictures = (ObjectNode) json.get("pictures");
                    pictures.put(pictures.fieldNames().next(), "AAAA");
                },
                "is damaged: its hash differs");
    }

    @Test
    void aPictureThatIsNoBase64IsRefused() throws IOException {
        refused(
                json -> {
                    ObjectNode pictures = (ObjectNode) json.get("pictures");
                    pictures.put(pictures.fieldNames().next(), "%%%%");
                },
                "not in base64");
    }

    @Test
    void aPictureThatIsNotThereIsRefused() throws IOException {
        refused(json -> ((ObjectNode) json.get("pictures")).removeAll(), "is not among \"pictures\"");
    }

    @Test
    void settingsOutOfRangeAreRefused() throws IOException {
        refused(json -> ((ObjectNode) json.get("conversation").get("options")).put("topP", 7), "top-p must be above 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "not json at all", "{\"format\":\"phi-workbench-chat\"}"})
    void whatIsNoJsonIsRefusedInOneLine(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), content);
        assertThatThrownBy(() -> files.importJson(file).join())
                .hasCauseInstanceOf(ExportException.class)
                .satisfies(e -> assertThat(e.getCause().getMessage())
                        .contains(file.toString())
                        .doesNotContain("\n"));
    }
}
