CREATE TABLE draft (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    page VARCHAR NOT NULL,
    editor VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    record INTEGER NOT NULL,
    person_id INTEGER,
    at TEXT DEFAULT '' NOT NULL,
    fields JSON NOT NULL,
    UNIQUE (page, editor, item)
);

CREATE INDEX ix_draft_person_id ON draft (person_id);
