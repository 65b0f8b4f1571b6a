CREATE TABLE retention_hold (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    row_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    review_on DATE NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    at DATETIME NOT NULL,
    UNIQUE (kind, row_id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_retention_hold_person_id ON retention_hold (person_id);

CREATE TABLE filing (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    row_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    case_number TEXT DEFAULT '' NOT NULL,
    filed_on DATE,
    waived_reason TEXT DEFAULT '' NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    at DATETIME NOT NULL,
    UNIQUE (kind, row_id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_filing_person_id ON filing (person_id);

CREATE TABLE deletion_receipt (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at DATETIME NOT NULL,
    "by" TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    counts JSON NOT NULL,
    digests JSON NOT NULL
);

CREATE TABLE deleted_row (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    row_id INTEGER NOT NULL,
    receipt_id INTEGER NOT NULL,
    UNIQUE (kind, row_id),
    FOREIGN KEY(receipt_id) REFERENCES deletion_receipt (id)
);

CREATE INDEX ix_deleted_row_receipt_id ON deleted_row (receipt_id);

CREATE TABLE anonymous_count (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    month VARCHAR(7) NOT NULL,
    age_band VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    UNIQUE (month, age_band, role)
);
