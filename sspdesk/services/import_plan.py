"""What the user has decided about a list so far, row by row, and what follows from it; nothing of it is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ContactId, PersonId
from sspdesk.domain.matching import Candidate, Certainty, Choice, LineState
from sspdesk.domain.names import fold
from sspdesk.domain.police_list import ListProblem, ListRow
from sspdesk.domain.wednesday import PoliceContact, Theme
from sspdesk.services.police_import import Decided, updated_contact
from sspdesk.services.police_list import Review


class _New(Enum):
    """The answer that a row is about somebody new."""

    PERSON = 1


Who = Candidate | _New
_Moment = tuple[object, date | None, time | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Where one readable row stands now."""

    row: ListRow
    certainty: Certainty
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None
    """Who the row is about, when that is somebody known or the person of an earlier row."""
    choice: Choice | None
    """None: the user must answer, or the row waits for the earlier row it follows."""
    asks: bool
    """Whether this very row needs an answer before the list can be stored."""
    person_id: PersonId | None
    newcomer: int | None
    """The row that stands for the new person this one is about."""
    line: LineState = LineState.FRESH
    contact: PoliceContact | None = None
    """The stored contact that says the same or is brought up to date."""
    repeats: int | None = None
    updates: bool = False
    """Whether the user chose to bring the stored contact up to date."""

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.row.row


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers the wizard shows. ``stored`` is what the last button says: new and updated contacts."""

    rows: int
    stored: int
    updates: int
    skipped: int
    unanswered: int
    possible: int
    new: int
    problems: int
    newcomers: int


class Plan:
    """The decisions on one list. Every readable row ends as same, new or skip; nothing possible is preselected."""

    def __init__(self, review: Review, earlier: "Plan | None" = None) -> None:
        self.review = review
        self._rows = {row.row: row for row in review.rows}
        self._matches = {match.row: match for match in review.matches}
        self._said: dict[int, Who] = {}
        self._skips: dict[int, bool] = {}
        self._updates: dict[int, bool] = {}
        self._passed: set[int] = set()
        self._settled: dict[int, Settled] | None = None
        self._counts: Counts | None = None
        self._dates: dict[str, set[date | None]] = {}
        for row in review.rows:
            if row.reference:
                self._dates.setdefault(fold(row.reference), set()).add(row.contact_date)
        if earlier is not None:
            self._take_over(earlier)

    def _take_over(self, earlier: "Plan") -> None:
        """Keep the answers given before a row was mended."""
        self._said = {
            row: who for row, who in earlier._said.items() if isinstance(who, _New) or who.row in {None, *self._rows}
        }
        self._skips, self._updates = dict(earlier._skips), dict(earlier._updates)
        self._passed = set(earlier._passed)

    # -- the user's answers --------------------------------------------------------------------------------------------

    def answer(self, row: int, choice: Choice, candidate: Candidate | None = None) -> None:
        """Take the user's answer to a row. ``candidate`` says who, else it is the likeliest.

        On a row with a stored contact of the same reference, SAME brings that up to date and NEW adds a contact.
        """
        state = self.settled(row)
        self._settled = self._counts = None
        self._skips[row] = choice is Choice.SKIP
        if choice is Choice.SKIP:
            return
        if state.line is LineState.UPDATE and candidate is None:
            self._updates[row] = choice is Choice.SAME
            return
        target = self._asking(row)
        best = candidate or (state.chosen if target == row else None) or next(iter(state.candidates), None)
        if choice is Choice.NEW or best is None:
            self._said[target] = _New.PERSON
        else:
            self._said[target] = best
        self._updates.pop(row, None)

    def another_person(self, row: int) -> None:
        """Say that a row is about somebody new, whatever the reference says."""
        self._said[self._asking(row)] = _New.PERSON
        self._skips[row] = False
        self._settled = self._counts = None

    def pass_over(self, row: int) -> None:
        """Let an unreadable row be skipped knowingly."""
        self._passed.add(row)

    def is_passed(self, row: int) -> bool:
        """Tell whether the user has said that an unreadable row is skipped."""
        return row in self._passed

    # -- what follows --------------------------------------------------------------------------------------------------

    def settled(self, row: int) -> Settled:
        """Return where a row stands."""
        return self._all()[row]

    def all_settled(self) -> list[Settled]:
        """Return where every readable row stands, in the order of the file."""
        return list(self._all().values())

    def kept(self) -> list[Settled]:
        """Return the rows that will be stored, or would be once they are answered."""
        return [one for one in self.all_settled() if one.choice is not Choice.SKIP]

    def problem(self, row: int) -> ListProblem | None:
        """Return what is wrong with an unreadable row."""
        return next((one for one in self.review.problems if one.row == row), None)

    def counts(self) -> Counts:
        """Return the numbers the wizard shows."""
        if self._counts is None:
            self._counts = self._counted()
        return self._counts

    def _counted(self) -> Counts:
        states = self.all_settled()
        kept = self.kept()
        return Counts(
            rows=len(states) + len(self.review.problems),
            stored=len(kept),
            updates=sum(one.updates for one in kept),
            skipped=len(states) - len(kept) + len(self.review.problems),
            unanswered=sum(one.asks for one in states),
            possible=sum(one.certainty is Certainty.POSSIBLE or one.line is LineState.UPDATE for one in states),
            new=sum(one.certainty is Certainty.NEW for one in states),
            problems=len(self.review.problems),
            newcomers=len({one.newcomer for one in kept if one.newcomer is not None}),
        )

    def next_problem(self, after: int | None, step: int = 1) -> int | None:
        """Return the next row (or with ``step`` -1 the one before) that needs an answer or mending; goes round."""
        waiting = {one.number for one in self.all_settled() if one.asks}
        waiting |= {one.row for one in self.review.problems if one.row not in self._passed}
        ordered = sorted(waiting, reverse=step < 0)
        beyond = [row for row in ordered if after is None or (row > after if step > 0 else row < after)]
        return next(iter(beyond or ordered), None)

    def decided(self, themes: Mapping[int, Theme]) -> tuple[Decided, ...]:
        """Return what is to be stored; raises DomainError("rows_unanswered") while a row waits for an answer."""
        waiting = self.counts().unanswered
        if waiting:
            raise DomainError("rows_unanswered", count=waiting)
        return tuple(
            Decided(
                row=one.row,
                person_id=one.person_id,
                newcomer=one.newcomer,
                update=ContactId(one.contact.id) if one.updates and one.contact is not None else None,
                theme=themes.get(one.number),
            )
            for one in self.kept()
        )

    # -- inner parts ---------------------------------------------------------------------------------------------------

    def _who(self, row: int) -> Who | None:
        said = self._said.get(row)
        if said is not None:
            return said
        match = self._matches[row]
        if match.certainty is Certainty.NEW:
            return _New.PERSON
        return match.best if match.certainty is Certainty.SURE else None

    def _head(self, row: int) -> int:
        """Return the row whose person this one shares; candidates only ever point to earlier rows."""
        while isinstance(who := self._who(row), Candidate) and who.row is not None:
            row = who.row
        return row

    def _asking(self, row: int) -> int:
        """Return the row whose question this row's answer settles: a skipped, unanswered row's is put on here."""
        head = self._head(row)
        return head if head != row and self._who(head) is None and self._skips.get(head, False) else row

    def _all(self) -> dict[int, Settled]:
        if self._settled is None:
            run = _Run(self._dates)
            self._settled = {number: self._settle(row, run) for number, row in self._rows.items()}
        return self._settled

    def _settle(self, row: ListRow, run: "_Run") -> Settled:
        number = row.row
        own, head = self._who(number), self._head(number)
        who = own if head == number else self._who(head)
        person_id = who.person_id if isinstance(who, Candidate) else None
        stored = self.review.contacts.get(person_id, ()) if person_id is not None else ()
        found = run.line(row, person_id if person_id is not None else ("row", head), stored)
        skipped = self._skips.get(number, found.state in (LineState.REPEATED, LineState.STORED))
        if not self._skips.get(number, False) and found.state is not LineState.REPEATED:
            run.remember(row, found)
        reviewed = found.state is not LineState.UPDATE or number in self._updates
        asking = self._asking(number)
        open_here = who is None and head in (number, asking)
        asks = not skipped and (open_here or not reviewed)
        choice = Choice.SKIP if skipped else None
        if choice is None and who is not None and reviewed:
            choice = Choice.NEW if own is _New.PERSON or self._updates.get(number) is False else Choice.SAME
        match = self._matches[number]
        return Settled(
            row=row,
            certainty=match.certainty,
            candidates=self._matches[asking].candidates if asking != number else match.candidates,
            chosen=own if isinstance(own, Candidate) else None,
            choice=choice,
            asks=asks,
            person_id=person_id,
            newcomer=head if who is _New.PERSON else None,
            line=found.state,
            contact=found.contact,
            repeats=found.repeats,
            updates=not skipped and found.state is LineState.UPDATE and self._updates.get(number, False),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What a row's contact turned out to be."""

    state: LineState = LineState.FRESH
    contact: PoliceContact | None = None
    repeats: int | None = None
    moment: _Moment


class _Run:
    """One passage through the list: which lines stood above, and which stored contacts are spoken for."""

    def __init__(self, dates: Mapping[str, set[date | None]]) -> None:
        self._dates = dates
        self._above: dict[_Moment, list[ListRow]] = {}
        self._claimed: set[int] = set()

    def line(self, row: ListRow, who: object, stored: Sequence[PoliceContact]) -> _Line:
        """Return what the row's contact is beside the lines above and the person's stored contacts."""
        moment = (who, row.contact_date, row.contact_time)
        for above in self._above.get(moment, ()):
            if _says_the_same(row, above.reference, above.text):
                return _Line(state=LineState.REPEATED, repeats=above.row, moment=moment)
        contact = self._stored(row, stored)
        if contact is None:
            return _Line(moment=moment)
        self._claimed.add(contact.id)
        differs = updated_contact(contact, row) != contact
        return _Line(state=LineState.UPDATE if differs else LineState.STORED, contact=contact, moment=moment)

    def remember(self, row: ListRow, found: _Line) -> None:
        """Let later rows be compared with this one."""
        self._above.setdefault(found.moment, []).append(row)

    def _stored(self, row: ListRow, stored: Sequence[PoliceContact]) -> PoliceContact | None:
        free = [one for one in stored if one.id not in self._claimed]
        if row.reference:
            asked = fold(row.reference)
            known = [one for one in free if fold(one.reference) == asked]
            same_day = [one for one in known if one.contact_date == row.contact_date]
            others = [one for one in known if one.contact_date not in self._dates.get(asked, ())]
            if same_day or others:
                return (same_day or others)[0]
        for one in free:
            at_once = (one.contact_date, one.contact_time) == (row.contact_date, row.contact_time)
            if at_once and not (one.reference and row.reference) and fold(one.text) == fold(row.text or ""):
                return one
        return None


def _says_the_same(row: ListRow, reference: str | None, text: str | None) -> bool:
    """Tell whether two lines of one person and moment are one: the same reference, and texts that do not differ."""
    if fold(row.reference or "") != fold(reference or ""):
        return False
    one, other = fold(row.text or ""), fold(text or "")
    return one == other or (bool(row.reference) and not (one and other))


def with_mended(review_rows: Sequence[ListRow], mended: ListRow) -> tuple[ListRow, ...]:
    """Return the rows with one more (or replaced) row, in the order of the file."""
    others = [row for row in review_rows if row.row != mended.row]
    return tuple(sorted((*others, mended), key=lambda row: row.row))
