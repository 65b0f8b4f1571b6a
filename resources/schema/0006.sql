CREATE TABLE forum (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    colour VARCHAR NOT NULL,
    chair TEXT DEFAULT '' NOT NULL,
    chair_id INTEGER,
    members TEXT DEFAULT '' NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    basis TEXT DEFAULT '' NOT NULL,
    cadence TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    usual_start TIME NOT NULL,
    usual_minutes INTEGER NOT NULL,
    may_name_persons BOOLEAN NOT NULL,
    active BOOLEAN NOT NULL,
    FOREIGN KEY(chair_id) REFERENCES professional (id)
);

CREATE INDEX ix_forum_chair_id ON forum (chair_id);

CREATE TABLE forum_member (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    forum_id INTEGER NOT NULL,
    professional_id INTEGER NOT NULL,
    UNIQUE (forum_id, professional_id),
    FOREIGN KEY(forum_id) REFERENCES forum (id),
    FOREIGN KEY(professional_id) REFERENCES professional (id)
);

CREATE INDEX ix_forum_member_forum_id ON forum_member (forum_id);

CREATE INDEX ix_forum_member_professional_id ON forum_member (professional_id);

CREATE TABLE forum_item (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    forum_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    minutes INTEGER NOT NULL,
    responsible TEXT DEFAULT '' NOT NULL,
    closed BOOLEAN NOT NULL,
    FOREIGN KEY(forum_id) REFERENCES forum (id)
);

CREATE INDEX ix_forum_item_forum_id ON forum_item (forum_id);

CREATE TABLE series (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    forum_id INTEGER NOT NULL,
    rule VARCHAR NOT NULL,
    interval INTEGER NOT NULL,
    weekday INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    anchor DATE NOT NULL,
    until DATE NOT NULL,
    starts_at TIME NOT NULL,
    minutes INTEGER NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    policy VARCHAR NOT NULL,
    days VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    FOREIGN KEY(forum_id) REFERENCES forum (id)
);

CREATE INDEX ix_series_forum_id ON series (forum_id);

CREATE TABLE feed (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    due DATE NOT NULL,
    every_months INTEGER NOT NULL,
    days_before INTEGER NOT NULL,
    active BOOLEAN NOT NULL
);

INSERT INTO forum (id, kind, name, colour, chair, members, purpose, basis, cadence, usual_start, usual_minutes, may_name_persons, active) VALUES
    (1, 'kredsraad', 'Kredsrådet', 'blomme', 'Politidirektøren', 'Borgmestrene på Vestegnen', 'Strategi, kriminalitetens udvikling og den årlige samarbejdsplan', 'Retsplejeloven §§ 111-113', 'mindst 4 møder om året', '09:00:00.000000', 120, 0, 1),
    (2, 'lokalraad', 'Lokalrådet', 'blomme', 'Vicepolitidirektøren', 'Politikommissær, børne- og ungechef, ungdomsskolen, trafik/plan, byg og miljø, SSP-konsulent', 'Orientere om kriminaliteten lokalt, lægge lokale forebyggende tiltag og udmønte Kredsrådets beslutninger', 'Retsplejeloven §§ 112-114', '4 møder om året', '13:00:00.000000', 90, 0, 1),
    (3, 'ssp_kreds', 'Vestegnens SSP-kreds', 'graa', 'Formand og næstformand', 'SSP-konsulenterne på Vestegnen', 'Videndeling, sparring og fælles projekter', 'Forening', 'efter kredsens plan', '09:00:00.000000', 180, 0, 1),
    (4, 'ssp_samraad', 'SSP-Samrådet', 'graa', 'Bestyrelsen', 'Repræsentanter fra SSP-kredsene', 'Nationale retningslinjer, kurser og konferencer', 'Forening', 'efter Samrådets plan', '09:00:00.000000', 240, 0, 1),
    (5, 'ssp_netvaerk', 'SSP-netværksmødet', 'rav', 'SSP-konsulenten', 'SSP-lærerne og SSP-konsulenten', 'Give ny viden videre: lovgivning, lokale problemer, adfærd på nettet og nyt fra Infohus', 'SSP-planen', '4-6 møder i skoleåret', '14:00:00.000000', 90, 0, 1),
    (6, 'onsdagsgruppen', 'Onsdagsgruppen', 'tyrkis', 'SSP-konsulenten', 'SSP, kommunale myndigheder og lokalpolitiet', 'Politiet orienterer om kontakter med børn og unge til og med 25 år; forebyggende samtaler anbefales', 'Retsplejeloven § 115, stk. 1, nr. 1', 'hver anden uge efter skolernes kalender', '09:00:00.000000', 120, 1, 1),
    (7, 'infohus_netvaerk', 'Infohus-netværket', 'blaa', 'Politiet', 'Politiet, PET, kriminalforsorgen, SIRI og en kontaktperson fra hver kommune', 'Orientering om sikkerhedsniveau, sociale tiltag og tendenser, kun generelt', 'Retsplejeloven § 114', 'politiet fastsætter', '10:00:00.000000', 120, 0, 1),
    (8, 'infohus_sag', 'Infohus Kommune (sagsmøde)', 'blaa', 'Politiet og den kommunale tovholder', 'Kommunen, politiet og andre efter behov', 'Afklare og håndtere én konkret bekymring', 'Retsplejeloven § 115', 'indkaldes ved bekymring', '10:00:00.000000', 60, 1, 1),
    (9, 'koordineringsenhed', 'Koordineringsenhed', 'graa', 'Sekretariatet', 'SSP, politi, kriminalforsorg, børnefaglig rådgiver; andre efter behov', 'Kvalificere, visitere og følge', 'Retsplejeloven § 115', 'hver 14. dag', '09:00:00.000000', 120, 1, 0),
    (10, 'exit', 'Exit-samarbejdsmøde', 'graa', 'Exit-koordinatoren eller politiet', 'Kommunen, politiet og kriminalforsorgen; borgeren ved aftalemødet', 'Trusselsniveau, aftale og opfølgning', 'En vej ud', 'efter behov', '09:00:00.000000', 60, 1, 1),
    (11, 'loesladelse', 'Løsladelsesmøde', 'graa', 'Kriminalforsorgen eller SSP-konsulenten', 'Kun de, der har en opgave i det, borgeren har givet samtykke til', 'Planlægge løsladelsen', 'Retsplejeloven § 115, stk. 1, nr. 3, og samtykke', 'efter behov', '09:00:00.000000', 60, 1, 1),
    (12, 'styregruppe', 'SSP-styregruppen', 'groen', 'Skoleleder eller chef', 'Ledere fra skole, social og politi', 'Styring og retning', 'Kommunens beslutning', 'mindst 4 møder om året', '09:00:00.000000', 120, 0, 0),
    (13, 'gadeteam', 'Gadeteamets koordinering', 'groen', 'SSP-konsulenten', 'Gadeplansmedarbejderne', 'Vagter, uroområder og opfølgning', 'SSP-planen', 'hver uge', '16:00:00.000000', 60, 0, 1),
    (14, 'overlevering', 'Overleveringsmøde', 'graa', 'SSP-konsulenten', 'SSP og politiet', 'Overlevering efter § 115, hvor gruppen hedder noget andet', 'Retsplejeloven § 115', 'ugentligt til månedligt', '09:00:00.000000', 60, 1, 0);

INSERT INTO forum_item (forum_id, number, kind, title, note, minutes, responsible, closed) VALUES
    (1, 1, 'referat', 'Godkendelse af dagsorden og referat', '', 10, '', 0),
    (1, 2, 'orientering', 'Kriminalitetsudviklingen i politikredsen', '', 30, 'Politiet', 0),
    (1, 3, 'beslutning', 'Samarbejdsplanen', '', 30, '', 0),
    (1, 4, 'droeftelse', 'Nyt fra kommunerne', '', 30, '', 0),
    (1, 5, 'eventuelt', 'Eventuelt og næste møde', '', 20, '', 0),
    (2, 1, 'beslutning', 'Godkendelse af dagsorden', '', 5, '', 0),
    (2, 2, 'referat', 'Bemærkninger til sidste referat', '', 5, '', 0),
    (2, 3, 'orientering', 'Kriminalitetsudviklingen i kommunen', '', 20, 'Politiet', 0),
    (2, 4, 'orientering', 'Nyt fra Kredsrådet', '', 10, '', 0),
    (2, 5, 'droeftelse', 'Tryghed og situationel forebyggelse', 'Kvartersvandring, belysning og beplantning.', 15, '', 0),
    (2, 6, 'orientering', 'Gadeteamets tendenser', 'Kun samlede tal, uden navne.', 10, '', 0),
    (2, 7, 'opfoelgning', 'Indsatser og status', '', 15, '', 0),
    (2, 8, 'eventuelt', 'Eventuelt og næste møde', '', 10, '', 0),
    (3, 1, 'referat', 'Godkendelse af dagsorden og referat', '', 10, '', 0),
    (3, 2, 'orientering', 'Runde fra kommunerne', 'Uden navne.', 60, '', 0),
    (3, 3, 'droeftelse', 'Tema', '', 60, '', 0),
    (3, 4, 'opfoelgning', 'Fælles projekter', '', 30, '', 0),
    (3, 5, 'eventuelt', 'Eventuelt og næste møde', '', 20, '', 0),
    (4, 1, 'referat', 'Godkendelse af dagsorden og referat', '', 15, '', 0),
    (4, 2, 'orientering', 'Nyt fra Samrådet', '', 60, '', 0),
    (4, 3, 'droeftelse', 'Retningslinjer, kurser og konferencer', '', 120, '', 0),
    (4, 4, 'eventuelt', 'Eventuelt og næste møde', '', 45, '', 0),
    (5, 1, 'referat', 'Godkendelse af dagsorden og referat', '', 5, '', 0),
    (5, 2, 'opfoelgning', 'Opfølgning', '', 10, '', 0),
    (5, 3, 'orientering', 'Ny viden og tema', '', 20, '', 0),
    (5, 4, 'orientering', 'Lovgivning', '', 10, '', 0),
    (5, 5, 'orientering', 'Runde fra skolerne', 'Uden navne.', 15, '', 0),
    (5, 6, 'droeftelse', 'Undervisningsforløb og konfliktmægling', '', 10, '', 0),
    (5, 7, 'droeftelse', 'Kompetenceudvikling', '', 5, '', 0),
    (5, 8, 'orientering', 'Infohus', 'Kun generelt.', 5, '', 0),
    (5, 9, 'eventuelt', 'Eventuelt og næste møde', '', 10, '', 0),
    (6, 1, 'referat', 'Velkomst og referat', '', 10, '', 0),
    (6, 2, 'orientering', 'Nyt fra politiet', 'Udviklingen siden sidst, uden navne.', 10, 'Politiet', 0),
    (6, 3, 'politiliste', 'Kontakter fra politiet', 'Se listen herunder.', 60, '', 0),
    (6, 4, 'opfoelgning', 'Hvem gør hvad, og hvornår', '', 15, '', 0),
    (6, 5, 'orientering', 'Gadeteamet', 'Tendenser, uden navne.', 15, '', 0),
    (6, 6, 'eventuelt', 'Eventuelt og næste møde', '', 10, '', 0),
    (7, 1, 'referat', 'Godkendelse af dagsorden og referat', '', 10, '', 0),
    (7, 2, 'orientering', 'Sikkerhedsniveau', '', 30, 'Politiet', 0),
    (7, 3, 'orientering', 'Tendenser', '', 40, '', 0),
    (7, 4, 'orientering', 'Sociale tiltag', '', 30, '', 0),
    (7, 5, 'eventuelt', 'Eventuelt og næste møde', '', 10, '', 0),
    (8, 1, 'personsag', 'Bekymringen', '', 10, '', 1),
    (8, 2, 'personsag', 'Politiets screening', '', 10, 'Politiet', 1),
    (8, 3, 'personsag', 'Kortlægning', '', 15, '', 1),
    (8, 4, 'personsag', 'Konklusion og opfølgning', '', 10, '', 1),
    (8, 5, 'beslutning', 'Ansvarlig myndighed', '', 10, '', 1),
    (8, 6, 'beslutning', 'Næste status', '', 5, '', 1),
    (9, 1, 'opfoelgning', 'Opfølgning', '', 30, '', 0),
    (9, 2, 'personsag', 'Nye henvendelser', '', 60, '', 1),
    (9, 3, 'beslutning', 'Fordeling', '', 20, '', 0),
    (9, 4, 'eventuelt', 'Eventuelt og næste møde', '', 10, '', 0),
    (10, 1, 'personsag', 'Trusselsniveau', 'Grundlaget skrives ikke her.', 15, 'Politiet', 1),
    (10, 2, 'personsag', 'Aftalen', '', 25, '', 1),
    (10, 3, 'opfoelgning', 'Opfølgning', '', 15, '', 1),
    (10, 4, 'eventuelt', 'Næste møde', '', 5, '', 0),
    (11, 1, 'personsag', 'Bolig', '', 10, '', 1),
    (11, 2, 'personsag', 'Økonomi', '', 10, '', 1),
    (11, 3, 'personsag', 'Beskæftigelse og uddannelse', '', 10, '', 1),
    (11, 4, 'personsag', 'Helbred', '', 5, '', 1),
    (11, 5, 'personsag', 'Misbrug', '', 5, '', 1),
    (11, 6, 'personsag', 'Netværk og familie', '', 10, '', 1),
    (11, 7, 'opfoelgning', 'Hvem gør hvad, og hvornår', '', 10, '', 1),
    (12, 1, 'beslutning', 'Godkendelse af dagsorden', '', 5, '', 0),
    (12, 2, 'referat', 'Bemærkninger til sidste referat', '', 5, '', 0),
    (12, 3, 'orientering', 'Status', '', 40, '', 0),
    (12, 4, 'beslutning', 'Sager til beslutning', '', 50, '', 0),
    (12, 5, 'eventuelt', 'Eventuelt og næste møde', '', 20, '', 0),
    (13, 1, 'opfoelgning', 'Opfølgning', '', 10, '', 0),
    (13, 2, 'droeftelse', 'Uroområder og tendenser', 'Uden navne.', 20, '', 0),
    (13, 3, 'beslutning', 'Vagtplan', '', 20, '', 0),
    (13, 4, 'eventuelt', 'Eventuelt', '', 10, '', 0),
    (14, 1, 'opfoelgning', 'Opfølgning på sidste liste', '', 10, '', 0),
    (14, 2, 'personsag', 'Nye navne fra politiet', '', 30, 'Politiet', 1),
    (14, 3, 'beslutning', 'Fordeling: hvem taler med hvem, frist', '', 15, '', 1),
    (14, 4, 'eventuelt', 'Næste møde', '', 5, '', 0);

INSERT INTO feed (code, title, source, due, every_months, days_before, active) VALUES
    ('plan', 'SSP-planen 2023-26 udløber, den næste skal være vedtaget', 'SSP-planen', '2026-12-31', 48, 90, 0),
    ('beredskab', 'Beredskabsplanen revideres (mindst hvert fjerde år)', 'Serviceloven § 19, stk. 4 – kontrollér gældende tekst', '2026-12-31', 48, 90, 0),
    ('samarbejdsplan', 'Den årlige samarbejdsplan med Kredsrådet', 'Retsplejeloven § 113', '2027-02-01', 12, 30, 0),
    ('tryghed', 'Tryghedsundersøgelsen', 'Fast punkt i året', '2027-03-01', 12, 30, 0),
    ('ungeprofil', 'Ungeprofilundersøgelsen', 'Fast punkt i året', '2027-02-01', 12, 30, 0),
    ('radikalisering', 'Årsrapport om arbejdet mod radikalisering', 'Fast punkt i året', '2027-01-31', 12, 30, 0),
    ('aarshjul', 'Mødeplan og årshjul for næste skoleår', 'Skoleåret begynder 1. august', '2027-05-01', 12, 30, 0),
    ('hjemler', 'Lovteksterne i »Grundlag« kontrolleres', 'Lovtekster ændres', '2027-01-15', 12, 14, 0);

CREATE TABLE meeting_kept AS SELECT *, (SELECT seq FROM sqlite_sequence WHERE name = 'meeting') AS seq FROM meeting;

DROP TABLE meeting;

CREATE TABLE meeting (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    forum_id INTEGER NOT NULL,
    series_id INTEGER,
    number INTEGER,
    series_day DATE,
    title TEXT DEFAULT '' NOT NULL,
    starts_at DATETIME NOT NULL,
    ends_at DATETIME NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    chair_id INTEGER,
    state VARCHAR NOT NULL,
    summary TEXT DEFAULT '' NOT NULL,
    approved_at DATETIME,
    approved_by TEXT DEFAULT '' NOT NULL,
    moved_from DATETIME,
    uid TEXT DEFAULT '' NOT NULL,
    sequence INTEGER NOT NULL,
    FOREIGN KEY(forum_id) REFERENCES forum (id),
    FOREIGN KEY(series_id) REFERENCES series (id),
    FOREIGN KEY(chair_id) REFERENCES professional (id)
);

CREATE INDEX ix_meeting_chair_id ON meeting (chair_id);

CREATE INDEX ix_meeting_forum_id ON meeting (forum_id);

CREATE INDEX ix_meeting_series_id ON meeting (series_id);

CREATE INDEX ix_meeting_starts_at ON meeting (starts_at);

INSERT INTO meeting (id, forum_id, starts_at, ends_at, place, chair_id, state, summary, approved_at, approved_by, sequence)
    SELECT id, 6, starts_at, ends_at, place, chair_id, state, summary, approved_at, approved_by, 0 FROM meeting_kept;

UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM meeting_kept) WHERE name = 'meeting' AND EXISTS (SELECT 1 FROM meeting_kept);

DROP TABLE meeting_kept;

CREATE TABLE agenda_item (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    minutes INTEGER NOT NULL,
    responsible TEXT DEFAULT '' NOT NULL,
    responsible_id INTEGER,
    closed BOOLEAN NOT NULL,
    papers TEXT DEFAULT '' NOT NULL,
    person_id INTEGER,
    state VARCHAR NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    decision TEXT DEFAULT '' NOT NULL,
    carried_from INTEGER,
    FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    FOREIGN KEY(responsible_id) REFERENCES professional (id),
    FOREIGN KEY(person_id) REFERENCES person (id),
    FOREIGN KEY(carried_from) REFERENCES agenda_item (id)
);

CREATE INDEX ix_agenda_item_carried_from ON agenda_item (carried_from);

CREATE INDEX ix_agenda_item_meeting_id ON agenda_item (meeting_id);

CREATE INDEX ix_agenda_item_person_id ON agenda_item (person_id);

CREATE INDEX ix_agenda_item_responsible_id ON agenda_item (responsible_id);

INSERT INTO agenda_item (meeting_id, number, kind, title, note, minutes, responsible, closed, state)
    SELECT meeting.id, forum_item.number, forum_item.kind, forum_item.title, forum_item.note, forum_item.minutes,
        forum_item.responsible, forum_item.closed, 'paa_dagsordenen'
    FROM meeting JOIN forum_item ON forum_item.forum_id = meeting.forum_id
    WHERE meeting.state IN ('planlagt', 'indkaldt', 'dagsorden_udsendt', 'afholdt', 'referat_i_udkast');

CREATE TRIGGER agenda_item_person_new BEFORE INSERT ON agenda_item
WHEN (NEW.person_id IS NOT NULL OR NEW.kind = 'personsag')
    AND (SELECT forum.may_name_persons FROM meeting JOIN forum ON forum.id = meeting.forum_id WHERE meeting.id = NEW.meeting_id) = 0
BEGIN
    SELECT RAISE(ABORT, 'person_not_in_this_forum');
END;

CREATE TRIGGER agenda_item_person_change BEFORE UPDATE ON agenda_item
WHEN (NEW.person_id IS NOT NULL OR NEW.kind = 'personsag')
    AND (SELECT forum.may_name_persons FROM meeting JOIN forum ON forum.id = meeting.forum_id WHERE meeting.id = NEW.meeting_id) = 0
BEGIN
    SELECT RAISE(ABORT, 'person_not_in_this_forum');
END;

CREATE TRIGGER meeting_line_person_new BEFORE INSERT ON meeting_line
WHEN (SELECT forum.may_name_persons FROM meeting JOIN forum ON forum.id = meeting.forum_id WHERE meeting.id = NEW.meeting_id) = 0
BEGIN
    SELECT RAISE(ABORT, 'person_not_in_this_forum');
END;

CREATE TRIGGER meeting_line_person_change BEFORE UPDATE OF meeting_id ON meeting_line
WHEN (SELECT forum.may_name_persons FROM meeting JOIN forum ON forum.id = meeting.forum_id WHERE meeting.id = NEW.meeting_id) = 0
BEGIN
    SELECT RAISE(ABORT, 'person_not_in_this_forum');
END;

CREATE TRIGGER meeting_person_forum BEFORE UPDATE OF forum_id ON meeting
WHEN (SELECT may_name_persons FROM forum WHERE id = NEW.forum_id) = 0
    AND (
        EXISTS (SELECT 1 FROM agenda_item WHERE agenda_item.meeting_id = NEW.id AND (agenda_item.person_id IS NOT NULL OR agenda_item.kind = 'personsag'))
        OR EXISTS (SELECT 1 FROM meeting_line WHERE meeting_line.meeting_id = NEW.id)
    )
BEGIN
    SELECT RAISE(ABORT, 'person_not_in_this_forum');
END;

CREATE TRIGGER forum_person_change BEFORE UPDATE OF may_name_persons ON forum
WHEN NEW.may_name_persons = 0
    AND (
        EXISTS (SELECT 1 FROM agenda_item JOIN meeting ON meeting.id = agenda_item.meeting_id
            WHERE meeting.forum_id = NEW.id AND (agenda_item.person_id IS NOT NULL OR agenda_item.kind = 'personsag'))
        OR EXISTS (SELECT 1 FROM meeting_line JOIN meeting ON meeting.id = meeting_line.meeting_id
            WHERE meeting.forum_id = NEW.id)
    )
BEGIN
    SELECT RAISE(ABORT, 'forum_has_persons');
END;

CREATE TRIGGER forum_never_persons_new BEFORE INSERT ON forum
WHEN NEW.may_name_persons = 1
    AND NEW.kind IN ('kredsraad', 'lokalraad', 'ssp_netvaerk', 'infohus_netvaerk')
BEGIN
    SELECT RAISE(ABORT, 'forum_never_persons');
END;

CREATE TRIGGER forum_never_persons_change BEFORE UPDATE ON forum
WHEN NEW.may_name_persons = 1
    AND NEW.kind IN ('kredsraad', 'lokalraad', 'ssp_netvaerk', 'infohus_netvaerk')
BEGIN
    SELECT RAISE(ABORT, 'forum_never_persons');
END;
