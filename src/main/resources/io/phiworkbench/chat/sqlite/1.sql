-- Version 1 of the store. Times are milliseconds since 1970, hidden things carry the time of their hiding.

CREATE TABLE conversation (
    id             INTEGER PRIMARY KEY,
    title          TEXT NOT NULL,
    folder         TEXT NOT NULL,
    pinned         INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    system_prompt  TEXT NOT NULL,
    options        TEXT NOT NULL,
    model_name     TEXT,
    model_location TEXT,
    model_remote   INTEGER CHECK (model_remote IN (0, 1)),
    created        INTEGER NOT NULL,
    updated        INTEGER NOT NULL,
    hidden         INTEGER
) STRICT;

CREATE INDEX conversation_by_update ON conversation (updated) WHERE hidden IS NULL;

-- A tree: answers hang under questions and questions under answers; `selected` marks the child that is shown.
-- `process` names the process that writes a running answer.
CREATE TABLE message (
    id              INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    parent_id       INTEGER REFERENCES message (id) ON DELETE CASCADE,
    role            TEXT NOT NULL CHECK (role IN ('USER', 'ASSISTANT')),
    text            TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('COMPLETE', 'RUNNING', 'STOPPED', 'INTERRUPTED', 'FAILED')),
    error           TEXT,
    details         TEXT,
    model           TEXT NOT NULL,
    created         INTEGER NOT NULL,
    selected        INTEGER NOT NULL CHECK (selected IN (0, 1)),
    process         TEXT,
    hidden          INTEGER
) STRICT;

CREATE INDEX message_by_conversation ON message (conversation_id, id);
CREATE INDEX message_by_parent ON message (parent_id);
CREATE INDEX message_unfinished ON message (state) WHERE state IN ('RUNNING', 'INTERRUPTED');

CREATE TABLE attachment (
    message_id      INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    sha256          TEXT NOT NULL,
    name            TEXT NOT NULL,
    num_crops       INTEGER,
    original_sha256 TEXT,
    quarter_turns   INTEGER,
    region          TEXT,
    PRIMARY KEY (message_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE token_probabilities (
    message_id INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
    tokens     TEXT NOT NULL
) STRICT;

CREATE TABLE preset (
    id           TEXT PRIMARY KEY,
    title        TEXT NOT NULL,
    template     TEXT NOT NULL,
    for_pictures INTEGER NOT NULL CHECK (for_pictures IN (0, 1))
) STRICT;

-- Search. A running answer is indexed when it ends, so that its many writes stay cheap.
CREATE VIRTUAL TABLE message_text USING fts5 (
    text, content = 'message', content_rowid = 'id', tokenize = 'trigram remove_diacritics 1');

CREATE TRIGGER message_indexed AFTER INSERT ON message WHEN new.state <> 'RUNNING' BEGIN
    INSERT INTO message_text (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER message_unindexed AFTER DELETE ON message WHEN old.state <> 'RUNNING' BEGIN
    INSERT INTO message_text (message_text, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER message_changing BEFORE UPDATE OF text, state ON message WHEN old.state <> 'RUNNING' BEGIN
    INSERT INTO message_text (message_text, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER message_changed AFTER UPDATE OF text, state ON message WHEN new.state <> 'RUNNING' BEGIN
    INSERT INTO message_text (rowid, text) VALUES (new.id, new.text);
END;

CREATE VIRTUAL TABLE conversation_text USING fts5 (
    title, content = 'conversation', content_rowid = 'id', tokenize = 'trigram remove_diacritics 1');

CREATE TRIGGER conversation_indexed AFTER INSERT ON conversation BEGIN
    INSERT INTO conversation_text (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER conversation_unindexed AFTER DELETE ON conversation BEGIN
    INSERT INTO conversation_text (conversation_text, rowid, title) VALUES ('delete', old.id, old.title);
END;
CREATE TRIGGER conversation_changing BEFORE UPDATE OF title ON conversation WHEN old.title <> new.title BEGIN
    INSERT INTO conversation_text (conversation_text, rowid, title) VALUES ('delete', old.id, old.title);
END;
CREATE TRIGGER conversation_changed AFTER UPDATE OF title ON conversation WHEN old.title <> new.title BEGIN
    INSERT INTO conversation_text (rowid, title) VALUES (new.id, new.title);
END;
