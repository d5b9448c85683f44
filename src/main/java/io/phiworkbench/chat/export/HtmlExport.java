package io.phiworkbench.chat.export;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A conversation as one HTML page without scripts, which loads nothing: pictures are inside, HTML in messages is shown
 * as text, and the page's own policy forbids the rest.
 */
final class HtmlExport {
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8884; --soft: #8882; }
            body { font: 16px/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
            article { border-top: 1px solid var(--line); padding: .5rem 0; overflow-wrap: anywhere; }
            h2 { font-size: 1rem; margin: .5rem 0; } .note, .sub { font-size: .8rem; opacity: .7; }
            pre { background: var(--soft); padding: .75rem; border-radius: 6px; overflow-x: auto; }
            code { font-family: ui-monospace, monospace; } img { max-width: 100%; max-height: 32rem; }
            table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .25rem .6rem; }
            blockquote { border-inline-start: 3px solid var(--line); margin-inline: 0; padding-inline-start: 1rem; }
            .question > div { white-space: pre-wrap; }
            """;

    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .escapeHtml(true)
            .sanitizeUrls(true)
            .build();
    private final Exported exported;
    private final StringBuilder html = new StringBuilder();

    HtmlExport(Exported exported) {
        this.exported = exported;
    }

    String write() throws IOException {
        ExportWords words = exported.words();
        String title = escaped(words.title(exported.conversation()));
        html.append("<!DOCTYPE html>\n<html lang=\"")
                .append(words.language())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(title)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1 dir=\"auto\">")
                .append(title)
                .append("</h1>\n<p class=\"sub\">")
                .append(escaped(words.subtitle(exported.conversation())))
                .append("</p>\n");
        if (!exported.conversation().systemPrompt().isBlank()) {
            html.append("<article class=\"question\"><h2>")
                    .append(escaped(words.systemPrompt()))
                    .append("</h2><div dir=\"auto\">")
                    .append(escaped(exported.conversation().systemPrompt()))
                    .append("</div></article>\n");
        }
        for (Message message : exported.branch()) {
            write(message);
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private void write(Message message) throws IOException {
        html.append("<article class=\"")
                .append(message.isQuestion() ? "question" : "answer")
                .append("\">\n<h2>")
                .append(escaped(exported.words().speaker(message)))
                .append("</h2>\n");
        for (Attachment attachment : message.attachments()) {
            picture(attachment);
        }
        // A question is shown as it was typed; only answers are written in Markdown.
        String body =
                message.isQuestion() ? escaped(message.text().strip()) : renderer.render(parser.parse(message.text()));
        html.append("<div dir=\"auto\">").append(body).append("</div>\n");
        for (String note : exported.words().notes(message)) {
            html.append("<p class=\"note\">").append(escaped(note)).append("</p>\n");
        }
        html.append("</article>\n");
    }

    private void picture(Attachment attachment) throws IOException {
        Optional<byte[]> content = exported.picture(attachment);
        Optional<String> address = content.isPresent() ? address(content.get()) : Optional.empty();
        String name = escaped(attachment.name());
        if (address.isPresent()) {
            html.append("<p><img alt=\"")
                    .append(name)
                    .append("\" title=\"")
                    .append(name)
                    .append("\" src=\"")
                    .append(address.get())
                    .append("\"></p>\n");
        } else {
            html.append("<p class=\"note\">")
                    .append(escaped(exported.words().lostPicture(attachment.name())))
                    .append("</p>\n");
        }
    }

    private static Optional<String> address(byte[] content) throws IOException {
        PictureKind kind = PictureKind.of(content);
        if (kind.shownByBrowsers()) {
            return Optional.of(address(kind, content));
        }
        var image = ImageIO.read(new ByteArrayInputStream(content));
        if (image == null) {
            return Optional.empty();
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Optional.of(address(PictureKind.PNG, png.toByteArray()));
    }

    private static String address(PictureKind kind, byte[] content) {
        return "data:" + kind.mediaType() + ";base64," + Base64.getEncoder().encodeToString(content);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
