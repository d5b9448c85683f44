package io.phiworkbench.chat.export;

/** The faces that an exported PDF uses. */
enum PdfFace {
    REGULAR("DejaVuSans.ttf"),
    BOLD("DejaVuSans-Bold.ttf"),
    MONO("DejaVuSansMono.ttf");

    private final String file;

    PdfFace(String file) {
        this.file = file;
    }

    String resource() {
        return "fonts/" + file;
    }
}
