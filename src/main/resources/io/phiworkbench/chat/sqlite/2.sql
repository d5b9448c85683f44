-- Version 2: why an answer failed, as a value that any language has words for (JSON). `error` keeps the English text,
-- and is all there is of answers that failed before.

ALTER TABLE message ADD COLUMN failure TEXT;
