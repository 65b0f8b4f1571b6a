CREATE TABLE agenda_paper (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    item_id INTEGER NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    kind VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    added_at DATETIME NOT NULL,
    added_by TEXT DEFAULT '' NOT NULL,
    content_id INTEGER NOT NULL,
    FOREIGN KEY(item_id) REFERENCES agenda_item (id)
);

CREATE INDEX ix_agenda_paper_item_id ON agenda_paper (item_id);

CREATE INDEX ix_agenda_paper_content_id ON agenda_paper (content_id);
