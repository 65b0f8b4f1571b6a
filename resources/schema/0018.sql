CREATE VIRTUAL TABLE release_case_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO release_case_search(release_case_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE release_item_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO release_item_search(release_item_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE release_visit_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO release_visit_search(release_visit_search, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE release_contact_search USING fts5(words, tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8');

INSERT INTO release_contact_search(release_contact_search, rank) VALUES ('secure-delete', 1);
