package io.phiworkbench.vision;

import java.util.Locale;

/**
 * Why a picture, PDF or video cannot be used. The English wording is that of messages and the command line; whoever shows
 * a refusal in another language words it by the constant and the values.
 */
public enum Refusal {
    NO_SUCH_FILE("there is no such file"),
    FOLDER("is a folder, not a picture"),
    DEVICE("is a device, not a picture"),
    FOLDER_WITHOUT_PICTURES("there are no pictures in this folder"),
    /** The folder's own words. */
    FOLDER_UNREADABLE("cannot be listed (%s)"),
    FORBIDDEN("you are not allowed to read it"),
    /** The system's words. */
    UNREADABLE("cannot be read (%s)"),
    EMPTY_FILE("not a picture that can be opened: the file is empty"),
    IS_PDF("not a picture that can be opened: it is a PDF; add it as PDF pages"),
    /** The kind of video. */
    IS_VIDEO("not a picture that can be opened: it is a video (%s); add it as a video"),
    /** The format. */
    TO_CONVERT("not a picture that can be opened: it is %s; convert it to JPEG or PNG first"),
    IS_TEXT("not a picture that can be opened: it looks like text"),
    UNKNOWN("not a picture that can be opened: its contents are not known"),
    /** The format. */
    OTHER_FORMAT("not a picture that can be opened: it is %s; PNG, JPEG, BMP, GIF, WebP and TIFF are accepted"),
    NO_PICTURE_IN_FILE("the file holds no picture; it may be cut off"),
    CUT_OFF("the file is cut off"),
    /** The decoder's words. */
    CUT_OFF_SAYS("the file is cut off (%s)"),
    /** The decoder's words. */
    BROKEN("the file is broken or cut off (%s)"),
    FLOATING_POINT("pictures with floating-point samples are not accepted; save it with 8 or 16 bits"),
    /** Width and height in pixels. */
    NOTHING_TO_SEE("a picture of %d × %d px has nothing to see"),
    /** Width and height in pixels, and the long side after scaling. */
    TOO_THIN("%d × %d px is too thin: scaled to %d px its other side would have none; cut a part out of it"),
    /** Width and height in pixels, their product and the limit in millions. */
    TOO_MANY_PIXELS(
            "%,d × %,d px are %,d million pixels, more than the %,d million that are accepted; scale it down first"),
    /** Size and limit in MB. */
    FILE_TOO_LONG("the file has %,d MB, more than the %,d MB that are accepted"),
    /** Needed and free memory in MB. */
    MEMORY_SHORT(
            "opening it takes about %,d MB of memory and %,d MB are left; scale it down or give the program more (-Xmx)"),
    OUT_OF_MEMORY("there is not enough memory to open it; scale it down first"),
    NOTHING_IN_REGION("nothing of it lies in the region; it has %d x %d pixels"),
    /** The encoder's words. */
    PNG_UNWRITTEN("cannot be written as PNG (%s)"),
    PDF_LOCKED("the PDF is locked with a password; save a copy without one first"),
    /** The reader's words. */
    PDF_UNREADABLE("not a PDF that can be opened (%s)"),
    PDF_WITHOUT_PAGES("the PDF has no pages"),
    PDF_SHORTER("the PDF has fewer pages than when it was read"),
    /** The words of what went wrong. */
    PDF_UNMADE("the PDF cannot be made (%s)"),
    /** The words of what went wrong. */
    UNCLOSED("cannot be closed (%s)"),
    /** The drawing's words. */
    PAGE_UNDRAWN("cannot be drawn (%s)"),
    PAGE_OUT_OF_MEMORY("there is not enough memory to draw it"),
    /** What was written. */
    NO_PAGE_RANGE("“%s” is not a page range; write for example 1-3,7"),
    /** What was written. */
    NO_SUCH_PAGES_OF_ONE("there are no pages %s; it has one page"),
    /** What was written, and how many pages there are. */
    NO_SUCH_PAGES("there are no pages %s; it has %d pages"),
    /** The library's words. */
    NO_VIDEOS_HERE("videos cannot be opened on this system (%s)"),
    VIDEO_IS_TEXT("not a video that can be opened (it is text)"),
    /** The decoder's words. */
    VIDEO_UNREADABLE("not a video that can be opened (%s)"),
    SOUND_ONLY("there is no video in it, only sound or other data"),
    /** The name of the codec. */
    NO_DECODER("there is no decoder for its video (%s)"),
    /** The decoder's words. */
    VIDEO_UNDECODED("its video cannot be decoded (%s)"),
    /** The converter's words. */
    FRAME_UNCONVERTED("a frame cannot be converted (%s)"),
    FRAME_OUT_OF_MEMORY("there is not enough memory to decode a frame"),
    NO_FRAMES("not one frame of the video can be decoded"),
    /** The time of the frame that is missing. */
    VIDEO_CUT_OFF("the file is cut off; its pictures end before %s"),
    /** How many were asked for, and the most. */
    TOO_MANY_FRAMES("%,d frames are more than the %d that are taken"),
    /** Tokens of the pictures, tokens left, and crops and tokens with which they fit. */
    TOKENS_FIT_WITH("%,d image tokens, and %,d are left in the context; with num_crops %d they fit, with %,d"),
    /** Tokens of the pictures, and tokens left. */
    TOKENS_NEVER_FIT(
            "%,d image tokens, and %,d are left in the context; they do not fit with one crop each either; use fewer of them"),
    TAG_WITHOUT_PICTURES("the prompt has no pictures; add it or remove the tag"),
    TAG_BEYOND_ONE("the prompt has one picture only; add it or remove the tag"),
    /** How many pictures there are. */
    TAG_BEYOND("the prompt has %d pictures only; add it or remove the tag"),
    /** The tag of the picture. */
    WITHOUT_TAG("it stands nowhere in the prompt; put %s where it belongs");

    private final String english;

    Refusal(String english) {
        this.english = english;
    }

    /** One line in English, without the name of what is refused. */
    String english(Object... values) {
        return String.format(Locale.ROOT, english, values);
    }
}
