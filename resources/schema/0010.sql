CREATE TABLE school_case (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    school_id INTEGER NOT NULL,
    teacher_id INTEGER,
    state VARCHAR NOT NULL,
    triggers VARCHAR NOT NULL,
    measures VARCHAR NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    received_on DATE NOT NULL,
    changed_on DATE NOT NULL,
    decided_by TEXT DEFAULT '' NOT NULL,
    basis_code TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(school_id) REFERENCES institution (id),
    FOREIGN KEY(teacher_id) REFERENCES professional (id)
);

CREATE INDEX ix_school_case_person_id ON school_case (person_id);

CREATE INDEX ix_school_case_school_id ON school_case (school_id);

CREATE INDEX ix_school_case_teacher_id ON school_case (teacher_id);

ALTER TABLE talk ADD COLUMN school_case_id INTEGER REFERENCES school_case (id);

ALTER TABLE talk ADD COLUMN kind VARCHAR DEFAULT 'forebyggende' NOT NULL;

ALTER TABLE talk ADD COLUMN origin VARCHAR DEFAULT 'onsdagsgruppen' NOT NULL;

ALTER TABLE talk ADD COLUMN reason TEXT DEFAULT '' NOT NULL;

ALTER TABLE talk ADD COLUMN changed_on DATE DEFAULT '1900-01-01' NOT NULL;

ALTER TABLE talk ADD COLUMN planned_at DATETIME;

ALTER TABLE talk ADD COLUMN place TEXT DEFAULT '' NOT NULL;

ALTER TABLE talk ADD COLUMN held_at DATETIME;

ALTER TABLE talk ADD COLUMN mapping TEXT DEFAULT '' NOT NULL;

ALTER TABLE talk ADD COLUMN accountability TEXT DEFAULT '' NOT NULL;

ALTER TABLE talk ADD COLUMN measures TEXT DEFAULT '' NOT NULL;

ALTER TABLE talk ADD COLUMN read_on DATE;

ALTER TABLE talk ADD COLUMN notify_check VARCHAR;

ALTER TABLE talk ADD COLUMN notify_checked_on DATE;

ALTER TABLE talk ADD COLUMN notify_reason TEXT DEFAULT '' NOT NULL;

UPDATE talk SET changed_on = recommended_on;

CREATE INDEX ix_talk_school_case_id ON talk (school_case_id);

CREATE INDEX talk_by_state ON talk (state, changed_on, id);

CREATE INDEX talk_by_change ON talk (changed_on, id);

CREATE TABLE talk_transition (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    talk_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    from_state VARCHAR,
    to_state VARCHAR NOT NULL,
    day DATE NOT NULL,
    decided_by TEXT DEFAULT '' NOT NULL,
    basis_code TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    at DATETIME NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(talk_id) REFERENCES talk (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_talk_transition_person_id ON talk_transition (person_id);

CREATE INDEX ix_talk_transition_talk_id ON talk_transition (talk_id);

CREATE TABLE talk_offer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    talk_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    offered_on DATE NOT NULL,
    channel VARCHAR NOT NULL,
    offered_by_id INTEGER,
    answer VARCHAR,
    answered_on DATE,
    answered_by VARCHAR,
    FOREIGN KEY(talk_id) REFERENCES talk (id),
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(offered_by_id) REFERENCES professional (id)
);

CREATE INDEX ix_talk_offer_offered_by_id ON talk_offer (offered_by_id);

CREATE INDEX ix_talk_offer_person_id ON talk_offer (person_id);

CREATE INDEX ix_talk_offer_talk_id ON talk_offer (talk_id);

CREATE TABLE talk_participant (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    talk_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    guardian_id INTEGER,
    professional_id INTEGER,
    leads BOOLEAN NOT NULL,
    yes VARCHAR NOT NULL,
    basis_code TEXT DEFAULT '' NOT NULL,
    came BOOLEAN,
    FOREIGN KEY(talk_id) REFERENCES talk (id),
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(guardian_id) REFERENCES guardian (id),
    FOREIGN KEY(professional_id) REFERENCES professional (id)
);

CREATE INDEX ix_talk_participant_guardian_id ON talk_participant (guardian_id);

CREATE INDEX ix_talk_participant_person_id ON talk_participant (person_id);

CREATE INDEX ix_talk_participant_professional_id ON talk_participant (professional_id);

CREATE INDEX ix_talk_participant_talk_id ON talk_participant (talk_id);

CREATE TABLE talk_agreement (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    talk_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    due DATE,
    state VARCHAR NOT NULL,
    FOREIGN KEY(talk_id) REFERENCES talk (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_talk_agreement_person_id ON talk_agreement (person_id);

CREATE INDEX ix_talk_agreement_talk_id ON talk_agreement (talk_id);

CREATE TABLE talk_follow_up (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    talk_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    day DATE NOT NULL,
    channel VARCHAR NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(talk_id) REFERENCES talk (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_talk_follow_up_person_id ON talk_follow_up (person_id);

CREATE INDEX ix_talk_follow_up_talk_id ON talk_follow_up (talk_id);

CREATE TABLE notification (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    talk_id INTEGER,
    sent_on DATE NOT NULL,
    recipient TEXT DEFAULT '' NOT NULL,
    receipt_on DATE,
    journal_number TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(talk_id) REFERENCES talk (id)
);

CREATE INDEX ix_notification_person_id ON notification (person_id);

CREATE INDEX ix_notification_talk_id ON notification (talk_id);

CREATE TABLE consent (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    given_on DATE NOT NULL,
    form VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    withdrawn_on DATE,
    note TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_consent_person_id ON consent (person_id);

CREATE TABLE consent_scope (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    consent_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    topic VARCHAR NOT NULL,
    authority VARCHAR NOT NULL,
    UNIQUE (consent_id, topic, authority),
    FOREIGN KEY(consent_id) REFERENCES consent (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_consent_scope_consent_id ON consent_scope (consent_id);

CREATE INDEX ix_consent_scope_person_id ON consent_scope (person_id);

CREATE TABLE consent_giver (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    consent_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    guardian_id INTEGER,
    name TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY(consent_id) REFERENCES consent (id),
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(guardian_id) REFERENCES guardian (id)
);

CREATE INDEX ix_consent_giver_consent_id ON consent_giver (consent_id);

CREATE INDEX ix_consent_giver_guardian_id ON consent_giver (guardian_id);

CREATE INDEX ix_consent_giver_person_id ON consent_giver (person_id);

INSERT INTO talk_transition (talk_id, person_id, to_state, day, decided_by, basis_code, at)
SELECT id, person_id, state, recommended_on, 'Onsdagsgruppen', 'RPL115-1', recommended_on || ' 00:00:00.000000' FROM talk;

CREATE VIRTUAL TABLE talk_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO talk_search(talk_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE talk_agreement_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO talk_agreement_search(talk_agreement_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE talk_follow_up_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO talk_follow_up_search(talk_follow_up_search, rank) VALUES ('secure-delete', 1);
