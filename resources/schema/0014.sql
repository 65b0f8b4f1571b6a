CREATE TABLE letter_text (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    which VARCHAR NOT NULL,
    text TEXT DEFAULT '' NOT NULL
);

INSERT INTO legal_basis (code, name, short_text, allows_disclosure, source, valid_from) VALUES ('DBF14', 'Databeskyttelsesforordningen art. 13 og 14 (oplysningspligt)', 'Den, der er registreret, og den, der har forældremyndigheden, får at vide, hvilke oplysninger kommunen har, hvor de kommer fra, og hvilke rettigheder de har.', 1, 'Databeskyttelsesforordningen', '2018-05-25');

INSERT INTO legal_basis (code, name, short_text, allows_disclosure, source, valid_from) VALUES ('DBF6E', 'Databeskyttelsesforordningen art. 6, stk. 1, litra e (myndighedsopgave)', 'Kommunen giver familien det, der hører til dens egen samtale: referat, aftaler og opfølgning. Gælder kun familien selv.', 1, 'Databeskyttelsesforordningen', '2018-05-25');
