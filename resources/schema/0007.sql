CREATE TRIGGER log_only_grows BEFORE INSERT ON log WHEN NEW.seq <= (SELECT max(seq) FROM log) BEGIN SELECT RAISE(ABORT, 'append-only'); END;

INSERT INTO legal_basis (code, name, short_text, allows_disclosure, source, valid_from) VALUES ('DBF15', 'Databeskyttelsesforordningen art. 15 (indsigt)', 'Den registrerede, eller den, der har forældremyndigheden, får indsigt i egne oplysninger, herunder hvornår og til hvilket formål der er slået op (EU-Domstolens sag C-579/21).', 1, 'Databeskyttelsesforordningen', '2018-05-25');
