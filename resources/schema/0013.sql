CREATE VIRTUAL TABLE school_case_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO school_case_search(school_case_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE task_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO task_search(task_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE forum_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO forum_search(forum_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE meeting_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO meeting_search(meeting_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE agenda_item_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO agenda_item_search(agenda_item_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE addition_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO addition_search(addition_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE meeting_line_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO meeting_line_search(meeting_line_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE consent_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO consent_search(consent_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE observation_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO observation_search(observation_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE situational_matter_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO situational_matter_search(situational_matter_search, rank) VALUES ('secure-delete', 1);

DROP TABLE talk_search;

CREATE VIRTUAL TABLE talk_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO talk_search(talk_search, rank) VALUES ('secure-delete', 1);
