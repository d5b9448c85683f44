package io.phiworkbench.vision;

import io.phiworkbench.failure.Wording;

/** Why a picture, PDF or video cannot be used; the comments say what the words have places for. */
public enum Refusal implements Wording {
    NO_SUCH_FILE,
    FOLDER,
    DEVICE,
    FOLDER_WITHOUT_PICTURES,
    /** The folder's own words. */
    FOLDER_UNREADABLE,
    FORBIDDEN,
    /** The system's words. */
    UNREADABLE,
    EMPTY_FILE,
    IS_PDF,
    /** The kind of video. */
    IS_VIDEO,
    /** The format. */
    TO_CONVERT,
    IS_TEXT,
    UNKNOWN,
    /** The format. */
    OTHER_FORMAT,
    NO_PICTURE_IN_FILE,
    CUT_OFF,
    /** The decoder's words. */
    CUT_OFF_SAYS,
    /** The decoder's words. */
    BROKEN,
    FLOATING_POINT,
    /** Width and height in pixels. */
    NOTHING_TO_SEE,
    /** Width and height in pixels, and the long side after scaling. */
    TOO_THIN,
    /** Width and height in pixels, their product and the limit in millions. */
    TOO_MANY_PIXELS,
    /** Size and limit in MB. */
    FILE_TOO_LONG,
    /** Needed and free memory in MB. */
    MEMORY_SHORT,
    OUT_OF_MEMORY,
    NOTHING_IN_REGION,
    /** The encoder's words. */
    PNG_UNWRITTEN,
    PDF_LOCKED,
    /** The reader's words. */
    PDF_UNREADABLE,
    PDF_EMPTY,
    PDF_WITHOUT_PAGES,
    PDF_SHORTER,
    /** The words of what went wrong. */
    PDF_UNMADE,
    /** The words of what went wrong. */
    UNCLOSED,
    /** The drawing's words. */
    PAGE_UNDRAWN,
    PAGE_OUT_OF_MEMORY,
    /** What was written. */
    NO_PAGE_RANGE,
    /** What was written. */
    NO_SUCH_PAGES_OF_ONE,
    /** What was written, and how many pages there are. */
    NO_SUCH_PAGES,
    /** The library's words. */
    NO_VIDEOS_HERE,
    VIDEO_IS_TEXT,
    /** The decoder's words. */
    VIDEO_UNREADABLE,
    SOUND_ONLY,
    /** The name of the codec. */
    NO_DECODER,
    /** The decoder's words. */
    VIDEO_UNDECODED,
    /** The converter's words. */
    FRAME_UNCONVERTED,
    FRAME_OUT_OF_MEMORY,
    NO_FRAMES,
    /** The time of the frame that is missing. */
    VIDEO_CUT_OFF,
    /** How many were asked for, and the most. */
    TOO_MANY_FRAMES,
    /** Tokens of the pictures, tokens left, and crops and tokens with which they fit. */
    TOKENS_FIT_WITH,
    /** Tokens of the pictures, and tokens left. */
    TOKENS_NEVER_FIT,
    TAG_WITHOUT_PICTURES,
    TAG_BEYOND_ONE,
    /** How many pictures there are. */
    TAG_BEYOND,
    /** The tag of the picture. */
    WITHOUT_TAG;

    @Override
    public String family() {
        return "refusal";
    }
}
