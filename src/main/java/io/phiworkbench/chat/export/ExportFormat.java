package io.phiworkbench.chat.export;

/** What a conversation can be written as. */
public enum ExportFormat {
    /** The shown branch; pictures lie in a folder beside the file. */
    MARKDOWN("md"),
    /** The shown branch on one page that needs nothing else; pictures are inside. */
    HTML("html"),
    /** The shown branch; pictures are inside. */
    PDF("pdf"),
    /** Everything, all branches and pictures; {@link ChatFiles#importJson} reads it again. */
    JSON("json");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** Without a dot. */
    public String extension() {
        return extension;
    }
}
