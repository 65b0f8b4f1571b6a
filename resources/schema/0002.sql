CREATE TABLE attachment_content (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    content BLOB NOT NULL
);

CREATE TABLE attachment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    kind VARCHAR NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    size INTEGER NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    added_at DATETIME NOT NULL,
    added_by TEXT DEFAULT '' NOT NULL,
    content_id INTEGER NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_attachment_person_id ON attachment (person_id);

CREATE INDEX ix_attachment_content_id ON attachment (content_id);
