ALTER TABLE task ADD COLUMN source_kind VARCHAR;

ALTER TABLE task ADD COLUMN source_id INTEGER;

ALTER TABLE task ADD COLUMN amount INTEGER DEFAULT '0' NOT NULL;

ALTER TABLE task ADD COLUMN anchor_kind VARCHAR DEFAULT 'dato' NOT NULL;

ALTER TABLE task ADD COLUMN anchor_id INTEGER;

ALTER TABLE task ADD COLUMN computed DATE;

ALTER TABLE task ADD COLUMN repeat_rule VARCHAR;

ALTER TABLE task ADD COLUMN repeat_amount INTEGER DEFAULT '0' NOT NULL;

ALTER TABLE task ADD COLUMN repeat_until DATE;

UPDATE task SET computed = due WHERE rule <> 'valgt';

UPDATE task SET anchor_kind = 'moede' WHERE rule = 'naeste_moede';

CREATE INDEX task_open ON task (due, id) WHERE done_on IS NULL;

CREATE INDEX task_by_source ON task (source_kind, source_id);

CREATE INDEX task_by_anchor ON task (anchor_kind, anchor_id) WHERE done_on IS NULL;
