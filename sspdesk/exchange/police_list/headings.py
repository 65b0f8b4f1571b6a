"""Which field a column's heading names: the Danish words that police districts use."""

import re
from functools import lru_cache

from sspdesk.domain.names import clean, fold
from sspdesk.domain.police_list import Field

# Headings are compared folded, without signs ("CPR-nr." is "cpr nr"). A phrase matches a heading that starts with it,
# also after a word saying whose it is; * stands for the rest of a word; a phrase ending in $ must be the whole heading.

_OTHER_PEOPLE = """
    foraeldre* foraelder* vaerge* mor mors far fars moder* fader* paaroerende* kontaktperson* betjent* patrulje*
    sagsbehandler* politiassistent* anmelder anmelders indberetter* indberettet* sspkonsulent* laerer laerers laereren
    klasselaerer* ansvarlig* beslutning* frist opfoelgning*
"""
_OTHER_FACTS = """
    bopaelskommune | foedested | foedeland | foedselsaar | aargang | alder | koen | telefon* | tlf* | mobil* |
    mail | e mail | nationalitet | statsborgerskab | registreret af | oprettet af | udfyldt af | klasse |
    klassetrin | postn* | post nr | by | kommune | politikreds | station | enhed | afdeling | antal | uge |
    ugedag | ugenr | maaned | aar | nr | lb | lbn* | loeben* | no | raekke | linje | id
"""
_WHOSE = """
    den unges | den unge | unges | barnets | boernenes | elevens | personens | borgerens | vedkommendes |
    politiets | pgl | haendelsens | nuvaerende | evt | eventuel | kontaktens | sagens | primaer | seneste |
    aktuel | barn | person
"""
_CLEAR: tuple[tuple[Field, str], ...] = (
    (Field.PROTECTED,
        "beskyt* | adressebeskyt* | navnebeskyt* | navne og adressebeskyt* | navne og adresse beskyt* | "
        "adresse beskyt* | nab | hemmelig adresse"),
    (Field.NAME,
        "for og efternavn* | fornavn og efternavn | fornavn efternavn | efternavn fornavn* | efternavn "
        "og fornavn* | navn efternavn* | navn fornavn*"),
    (Field.NAME,
        "cpr navn* | cpr nr navn* | cpr og navn* | cpr nr og navn*"),
    (Field.LAST_NAME,
        "efternavn* | efter navn | slaegtsnavn | familienavn | enavn | lastname | last name | surname"),
    (Field.MIDDLE_NAME,
        "mellemnavn*"),
    (Field.FIRST_NAME,
        "fornavn* | for navn | fnavn | firstname | first name"),
    (Field.NAME,
        "navn | navne$ | navnet | fulde navn* | hele navn* | personnavn | elevnavn | barnenavn"),
    (Field.CPR,
        "cpr* | sidste 4 | sidste fire | personnr* | personnummer | person nr | person nummer | pnr | "
        "pers nr | persnr | sidste 4 | sidste fire"),
    (Field.BIRTH_DATE,
        "foedt* | fodt | foedsels* | fodsels* | foeds | fds | foed | fdato | f dato | f dag | fdag | dob "
        "| birth* | date of birth | dato for foedsel*"),
    (Field.TALK_RECOMMENDED,
        "anbefal* | forebyggende samtale* | bekymringssamtale* | samtale* | ssp samtale* | forslag til "
        "samtale | behov for samtale | forebyggelsessamtale*"),
    (Field.REFERENCE,
        "j nr | jnr | journal* | jour nr | sagsn* | sags n* | sag nr | sagsid | sags id | anm nr | "
        "anmeldelsesn* | anmeldelses n* | polsas* | kontaktn* | kontakt nr | kontakt id | doegnrapport "
        "nr | haendelsesn* | haendelses n* | haendelse nr | gerningsn* | reference* | ref | refnr"),
    (Field.CONTACT_TIME,
        "tid | tidspunkt | tidspkt | kl | klokken | klokkeslaet* | klokkeslet* | kontakttid* | "
        "haendelsestid* | gerningstid* | gernings tid* | time"),
    (Field.CONTACT_DATE,
        "dato | datoen | haendelsesdato | haendelses dato | kontaktdato | kontakt dato | gerningsdato | "
        "gernings dato | dag | sket | truffet | antruffet | kontakt den | haendelse den | haendelse dato "
        "| date"),
    (Field.ROLE,
        "rolle* | partsrolle* | parts rolle | partsstatus | partstype | stilling i sagen | sigtet vidne* "
        "| sigtet mistaenkt* | forhold til sagen"),
    (Field.PLACE,
        "sted | stedet | gerningssted* | gernings sted | haendelsessted* | haendelse sted | kontaktsted* "
        "| lokation* | findested | gerningsadresse | gerningsomraade"),
    (Field.SCHOOL,
        "skole* | sspskole | ssp skole | uddannelse* | institution* | dagtilbud | school"),
    (Field.ADDRESS,
        "adresse* | adr | bopael* | folkeregisteradresse | privatadresse | hjemmeadresse | gade | vej | "
        "address"),
    (Field.NOTE,
        "bemaerkn* | bem | note* | notat* | anmaerkn* | kommentar* | supplerende* | obs | oevrige bem* | "
        "oevrige oplysninger | saerlige*"),
    (Field.TEXT,
        "forhold* | gerning* | haendelse* | kort beskrivelse | beskrivelse* | hvad | episode* | "
        "sigtelse* | overtraedelse* | lovovertraedelse* | kontaktaarsag | forseelse* | kriminalitet* | "
        "aarsag* | anledning | sagsresume* | sagstekst | sagsbeskrivelse | kort resume | kort tekst"),
)  # fmt: skip
_LOOSE: tuple[tuple[Field, str], ...] = (
    (Field.NAME,
        "den unge | ung | unge | barn | barnet | boern | elev | person | personer | borger | hvem | "
        "involveret | involverede | part | parter | name | full name | personoplysninger | personalia"),
    (Field.TALK_RECOMMENDED,
        "indstilling | indstilles | forslag | tiltag | indsats"),
    (Field.REFERENCE,
        "sag$ | sagen$ | anmeldelse$ | doegnrapport"),
    (Field.CONTACT_DATE,
        "hvornaar | den | anmeldelsesdato | anmeldt | registreret | registreringsdato | oprettet* | "
        "modtaget | dato*"),
    (Field.ROLE,
        "status | tilknytning | kontakttype | type | kategori | hvordan | relation"),
    (Field.PLACE,
        "hvor | omraade | lokalitet | bydel | place"),
    (Field.NOTE,
        "andet | oevrigt | oplysninger | info | vurdering"),
    (Field.TEXT,
        "resume* | tekst | art | emne | situation* | omstaendigheder | sagstype | fritekst | aktivitet | "
        "kontakt | text"),
)  # fmt: skip

MAX_LENGTH = 60
"""A longer cell is a title or a text, not a heading."""


def _pattern(phrases: str) -> re.Pattern[str]:
    """Compile phrases separated by ``|`` (or words by spaces, if there is no ``|``)."""
    parts = phrases.split("|") if "|" in phrases else phrases.split()
    written = "|".join(" ".join(part.split()).replace("*", r"\w*") for part in parts)
    return re.compile(f"(?:{written})(?: |$)")


_PEOPLE = re.compile(rf"(?:.* )?{_pattern(_OTHER_PEOPLE).pattern}")
_FACTS = _pattern(_OTHER_FACTS)
_OWNERS = re.compile(_pattern(_WHOSE).pattern.replace("(?: |$)", " "))
_RULES = tuple(
    (sure, tuple((field, _pattern(phrases)) for field, phrases in table)) for sure, table in ((2, _CLEAR), (1, _LOOSE))
)


def normal(heading: str) -> str:
    """Return a heading folded to plain words: ``CPR-nr.`` is ``cpr nr``."""
    joined = re.sub(r"-\s*\n\s*", "", fold(heading))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", joined).split())


@lru_cache(maxsize=2048)
def field_of(heading: str) -> tuple[Field | None, int]:
    """Return the field a heading names and how surely: 2 in clear words, 1 in loose ones, 0 (with None) not at all.

    A heading known to name something else (``Betjent``, ``Alder``, ``Mors navn``) gives (None, 1).
    """
    plain = normal(heading) if "\n" in heading else normal(clean(heading))
    if not plain or len(plain) > MAX_LENGTH:
        return None, 0
    if _PEOPLE.match(plain) or _FACTS.match(plain):
        return None, 1
    without_owner = _OWNERS.sub("", plain, count=1) if _OWNERS.match(plain) else plain
    for sure, rules in _RULES:
        for words in (plain, without_owner):
            for field, pattern in rules:
                if pattern.match(words):
                    return field, sure
    return None, 0
