package io.phiworkbench.checkpoint;

import io.phiworkbench.failure.Wording;

/** What is wrong with a model folder or one of its files; the comments say what the words have places for. */
public enum CheckpointFault implements Wording {
    /** The system's words. */
    UNREADABLE,
    /** The system's words. */
    UNWRITTEN,
    /** The system's words. */
    UNLISTED,
    LINKS_TO_NOTHING,
    ABSENT,
    IS_FILE,
    IS_EMPTY,
    NO_CONFIG,
    /** The name, and those that are supported. */
    ARCHITECTURE,
    MISSING,
    /** The kind of value. */
    NO_OBJECT,
    /** Its bytes. */
    SETTINGS_TOO_LONG,
    /** The parser's words. */
    NO_JSON,
    /** The parser's words and the line. */
    NO_JSON_AT,
    /** The field. */
    FIELD_MISSING,
    /** The field, and what is wrong with it. */
    FIELD_INVALID,
    /** The field, and what is wrong with it. */
    FIELD_UNSUPPORTED,
    NO_WEIGHT_MAP,
    /** How many tensors, and their names. */
    INDEX_BEYOND_SHARDS,
    /** The name. */
    SHARD_ELSEWHERE,
    /** The index. */
    SHARD_MISSING,
    /** The file that holds them. */
    OTHER_WEIGHTS,
    /** The names that they may have. */
    NO_WEIGHTS,
    /** The name. */
    NO_TENSOR,
    /** How many, of how many, and which. */
    WRONG_TENSORS,
    /** The tensor. */
    TENSOR_MISSING,
    /** The tensor, the shape it has, and that it should have. */
    TENSOR_SHAPE,
    /** The tensor and its type. */
    TENSOR_TYPE,
    /** Two of these. */
    AND,
    /** One or more of these, and how many more. */
    AND_MORE,
    IS_FOLDER,
    FILE_MISSING,
    /** Its bytes. */
    TOO_SHORT,
    LFS_POINTER,
    /** Its bytes, and the most. */
    HEADER_TOO_LONG,
    /** Its bytes, and those of the file. */
    HEADER_CUT_OFF,
    /** The tensor. */
    OVERLAP,
    /** The tensor. */
    HOLE,
    /** Bytes that are needed, and those that are there. */
    TRUNCATED,
    /** How many bytes. */
    EXCESS,
    /** The parser's words. */
    HEADER_NO_JSON,
    HEADER_NO_TEXT,
    HEADER_NO_OBJECT,
    HEADER_CONTINUES,
    METADATA_NO_OBJECT,
    METADATA_NO_STRINGS,
    /** The tensor. */
    TENSOR_NO_OBJECT,
    /** The tensor. */
    TENSOR_INCOMPLETE,
    /** The tensor. */
    DTYPE_NO_STRING,
    /** The tensor and the type. */
    DTYPE_UNKNOWN,
    /** The field and the tensor, as in the two that follow. */
    NO_COUNTS,
    TOO_MANY_COUNTS,
    COUNTS_OUT_OF_RANGE,
    /** The tensor. */
    NO_BEGIN_AND_END,
    /** The tensor, its bytes, its shape, its type, and the bytes that these need. */
    OTHER_BYTES,
    /** The tensor. */
    TENSOR_OUT_OF_RANGE;

    @Override
    public String family() {
        return "checkpoint";
    }
}
