CREATE TABLE legal_basis (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code VARCHAR NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    short_text TEXT DEFAULT '' NOT NULL,
    allows_disclosure BOOLEAN NOT NULL,
    valid_from DATE,
    valid_to DATE,
    source TEXT DEFAULT '' NOT NULL,
    checked_on DATE,
    checked_by TEXT DEFAULT '' NOT NULL,
    warning TEXT DEFAULT '' NOT NULL
);

CREATE INDEX ix_legal_basis_code ON legal_basis (code);

CREATE TABLE institution (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT DEFAULT '' NOT NULL,
    sort_name TEXT DEFAULT '' NOT NULL,
    kind VARCHAR NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    mail TEXT DEFAULT '' NOT NULL,
    active BOOLEAN NOT NULL
);

CREATE TABLE setting (
    name VARCHAR NOT NULL,
    value JSON NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE remembered_columns (
    signature VARCHAR NOT NULL,
    columns JSON NOT NULL,
    PRIMARY KEY (signature)
);

CREATE TABLE revision (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT DEFAULT '' NOT NULL,
    user TEXT DEFAULT '' NOT NULL,
    kind VARCHAR NOT NULL,
    row_id INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT
);

CREATE INDEX revision_by_row ON revision (kind, row_id);

CREATE TABLE log (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT DEFAULT '' NOT NULL,
    user TEXT DEFAULT '' NOT NULL,
    action VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    object_id INTEGER,
    detail TEXT NOT NULL,
    mac VARCHAR(64) NOT NULL
);

CREATE INDEX log_by_object ON log (kind, object_id);

CREATE TABLE professional (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT DEFAULT '' NOT NULL,
    sort_name TEXT DEFAULT '' NOT NULL,
    role VARCHAR NOT NULL,
    authority TEXT DEFAULT '' NOT NULL,
    institution_id INTEGER,
    phone TEXT DEFAULT '' NOT NULL,
    mail TEXT DEFAULT '' NOT NULL,
    in_wednesday_group BOOLEAN NOT NULL,
    active BOOLEAN NOT NULL,
    FOREIGN KEY(institution_id) REFERENCES institution (id)
);

CREATE INDEX ix_professional_institution_id ON professional (institution_id);

CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    first_name TEXT DEFAULT '' NOT NULL,
    last_name TEXT DEFAULT '' NOT NULL,
    sort_name TEXT DEFAULT '' NOT NULL,
    birth_date DATE,
    cpr VARCHAR(10),
    school_id INTEGER,
    class_name TEXT DEFAULT '' NOT NULL,
    class_year INTEGER,
    protected BOOLEAN NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    duty_state VARCHAR NOT NULL,
    duty_date DATE,
    duty_reason TEXT DEFAULT '' NOT NULL,
    created_on DATE NOT NULL,
    merged_into INTEGER,
    UNIQUE (cpr),
    FOREIGN KEY(school_id) REFERENCES institution (id),
    FOREIGN KEY(merged_into) REFERENCES person (id)
);

CREATE INDEX person_by_name ON person (sort_name, id) WHERE merged_into IS NULL;

CREATE INDEX person_by_birth ON person (birth_date, id) WHERE merged_into IS NULL;

CREATE INDEX ix_person_school_id ON person (school_id);

CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE meeting (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    forum VARCHAR NOT NULL,
    starts_at DATETIME NOT NULL,
    ends_at DATETIME NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    chair_id INTEGER,
    state VARCHAR NOT NULL,
    summary TEXT DEFAULT '' NOT NULL,
    approved_at DATETIME,
    approved_by TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(chair_id) REFERENCES professional (id)
);

CREATE INDEX ix_meeting_chair_id ON meeting (chair_id);

CREATE INDEX ix_meeting_starts_at ON meeting (starts_at);

CREATE TABLE guardian (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    relation VARCHAR NOT NULL,
    has_custody BOOLEAN NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    mail TEXT DEFAULT '' NOT NULL,
    may_be_contacted BOOLEAN NOT NULL,
    contact_first BOOLEAN NOT NULL,
    may_know_address BOOLEAN NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_guardian_person_id ON guardian (person_id);

CREATE TABLE note (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_note_person_id ON note (person_id);

CREATE TABLE merge (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kept_id INTEGER NOT NULL,
    merged_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    kept_before JSON NOT NULL,
    kept_after JSON NOT NULL,
    merged_cpr VARCHAR(10),
    moved JSON NOT NULL,
    newest JSON NOT NULL,
    closed_tasks JSON NOT NULL,
    FOREIGN KEY(kept_id) REFERENCES person (id),
    FOREIGN KEY(merged_id) REFERENCES person (id)
);

CREATE INDEX ix_merge_merged_id ON merge (merged_id);

CREATE INDEX ix_merge_kept_id ON merge (kept_id);

CREATE TABLE disclosure (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at DATETIME NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    document VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    recipient TEXT DEFAULT '' NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    basis_code TEXT DEFAULT '' NOT NULL,
    fields VARCHAR NOT NULL,
    meeting_id INTEGER,
    copies INTEGER NOT NULL,
    expires_on DATE,
    sha256 TEXT DEFAULT '' NOT NULL,
    refused TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX ix_disclosure_meeting_id ON disclosure (meeting_id);

CREATE INDEX ix_disclosure_at ON disclosure (at);

CREATE TABLE attendee (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL,
    professional_id INTEGER NOT NULL,
    attendance VARCHAR NOT NULL,
    UNIQUE (meeting_id, professional_id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    FOREIGN KEY(professional_id) REFERENCES professional (id)
);

CREATE INDEX ix_attendee_professional_id ON attendee (professional_id);

CREATE INDEX ix_attendee_meeting_id ON attendee (meeting_id);

CREATE TABLE addition (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX ix_addition_meeting_id ON addition (meeting_id);

CREATE TABLE approved_minutes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL,
    content JSON NOT NULL,
    UNIQUE (meeting_id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE TABLE import_batch (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    file_name TEXT DEFAULT '' NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    imported_at DATETIME NOT NULL,
    row_count INTEGER NOT NULL,
    meeting_id INTEGER,
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX ix_import_batch_sha256 ON import_batch (sha256);

CREATE INDEX ix_import_batch_meeting_id ON import_batch (meeting_id);

CREATE TABLE disclosure_person (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    disclosure_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    FOREIGN KEY(disclosure_id) REFERENCES disclosure (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_disclosure_person_disclosure_id ON disclosure_person (disclosure_id);

CREATE INDEX ix_disclosure_person_person_id ON disclosure_person (person_id);

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    contact_date DATE NOT NULL,
    contact_time TIME,
    role VARCHAR NOT NULL,
    role_text TEXT DEFAULT '' NOT NULL,
    theme VARCHAR,
    place TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    talk_recommended BOOLEAN,
    officer TEXT DEFAULT '' NOT NULL,
    guardian_informed BOOLEAN,
    note TEXT DEFAULT '' NOT NULL,
    received_on DATE NOT NULL,
    import_id INTEGER,
    source_row INTEGER,
    source_hash TEXT DEFAULT '' NOT NULL,
    state VARCHAR NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(import_id) REFERENCES import_batch (id)
);

CREATE INDEX contact_by_reference ON contact (reference) WHERE reference <> '';

CREATE INDEX ix_contact_import_id ON contact (import_id);

CREATE INDEX contact_open ON contact (state) WHERE state IN ('modtaget', 'afklaret');

CREATE INDEX contact_by_date ON contact (contact_date, id);

CREATE INDEX ix_contact_person_id ON contact (person_id);

CREATE TABLE meeting_line (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    decision VARCHAR,
    responsible_id INTEGER,
    due DATE,
    note TEXT DEFAULT '' NOT NULL,
    decided_at DATETIME,
    carried_from INTEGER,
    withheld_reason TEXT DEFAULT '' NOT NULL,
    UNIQUE (meeting_id, contact_id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(responsible_id) REFERENCES professional (id),
    FOREIGN KEY(carried_from) REFERENCES meeting (id)
);

CREATE INDEX ix_meeting_line_contact_id ON meeting_line (contact_id);

CREATE INDEX ix_meeting_line_responsible_id ON meeting_line (responsible_id);

CREATE TABLE task (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    person_id INTEGER,
    line_id INTEGER,
    title TEXT DEFAULT '' NOT NULL,
    rule VARCHAR NOT NULL,
    anchor DATE,
    due DATE,
    override_reason TEXT DEFAULT '' NOT NULL,
    responsible_id INTEGER,
    done_on DATE,
    created_on DATE NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(line_id) REFERENCES meeting_line (id),
    FOREIGN KEY(responsible_id) REFERENCES professional (id)
);

CREATE INDEX ix_task_due ON task (due);

CREATE INDEX ix_task_responsible_id ON task (responsible_id);

CREATE INDEX ix_task_line_id ON task (line_id);

CREATE INDEX ix_task_person_id ON task (person_id);

CREATE TABLE talk (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    line_id INTEGER,
    state VARCHAR NOT NULL,
    recommended_on DATE NOT NULL,
    offer_by DATE,
    responsible_id INTEGER,
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(line_id) REFERENCES meeting_line (id),
    FOREIGN KEY(responsible_id) REFERENCES professional (id)
);

CREATE INDEX ix_talk_line_id ON talk (line_id);

CREATE INDEX ix_talk_responsible_id ON talk (responsible_id);

CREATE INDEX ix_talk_person_id ON talk (person_id);

CREATE VIRTUAL TABLE person_search USING fts5(names, variants, school, note, tokenize = 'ascii', detail = column, prefix = '1 2 3');

-- A text index has every beginning of up to eight letters ready: 0.1 ms for what takes 10 ms to put together from a
-- common word's rows. Not detail = none, however small: with secure-delete, SQLite 3.53.4 then breaks the index when a
-- row is taken out and put back in one transaction, as every change does (tests/storage/test_search_index.py).
CREATE VIRTUAL TABLE contact_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

CREATE VIRTUAL TABLE note_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER log_is_never_deleted BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'append-only'); END;

INSERT INTO person_search(person_search, rank) VALUES ('secure-delete', 1);

INSERT INTO contact_search(contact_search, rank) VALUES ('secure-delete', 1);

INSERT INTO note_search(note_search, rank) VALUES ('secure-delete', 1);
