CREATE TABLE street_place (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT DEFAULT '' NOT NULL,
    area TEXT DEFAULT '' NOT NULL,
    active BOOLEAN NOT NULL
);

CREATE TABLE street_shift (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    day DATE NOT NULL,
    starts TIME,
    ends TIME,
    route TEXT DEFAULT '' NOT NULL,
    state VARCHAR NOT NULL
);

CREATE INDEX ix_street_shift_day ON street_shift (day);

CREATE TABLE street_shift_worker (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    shift_id INTEGER NOT NULL,
    professional_id INTEGER NOT NULL,
    UNIQUE (shift_id, professional_id),
    FOREIGN KEY(shift_id) REFERENCES street_shift (id),
    FOREIGN KEY(professional_id) REFERENCES professional (id)
);

CREATE INDEX ix_street_shift_worker_professional_id ON street_shift_worker (professional_id);

CREATE INDEX ix_street_shift_worker_shift_id ON street_shift_worker (shift_id);

CREATE TABLE observation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    shift_id INTEGER NOT NULL,
    day DATE NOT NULL,
    at TIME NOT NULL,
    slot INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    categories VARCHAR NOT NULL,
    mask INTEGER NOT NULL,
    size INTEGER,
    size_to INTEGER,
    estimated BOOLEAN NOT NULL,
    age_from INTEGER,
    age_to INTEGER,
    mood INTEGER,
    text TEXT DEFAULT '' NOT NULL,
    action TEXT DEFAULT '' NOT NULL,
    situational TEXT DEFAULT '' NOT NULL,
    follow_up TEXT DEFAULT '' NOT NULL,
    state VARCHAR NOT NULL,
    import_id INTEGER,
    source_row INTEGER,
    source_hash TEXT DEFAULT '' NOT NULL,
    recorded_on DATE NOT NULL,
    FOREIGN KEY(shift_id) REFERENCES street_shift (id),
    FOREIGN KEY(place_id) REFERENCES street_place (id),
    FOREIGN KEY(import_id) REFERENCES import_batch (id)
);

CREATE INDEX ix_observation_import_id ON observation (import_id);

CREATE INDEX ix_observation_place_id ON observation (place_id);

CREATE INDEX ix_observation_shift_id ON observation (shift_id);

CREATE INDEX observation_by_source ON observation (source_hash) WHERE source_hash <> '';

CREATE INDEX observation_counted ON observation (slot, place_id, mask);

CREATE INDEX observation_listed ON observation (day, at, id);

CREATE TABLE situational_matter (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    place_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    responsible TEXT DEFAULT '' NOT NULL,
    state VARCHAR NOT NULL,
    reported_on DATE NOT NULL,
    done_on DATE,
    FOREIGN KEY(place_id) REFERENCES street_place (id)
);

CREATE INDEX ix_situational_matter_place_id ON situational_matter (place_id);
