package io.phiworkbench.chat.export;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Message;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * A conversation as a PDF on A4. Latin, Greek, Cyrillic, Armenian and Georgian text, with signs and symbols, is set in
 * embedded fonts and can be searched and copied; other scripts are drawn with the fonts of this machine.
 */
final class PdfExport {
    private static final Color NOTE = new Color(0x606060);

    private final Exported exported;

    PdfExport(Exported exported) {
        this.exported = exported;
    }

    void write(OutputStream out) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDDocumentInformation information = new PDDocumentInformation();
            information.setTitle(exported.words().title(exported.conversation()));
            information.setCreator("Phi Workbench");
            document.setDocumentInformation(information);
            document.getDocumentCatalog().setLanguage(exported.words().language());
            try (PdfFlow flow = new PdfFlow(document, new PdfFonts(document))) {
                write(flow);
            }
            document.save(out);
        }
    }

    private void write(PdfFlow flow) throws IOException {
        ExportWords words = exported.words();
        line(flow, words.title(exported.conversation()), PdfFace.BOLD, 18, Color.BLACK);
        line(flow, words.subtitle(exported.conversation()), PdfFace.REGULAR, 9, NOTE);
        if (!exported.conversation().systemPrompt().isBlank()) {
            flow.space(8);
            line(flow, words.systemPrompt(), PdfFace.BOLD, PdfMarkdown.SIZE, Color.BLACK);
            line(flow, exported.conversation().systemPrompt(), PdfFace.REGULAR, PdfMarkdown.SIZE, Color.BLACK);
        }
        for (Message message : exported.branch()) {
            write(flow, message);
        }
    }

    private void write(PdfFlow flow, Message message) throws IOException {
        flow.rule();
        flow.space(4);
        line(flow, exported.words().speaker(message), PdfFace.BOLD, PdfMarkdown.SIZE, Color.BLACK);
        flow.space(4);
        for (Attachment attachment : message.attachments()) {
            Optional<BufferedImage> picture = exported.picture(attachment).flatMap(PdfPicture::read);
            if (picture.isPresent()) {
                flow.picture(picture.get());
            } else {
                line(flow, exported.words().lostPicture(attachment.name()), PdfFace.REGULAR, 9, NOTE);
            }
        }
        if (message.isQuestion()) {
            line(flow, message.text().strip(), PdfFace.REGULAR, PdfMarkdown.SIZE, Color.BLACK);
        } else {
            new PdfMarkdown(flow).write(message.text());
        }
        for (String note : exported.words().notes(message)) {
            line(flow, note, PdfFace.REGULAR, 8, NOTE);
        }
    }

    private static void line(PdfFlow flow, String text, PdfFace face, float size, Color colour) throws IOException {
        flow.paragraph(List.of(new PdfRun(text, face)), size, 0, colour);
    }
}
