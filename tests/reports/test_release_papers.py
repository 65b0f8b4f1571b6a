"""The papers of a release (DOC-18 to DOC-22): long names, many items over the page, none; nothing lies over another."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from sspdesk.domain.release_records import CopyKind
from sspdesk.reports import release_papers as copies
from sspdesk.reports import release_sheets as sheets
from sspdesk.reports.release_papers import CopyItem, ReleaseCopy
from sspdesk.reports.release_sheets import Asked, Checklist, ConsentForm, ContactSheet, Helper, Point
from tests.reports import examples, layout

LONG = "Maximiliane-Alexandrine Prøvestrup-Eksempelgaard von Skabelonsen til Attraplund og Figurholm"
WORD = "Rehabiliteringskoordineringsfunktionærmedarbejderuddannelsesudvalgsformandskabet"
DAY, PAGE_LEFT, PAGE_RIGHT = date(2026, 12, 17), 30, 565

COPY = ReleaseCopy(
    paper=examples.PAPER,
    kind=CopyKind.AGENDA,
    who="Dummy Demosen",
    starts_at=datetime(2026, 11, 27, 9, 30),
    ends_at=datetime(2026, 11, 27, 10, 30),
    place="Prøvefængslet",
    recipient="Kim Kladde, kriminalforsorgen",
    items=(CopyItem(topic="Bolig", title="Bolig", starts=time(9, 30), people=("Kim Kladde (kriminalforsorgen)",)),),
)
FORM = ConsentForm(
    paper=examples.PAPER,
    who="Dummy Demosen",
    born=date(2005, 2, 11),
    asked=(Asked(authority="Boligselskab", who="Bo Byskitse", topics=("Bolig", "Økonomi")),),
    until=date(2027, 11, 22),
    contact="Vibeke Skabelon 00 00 00 10",
)
POINT = Point(title="MitID virker", done=False, due=DAY, responsible="Kim Kladde")
LIST = Checklist(
    paper=examples.PAPER, who="Dummy Demosen", recipient="Kim", release=DAY, groups=(("Papirer", (POINT,)),)
)
SHEET = ContactSheet(
    paper=examples.PAPER,
    who="Dummy Demosen",
    release=DAY,
    contact="Vibeke Skabelon",
    phone="00 00 00 10",
    first_contact=date(2026, 12, 30),
    helpers=(Helper(name="Bo Byskitse", authority="boligselskab", helps_with="Bolig", phone="00 00 00 20"),),
    to_do=("Dit MitID", "Et sted at sove den første nat"),
)

ITEM = CopyItem(
    topic="Uddannelse og beskæftigelse",
    title=f"{LONG} {WORD}",
    note=f"{LONG}. " * 6,
    starts=time(9, 30),
    people=tuple(f"{LONG} (kriminalforsorgen)" for _number in range(4)),
    text=f"{WORD} " * 8,
    decision=f"{LONG}. " * 3,
    actions=(f"{LONG}, {WORD}, ons. 9. dec.",) * 3,
)
MANY = tuple(f"{WORD} og {LONG}" for _number in range(40))
LONG_POINT = replace(POINT, title=LONG[:120], note=f"{WORD} {LONG}" * 3, responsible=LONG)
NASTY: dict[str, tuple[Callable[[], bytes], int]] = {
    "agenda": (lambda: copies.render(replace(COPY, who=LONG, recipient=LONG, place=WORD, items=(ITEM,) * 8)), 2),
    "minutes": (lambda: copies.render(replace(COPY, kind=CopyKind.MINUTES, draft=True, items=(ITEM,) * 8)), 2),
    "form": (
        lambda: sheets.render_consent_form(
            replace(
                FORM,
                who=LONG,
                parents=(LONG, ""),
                asked=(Asked(authority="Misbrugsbehandling", who=f"{LONG}, {LONG}", topics=MANY[:7]),) * 12,
            )
        ),
        2,
    ),
    "list": (
        lambda: sheets.render_checklist(
            replace(LIST, who=LONG, groups=(("Bolig", (LONG_POINT,) * 12), ("Helbred", (LONG_POINT, POINT) * 9)))
        ),
        2,
    ),
    "sheet": (
        lambda: sheets.render_contact_sheet(
            replace(
                SHEET,
                who=LONG,
                contact=LONG,
                helpers=(Helper(name=LONG, authority="kriminalforsorgen", helps_with=f"{WORD}, {LONG}"),) * 12,
                to_do=MANY,
            )
        ),
        3,
    ),
}


def _text(pdf: bytes) -> str:
    return " ".join(layout.texts(pdf)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", NASTY)
def test_long_names_and_many_items_break_over_pages_without_lying_on_each_other(name: str) -> None:
    render, least = NASTY[name]
    pages = layout.glyphs(render())
    assert len(pages) >= least
    for page in pages:
        assert layout.collisions(page) == []
        assert all(glyph.left >= PAGE_LEFT and glyph.right <= PAGE_RIGHT for glyph in page)


def test_a_group_of_the_checklist_keeps_its_name_on_the_next_page() -> None:
    pages = layout.texts(sheets.render_checklist(replace(LIST, groups=(("Papirer og bank", (POINT,) * 60),))))
    assert len(pages) > 1
    assert all("Papirer og bank" in page for page in pages)


@pytest.mark.parametrize(
    ("pdf", "words"),
    [
        (lambda: sheets.render_consent_form(replace(FORM, asked=(), born=None, contact="")), "Tilføj"),
        (lambda: sheets.render_checklist(replace(LIST, groups=(), release=None)), "Der står ingenting på tjeklisten"),
        (
            lambda: sheets.render_contact_sheet(
                replace(SHEET, helpers=(), to_do=(), release=None, first_contact=None, phone="")
            ),
            "Vi kender ikke dagen endnu",
        ),
        (lambda: copies.render(replace(COPY, items=(CopyItem(topic="Bolig", title="Bolig"),), place="")), "1. Bolig"),
    ],
)
def test_where_there_is_nothing_the_paper_says_so(pdf: Callable[[], bytes], words: str) -> None:
    made = pdf()
    assert words.casefold() in _text(made).casefold()
    assert [layout.collisions(page) for page in layout.glyphs(made)] == [[]]


def test_the_consent_form_is_signed_by_those_whose_consent_is_needed() -> None:
    grown = _text(sheets.render_consent_form(FORM))
    assert "Min underskrift" in grown
    assert "Forældremyndighedsindehaver" not in grown
    assert "Vibeke Skabelon 00 00 00 10" in grown, "whom to tell that it is taken back"
    child = _text(sheets.render_consent_form(replace(FORM, young=False, parents=("Forælder Et", "Forælder To"))))
    assert "Min underskrift" not in child
    assert "Forældremyndighedsindehaver: Forælder Et" in child
    assert "Forældremyndighedsindehaver: Forælder To" in child


def test_the_contact_sheet_has_large_letters_whole_dates_and_short_sentences() -> None:
    pdf = sheets.render_contact_sheet(SHEET)
    told = _text(pdf)
    for words in (
        "torsdag den 17. december 2026",
        "Har du brug for hjælp? Ring til Vibeke Skabelon, 00 00 00 10",
        "Vi kontakter dig senest onsdag den 30. december 2026.",
        "Bolig Bo Byskitse, boligselskab Telefon 00 00 00 20",
        "Dit MitID",
    ):
        assert words in told
    (page,) = layout.glyphs(pdf)
    height = lambda letters: max(one.top - one.bottom for one in letters)
    body = [one for one in page if 60 < one.bottom < 600 and one.char == "B"]
    assert body
    assert height(body) > 8.5, "13 points, not the 9.5 of other papers"
