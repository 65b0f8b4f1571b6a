CREATE TABLE exit_case (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    programme VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    talk_id INTEGER,
    state VARCHAR NOT NULL,
    received_on DATE NOT NULL,
    changed_on DATE NOT NULL,
    contact_id INTEGER,
    approved_on DATE,
    approval_reference TEXT DEFAULT '' NOT NULL,
    planned_weeks INTEGER NOT NULL,
    ended_on DATE,
    note TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id),
    UNIQUE (number),
    FOREIGN KEY(talk_id) REFERENCES talk (id),
    FOREIGN KEY(contact_id) REFERENCES professional (id)
);

CREATE INDEX ix_exit_case_contact_id ON exit_case (contact_id);

CREATE INDEX ix_exit_case_person_id ON exit_case (person_id);

CREATE INDEX ix_exit_case_talk_id ON exit_case (talk_id);

CREATE TABLE exit_focus (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    area VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    goal TEXT DEFAULT '' NOT NULL,
    next_step TEXT DEFAULT '' NOT NULL,
    responsible TEXT DEFAULT '' NOT NULL,
    due DATE,
    done_on DATE,
    FOREIGN KEY(case_id) REFERENCES exit_case (id)
);

CREATE INDEX ix_exit_focus_case_id ON exit_focus (case_id);

CREATE TABLE exit_funds (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    kroner INTEGER NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    sent_on DATE,
    answer VARCHAR,
    answered_on DATE,
    granted INTEGER,
    FOREIGN KEY(case_id) REFERENCES exit_case (id)
);

CREATE INDEX ix_exit_funds_case_id ON exit_funds (case_id);

CREATE TABLE exit_link (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    row_id INTEGER NOT NULL,
    part TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(case_id) REFERENCES exit_case (id)
);

CREATE INDEX exit_link_by_row ON exit_link (kind, row_id);

CREATE INDEX ix_exit_link_case_id ON exit_link (case_id);

CREATE TABLE exit_move (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    from_state VARCHAR,
    to_state VARCHAR NOT NULL,
    day DATE NOT NULL,
    decided_by TEXT DEFAULT '' NOT NULL,
    basis_code TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    at DATETIME NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(case_id) REFERENCES exit_case (id)
);

CREATE INDEX ix_exit_move_case_id ON exit_move (case_id);

CREATE TABLE exit_note (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    day DATE NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    at DATETIME NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(case_id) REFERENCES exit_case (id)
);

CREATE INDEX ix_exit_note_case_id ON exit_note (case_id);

CREATE TABLE exit_outcome (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    point VARCHAR NOT NULL,
    found_on DATE NOT NULL,
    answer VARCHAR NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    UNIQUE (case_id, point),
    FOREIGN KEY(case_id) REFERENCES exit_case (id)
);

CREATE INDEX ix_exit_outcome_case_id ON exit_outcome (case_id);

CREATE TABLE exit_party (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    professional_id INTEGER,
    signed_on DATE,
    reminded_on DATE,
    FOREIGN KEY(case_id) REFERENCES exit_case (id),
    FOREIGN KEY(professional_id) REFERENCES professional (id)
);

CREATE INDEX ix_exit_party_case_id ON exit_party (case_id);

CREATE INDEX ix_exit_party_professional_id ON exit_party (professional_id);

CREATE TABLE exit_rating (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    day DATE NOT NULL,
    rater TEXT DEFAULT '' NOT NULL,
    level TEXT DEFAULT '' NOT NULL,
    notes TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(case_id) REFERENCES exit_case (id)
);

CREATE INDEX ix_exit_rating_case_id ON exit_rating (case_id);

CREATE TABLE exit_side (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    began_on DATE NOT NULL,
    ended_on DATE,
    led_by TEXT DEFAULT '' NOT NULL,
    handed_over TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(case_id) REFERENCES exit_case (id)
);

CREATE INDEX ix_exit_side_case_id ON exit_side (case_id);

CREATE TABLE exit_threat (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    day DATE NOT NULL,
    police_contact TEXT DEFAULT '' NOT NULL,
    level TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(case_id) REFERENCES exit_case (id)
);

CREATE INDEX ix_exit_threat_case_id ON exit_threat (case_id);

CREATE VIRTUAL TABLE exit_case_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO exit_case_search(exit_case_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE exit_focus_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO exit_focus_search(exit_focus_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE exit_note_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO exit_note_search(exit_note_search, rank) VALUES ('secure-delete', 1);
