CREATE TABLE school_break (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name TEXT DEFAULT '' NOT NULL,
	first DATE NOT NULL,
	last DATE NOT NULL
);

CREATE INDEX ix_school_break_first ON school_break (first);
