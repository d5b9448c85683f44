package io.phiworkbench.chat.export;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A conversation as CommonMark. Messages stand as they were written, so that Markdown in them stays Markdown; pictures
 * are numbered files in a folder beside.
 */
final class MarkdownExport {
    private final Exported exported;
    private final Path pictures;
    private final StringBuilder text = new StringBuilder();
    private int pictureCount;

    /** @param pictures the folder for the pictures; made when there are any */
    MarkdownExport(Exported exported, Path pictures) {
        this.exported = exported;
        this.pictures = pictures;
    }

    String write() throws IOException {
        ExportWords words = exported.words();
        text.append("# ").append(oneLine(words.title(exported.conversation()))).append("\n\n");
        text.append(words.subtitle(exported.conversation())).append("\n\n");
        if (!exported.conversation().systemPrompt().isBlank()) {
            text.append("> **").append(words.systemPrompt()).append("**\n>\n");
            exported.conversation()
                    .systemPrompt()
                    .lines()
                    .forEach(line -> text.append("> ").append(line).append('\n'));
            text.append('\n');
        }
        for (Message message : exported.branch()) {
            write(message);
        }
        return text.toString();
    }

    private void write(Message message) throws IOException {
        text.append("## ").append(oneLine(exported.words().speaker(message))).append("\n\n");
        for (Attachment attachment : message.attachments()) {
            picture(attachment);
        }
        text.append(message.text().strip()).append("\n\n");
        for (String note : exported.words().notes(message)) {
            text.append("<sub>").append(escaped(note)).append("</sub>\n\n");
        }
    }

    private void picture(Attachment attachment) throws IOException {
        pictureCount++;
        Optional<byte[]> content = exported.picture(attachment);
        if (content.isEmpty()) {
            text.append('*')
                    .append(escaped(exported.words().lostPicture(attachment.name())))
                    .append("*\n\n");
            return;
        }
        String name = pictureCount + "." + PictureKind.of(content.get()).extension();
        Files.createDirectories(pictures);
        Files.write(pictures.resolve(name), content.get());
        String address = pictures.getFileName()
                .toString()
                .replace("%", "%25")
                .replace(" ", "%20")
                .replace(")", "%29")
                .replace("(", "%28");
        text.append("![")
                .append(escaped(attachment.name()))
                .append("](")
                .append(address)
                .append('/')
                .append(name)
                .append(")\n\n");
    }

    private static String oneLine(String line) {
        return escaped(line.replaceAll("\\s+", " "));
    }

    private static String escaped(String line) {
        return line.replaceAll("([\\\\`*_\\[\\]<>#])", "\\\\$1").replaceAll("\\R", " ");
    }
}
