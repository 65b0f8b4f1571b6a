CREATE VIRTUAL TABLE guardian_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO guardian_search(guardian_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE attachment_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO attachment_search(attachment_search, rank) VALUES ('secure-delete', 1);
