CREATE TABLE release_case (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    custody VARCHAR NOT NULL,
    institution TEXT DEFAULT '' NOT NULL,
    imprisoned_on DATE,
    notified_on DATE,
    possible_on DATE,
    expected_on DATE,
    expected_at TIME,
    released_on DATE,
    planned_on DATE,
    owner TEXT DEFAULT '' NOT NULL,
    leading_id INTEGER,
    responsible_id INTEGER,
    ending VARCHAR,
    note TEXT DEFAULT '' NOT NULL,
    begun_on DATE NOT NULL,
    changed_on DATE NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(leading_id) REFERENCES professional (id),
    FOREIGN KEY(responsible_id) REFERENCES professional (id)
);

CREATE INDEX ix_release_case_leading_id ON release_case (leading_id);

CREATE INDEX ix_release_case_person_id ON release_case (person_id);

CREATE INDEX ix_release_case_responsible_id ON release_case (responsible_id);

CREATE TABLE release_move (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    release_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    from_state VARCHAR,
    to_state VARCHAR NOT NULL,
    day DATE NOT NULL,
    decided_by TEXT DEFAULT '' NOT NULL,
    basis_code TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    at DATETIME NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(release_id) REFERENCES release_case (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_release_move_person_id ON release_move (person_id);

CREATE INDEX ix_release_move_release_id ON release_move (release_id);

CREATE TABLE release_item (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    release_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    section VARCHAR NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    responsible_id INTEGER,
    responsible TEXT DEFAULT '' NOT NULL,
    not_needed BOOLEAN NOT NULL,
    done_on DATE,
    FOREIGN KEY(release_id) REFERENCES release_case (id),
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(responsible_id) REFERENCES professional (id)
);

CREATE INDEX ix_release_item_person_id ON release_item (person_id);

CREATE INDEX ix_release_item_release_id ON release_item (release_id);

CREATE INDEX ix_release_item_responsible_id ON release_item (responsible_id);

CREATE TABLE release_visit (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    release_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    state VARCHAR NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(release_id) REFERENCES release_case (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_release_visit_person_id ON release_visit (person_id);

CREATE INDEX ix_release_visit_release_id ON release_visit (release_id);

CREATE TABLE release_contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    release_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    point VARCHAR NOT NULL,
    day DATE NOT NULL,
    reached BOOLEAN NOT NULL,
    housing VARCHAR NOT NULL,
    support VARCHAR NOT NULL,
    occupation VARCHAR NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(release_id) REFERENCES release_case (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_release_contact_person_id ON release_contact (person_id);

CREATE INDEX ix_release_contact_release_id ON release_contact (release_id);

CREATE TABLE release_member (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    release_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    professional_id INTEGER NOT NULL,
    authority VARCHAR NOT NULL,
    topics VARCHAR NOT NULL,
    function TEXT DEFAULT '' NOT NULL,
    UNIQUE (release_id, professional_id),
    FOREIGN KEY(release_id) REFERENCES release_case (id),
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(professional_id) REFERENCES professional (id)
);

CREATE INDEX ix_release_member_person_id ON release_member (person_id);

CREATE INDEX ix_release_member_professional_id ON release_member (professional_id);

CREATE INDEX ix_release_member_release_id ON release_member (release_id);

CREATE TABLE release_meeting (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    release_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    FOREIGN KEY(release_id) REFERENCES release_case (id),
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX ix_release_meeting_meeting_id ON release_meeting (meeting_id);

CREATE INDEX ix_release_meeting_person_id ON release_meeting (person_id);

CREATE INDEX ix_release_meeting_release_id ON release_meeting (release_id);

ALTER TABLE agenda_item ADD COLUMN release_id INTEGER REFERENCES release_case (id);

ALTER TABLE agenda_item ADD COLUMN topic VARCHAR;

CREATE INDEX ix_agenda_item_release_id ON agenda_item (release_id);

ALTER TABLE disclosure ADD COLUMN topics VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE disclosure ADD COLUMN recipient_id INTEGER REFERENCES professional (id);

ALTER TABLE disclosure ADD COLUMN content TEXT DEFAULT '' NOT NULL;

CREATE INDEX ix_disclosure_recipient_id ON disclosure (recipient_id);

ALTER TABLE disclosure_person ADD COLUMN reason TEXT DEFAULT '' NOT NULL;

INSERT INTO legal_basis (code, name, short_text, allows_disclosure, source, warning) VALUES ('RPL115-3B', 'Retsplejeloven § 115, stk. 1, nr. 3, litra b (KSP)', 'Samarbejde om dømte under 18 år, der løslades fra et opholdssted eller en institution.', 1, 'Vallensbæk SSP-plan 2023-26', 'ændret ved lov i 2024 – kontrollér gældende tekst');

INSERT INTO legal_basis (code, name, short_text, allows_disclosure, source, warning) VALUES ('RPL115-3C', 'Retsplejeloven § 115, stk. 1, nr. 3, litra c (KSP)', 'Samarbejde om personer, der løslades fra varetægt, hvis de vurderes at være radikaliserede eller i fare for det.', 1, 'Vallensbæk SSP-plan 2023-26', 'ændret ved lov i 2024 – kontrollér gældende tekst');

INSERT INTO legal_basis (code, name, short_text, allows_disclosure, source) VALUES ('RSL8', 'Retssikkerhedsloven § 8 (koordinering med kriminalforsorgen)', 'Kommunen samordner sine planer med kriminalforsorgen, når en borger løslades.', 1, 'Ishøjs notat 2023');
