"""The command field: actions, pages and persons by keyboard; stale answers dropped; the search logged without words."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.ids import PersonId
from sspdesk.domain.search import Found, FoundGroup, HitGroup, HitKind, PersonHit, RecordHit
from sspdesk.services.work import UnitOfWork
from sspdesk.ui.shared.operations import InlineOperations, Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shell.entries import CommandHit
from sspdesk.ui.shell.history import Place
from sspdesk.ui.shell.palette import CommandPalette
from sspdesk.ui.shell.palette_list import Heading
from sspdesk.ui.theme import Theme


class Delayed(Operations):
    """Operations whose answers come when the test says so."""

    def __init__(self) -> None:
        super().__init__(lambda _work: None)
        self.waiting: list[Callable[[], None]] = []

    def query(self, owner, work, on_done, on_error=None) -> None:  # type: ignore[no-untyped-def]
        self.waiting.append(lambda: on_done(work(None)))


def _found(_uow: UnitOfWork, words: str, content: bool) -> Found:
    talk = RecordHit(
        kind=HitKind.TALK,
        id=70,
        day=date(2026, 11, 13),
        person_id=PersonId(4),
        name="Opfinda Prøvesen",
        text="Mor fortalte, at det går godt i opfindelsernes klub",
        code="afholdt",
    )
    forum = RecordHit(kind=HitKind.FORUM, id=2, place="Lokalrådet", text="Opfølgning på lokale forhold")
    groups = [FoundGroup(group=HitGroup.MEETINGS, hits=(forum,), count=1)]
    if content:
        groups.insert(0, FoundGroup(group=HitGroup.TALKS, hits=(talk,), count=50, more=True))
    return Found(
        persons=(PersonHit(id=PersonId(len(words)), name=f"Opfinda {words}", age=13, school="Prøveskolen"),),
        person_count=3,
        groups=tuple(groups),
    )


class Desk(QWidget):
    def __init__(self, operations: Operations, privacy: Privacy) -> None:
        super().__init__()
        self.ran: list[str] = []
        self.logged: list[tuple[int, int | None]] = []
        self.among_others = False
        self.field = QPushButton("Søg")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addStretch()
        self.palette_box = CommandPalette(
            operations,
            privacy,
            providers=(self._actions, self._pages),
            search=_found,
            record_search=lambda _uow, found, opened: self.logged.append((found.count, opened and opened.id)),
            among_others=lambda: self.among_others,
            today=lambda: date(2026, 11, 23),
            parent=self,
        )

    def _hits(self, titles: list[str], group: str, typed: str) -> list[CommandHit]:
        return [
            CommandHit(title=title, run=lambda title=title: self.ran.append(title), group=group)
            for title in titles
            if typed.casefold() in title.casefold()
        ]

    def _actions(self, typed: str) -> list[CommandHit]:
        return self._hits(["Opfølgning på samtale", "Lås nu"], "Handlinger", typed)

    def _pages(self, typed: str) -> list[CommandHit]:
        return self._hits(["Personer"], "Sider", typed)


def _open(desk: Desk, qtbot: QtBot) -> CommandPalette:
    qtbot.addWidget(desk)
    desk.resize(700, 500)
    with qtbot.waitActive(desk):
        desk.show()
        desk.activateWindow()
    desk.palette_box.open_under(desk.field)
    return desk.palette_box


def _titles(palette: CommandPalette) -> list[str]:
    rows = palette.hits._model.rows
    return [f"{row.title} {row.count}".strip() if isinstance(row, Heading) else row.title for row in rows]


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, operations: InlineOperations, privacy: Privacy) -> Desk:
    desk = Desk(operations, privacy)
    _open(desk, qtbot)
    return desk


def test_everything_is_grouped_and_the_first_hit_is_chosen(desk: Desk, qtbot: QtBot) -> None:
    palette = desk.palette_box
    assert _titles(palette) == ["Handlinger", "Opfølgning på samtale", "Lås nu", "Sider", "Personer"]
    qtbot.keyClicks(palette.edit, "opf")
    assert _titles(palette) == [
        *("Handlinger", "Opfølgning på samtale", "Personer 1 af 3", "Opfinda opf"),
        *("Samtaler 1 af over 50", "Opfinda Prøvesen", "Møder og fora 1", "Lokalrådet"),
    ]
    assert palette.hits.current_words() == "Opfølgning på samtale"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert (desk.ran, palette.isVisible(), palette.edit.text()) == (["Opfølgning på samtale"], False, "")


def test_arrows_pass_over_headings_and_go_round(desk: Desk, qtbot: QtBot) -> None:
    palette = desk.palette_box
    words = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(palette.edit, key)
        words.append(palette.hits.current_words())
    assert words == ["Lås nu", "Personer", "Opfølgning på samtale", "Personer"]
    assert palette.edit.accessibleDescription() == "Personer"


def test_a_chosen_person_is_opened_and_the_search_logged_once(desk: Desk, qtbot: QtBot) -> None:
    palette = desk.palette_box
    chosen: list[Place] = []
    palette.place_chosen.connect(chosen.append)
    qtbot.keyClicks(palette.edit, "opfi")
    assert palette.hits.current_words() == "Opfinda opfi 13 år · Prøveskolen"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert (chosen, desk.logged) == ([Place("persons", 4)], [(54, 4)])
    assert not palette._rest.isActive()


def test_three_seconds_of_rest_are_logged_without_a_person(desk: Desk, qtbot: QtBot) -> None:
    palette = desk.palette_box
    qtbot.keyClicks(palette.edit, "opfi")
    assert (palette._rest.isActive(), palette._rest.interval()) == (True, 3000)
    palette._rest.timeout.emit()
    assert desk.logged == [(54, None)]


def test_discreet_display_shows_initials_only(desk: Desk, privacy: Privacy, qtbot: QtBot) -> None:
    privacy.set_discreet(True)
    qtbot.keyClicks(desk.palette_box.edit, "opfinda")
    palette = desk.palette_box
    assert palette.hits.current_words() == "O. O."
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.hits.current_words() == "O. P. Afholdt · fre. 13. nov."
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.hits.current_words() == "Lokalrådet"


def test_a_record_is_opened_in_its_place_and_ctrl_enter_opens_its_person(desk: Desk, qtbot: QtBot) -> None:
    palette = desk.palette_box
    chosen: list[Place] = []
    palette.place_chosen.connect(chosen.append)
    qtbot.keyClicks(palette.edit, "opfi")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.hits.current_words() == "Opfinda Prøvesen Afholdt · fre. 13. nov. · … går godt i opfindelsernes klub"
    assert "Ctrl+Enter" in palette.foot_label.text()
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert (chosen, desk.logged) == ([Place("talks", 70)], [(54, 70)])
    palette.open_under(desk.field, "opfi")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chosen[1:] == [Place("persons", 4)]


def test_ctrl_arrows_go_from_group_to_group(desk: Desk, qtbot: QtBot) -> None:
    palette = desk.palette_box
    qtbot.keyClicks(palette.edit, "opf")
    words = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(palette.edit, key, Qt.KeyboardModifier.ControlModifier)
        words.append(palette.hits.current().title)
    assert words == ["Opfinda opf", "Opfinda Prøvesen", "Lokalrådet", "Opfølgning på samtale", "Lokalrådet"]


def test_where_others_see_the_screen_no_contents_are_searched(desk: Desk, qtbot: QtBot) -> None:
    desk.among_others = True
    palette = desk.palette_box
    qtbot.keyClicks(palette.edit, "opfi")
    assert _titles(palette) == ["Personer 1 af 3", "Opfinda opfi", "Møder og fora 1", "Lokalrådet"]
    assert palette.foot_label.text() == "Andre ser skærmen: der søges kun i personer og møder."


def test_escape_closes_and_forgets(desk: Desk, qtbot: QtBot) -> None:
    palette = desk.palette_box
    qtbot.keyClicks(palette.edit, "opf")
    with qtbot.waitSignal(palette.closed):
        qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert (palette.isVisible(), palette.edit.text(), _titles(palette)) == (False, "", [])
    palette.open_under(desk.field, "zzzz-intet")
    desk.field.setFocus()
    assert not palette.isVisible()


def test_nothing_found_is_said(qtbot: QtBot, theme: Theme, operations: InlineOperations, privacy: Privacy) -> None:
    desk = Desk(operations, privacy)
    desk.palette_box._search = None
    palette = _open(desk, qtbot)
    qtbot.keyClicks(palette.edit, "zzz")
    assert palette.empty_label.isVisible()
    assert palette.empty_label.text() == "Intet fundet. Prøv et andet ord."


def test_only_the_latest_question_is_asked_and_stale_answers_are_dropped(
    qtbot: QtBot, theme: Theme, privacy: Privacy
) -> None:
    operations = Delayed()
    desk = Desk(operations, privacy)
    palette = _open(desk, qtbot)
    qtbot.keyClicks(palette.edit, "opfi")
    assert len(operations.waiting) == 1  # "o" is under way, "opfi" waits, "op" and "opf" are never asked
    operations.waiting.pop(0)()
    assert _titles(palette) == []
    assert len(operations.waiting) == 1
    operations.waiting.pop(0)()
    assert _titles(palette)[:2] == ["Personer 1 af 3", "Opfinda opfi"]
    qtbot.keyClicks(palette.edit, "n")
    palette.close_palette()
    operations.waiting.pop(0)()
    assert _titles(palette) == []
    assert operations.waiting == []
    operations.close()
