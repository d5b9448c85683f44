package io.phiworkbench.cli;

import io.phiworkbench.failure.FileFault;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * The three streams of the program and which of them are terminals. Text is UTF-8 on every platform.
 *
 * @param in standard input
 * @param out standard output: answers and results, nothing else
 * @param err standard error: progress, figures, errors
 */
record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal) {

    /**
     * Set by {@code bin/phi} to the digits of the file descriptors that are terminals, such as {@code 012}; an
     * installed program has no script that could.
     */
    private static final String TERMINALS = "phi.terminals";

    /** The process's own streams. */
    static Console system() {
        String given = System.getProperty(TERMINALS);
        String terminals = given != null ? given : terminals();
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                terminals.contains("0"),
                terminals.contains("1"),
                terminals.contains("2"));
    }

    /** The same from the system itself, stream by stream; where it cannot be asked, all of them or none. */
    private static String terminals() {
        try {
            TerminalProvider system = TerminalProvider.load("ffm");
            StringBuilder terminals = new StringBuilder();
            for (SystemStream stream : SystemStream.values()) {
                terminals.append(system.isSystemStream(stream) ? String.valueOf(stream.ordinal()) : "");
            }
            return terminals.toString();
        } catch (IOException e) {
            return System.console() == null ? "" : "012";
        }
    }

    /**
     * Everything that standard input holds, without the line end that closes it.
     *
     * @throws BadInputException if it cannot be read or is no UTF-8 text
     */
    String readAll() {
        try {
            String text = decoded(in.readAllBytes());
            if (text.startsWith("\uFEFF")) {
                text = text.substring(1);
            }
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw new BadInputException("standard input cannot be read (" + FileFault.cause(e) + ")", e);
        }
    }

    /** Bytes that are no UTF-8 would reach the model as question marks without anybody noticing. */
    private static String decoded(byte[] bytes) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(left, text, true).isError()) {
            throw new BadInputException("standard input is no UTF-8 text (byte " + (left.position() + 1)
                    + "); convert it first, such as with iconv -f ISO-8859-1 -t UTF-8");
        }
        return text.flip().toString();
    }
}
