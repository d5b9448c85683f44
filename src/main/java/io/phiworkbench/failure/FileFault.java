package io.phiworkbench.failure;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why a file could not be read or written, without names of Java's classes: a few words, often in parentheses. */
public enum FileFault implements Wording {
    NO_SUCH_FILE,
    IN_THE_WAY,
    FORBIDDEN,
    NO_FOLDER,
    NOT_EMPTY,
    NO_SPACE,
    READ_ONLY,
    IS_FOLDER,
    SHORTER,
    NO_UTF8,
    UNKNOWN;

    @Override
    public String family() {
        return "file";
    }

    /** What the system's error says; its own words where it is a rare one. */
    public static Failure of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> Failure.of(NO_SUCH_FILE);
            case FileNotFoundException _ -> own(e.getMessage());
            case FileAlreadyExistsException _ -> Failure.of(IN_THE_WAY);
            case AccessDeniedException _ -> Failure.of(FORBIDDEN);
            case NotDirectoryException _ -> Failure.of(NO_FOLDER);
            case DirectoryNotEmptyException _ -> Failure.of(NOT_EMPTY);
            case CharacterCodingException _ -> Failure.of(NO_UTF8);
            case FileSystemException system when system.getReason() != null -> own(system.getReason());
            default -> own(e.getMessage());
        };
    }

    /** The same in English: one line, never empty. */
    public static String cause(IOException e) {
        return of(e).english();
    }

    private static Failure own(String message) {
        return message == null || message.isBlank()
                ? Failure.of(UNKNOWN)
                : known(message.strip().lines().findFirst().orElseThrow());
    }

    /** Systems tell these by their words alone: those of Linux and macOS, and of Windows. */
    private static Failure known(String reason) {
        if (reason.endsWith("No space left on device") || reason.contains("not enough space on the disk")) {
            return Failure.of(NO_SPACE);
        }
        if (reason.endsWith("Read-only file system") || reason.contains("media is write protected")) {
            return Failure.of(READ_ONLY);
        }
        return reason.endsWith("Is a directory") ? Failure.of(IS_FOLDER) : new Failure.Plain(lower(reason));
    }

    /** The system's reasons begin with a capital: "No space left on device". */
    private static String lower(String reason) {
        boolean word = reason.length() > 1 && Character.isLowerCase(reason.charAt(1));
        return word ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1) : reason;
    }
}
