"""A school year of meetings of the other forums: series, agendas, minutes, agreements, and one of every state."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.easter import easter

from sspdesk.demo.town import Town
from sspdesk.domain.agenda import AgendaItem, ItemKind
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Attendance, Meeting
from sspdesk.domain.people import Professional
from sspdesk.domain.school_calendar import school_year
from sspdesk.domain.series import Series, SeriesRule
from sspdesk.domain.workdays import Days, SchoolBreak
from sspdesk.exchange import attachments as files
from sspdesk.resource import resource
from sspdesk.services import agenda, forums, item_papers, meetings, minutes, school_calendar, series, year_wheel
from sspdesk.services.meetings import MeetingPlan
from sspdesk.storage.unit_of_work import UnitOfWork

_RHYTHMS: tuple[tuple[ForumKind, SeriesRule, int, int, int], ...] = (
    (ForumKind.DISTRICT_COUNCIL, SeriesRule.MONTH_WEEKDAY, 3, 0, 3),
    (ForumKind.LOCAL_COUNCIL, SeriesRule.MONTH_WEEKDAY, 2, 3, 1),
    (ForumKind.NETWORK, SeriesRule.MONTH_WEEKDAY, 2, 2, 3),
    (ForumKind.INFO_HOUSE, SeriesRule.MONTH_WEEKDAY, 1, 1, 4),
    (ForumKind.STREET_TEAM, SeriesRule.WEEKS, 2, 0, 1),
)
"""Forum, rule, interval, weekday and which one in the month."""
_OUTCOMES = (
    ("Politiet ser færre anmeldelser om hærværk end i fjor.", ""),
    ("Belysningen på stien ved stationen er stadig dårlig.", "Vi beder vejafdelingen om en tidsplan."),
    ("Skolerne oplever mere uro i frikvartererne.", "Gadeteamet kommer forbi to gange om ugen i en måned."),
    ("Der er kommet ny vejledning om deling af billeder.", "Vejledningen sendes til skolerne."),
)
_AGREED = ("Ring til vejafdelingen om stien", "Send vejledningen til skolerne", "Aftal datoer med gadeteamet")


def school_breaks(start: int) -> tuple[SchoolBreak, ...]:
    """Return the invented municipality's holidays of the school year that begins in a year."""
    sunday = easter(start + 1)
    found = (
        ("Efterårsferie", date(start, 10, 10), date(start, 10, 18)),
        ("Juleferie", date(start, 12, 19), date(start + 1, 1, 3)),
        ("Vinterferie", date(start + 1, 2, 13), date(start + 1, 2, 21)),
        ("Påskeferie", sunday - timedelta(days=8), sunday + timedelta(days=1)),
        ("Sommerferie", date(start + 1, 6, 26), date(start + 1, 8, 8)),
    )
    return tuple(SchoolBreak(name=name, first=first, last=last) for name, first, last in found)


def in_holidays(day: date) -> bool:
    """Whether a day lies in the invented municipality's holidays or is a public one."""
    years = (day.year - 1, day.year)
    return bool(Days(breaks=[one for year in years for one in school_breaks(year)]).name(day))


class ForumYear:
    """Lives the school year of the other forums beside Onsdagsgruppen's: the clock only ever goes forward."""

    def __init__(self, uow: UnitOfWork, set_clock: Callable[[datetime], None], town: Town, today: date) -> None:
        self._uow, self._set_clock, self._town, self._today = uow, set_clock, town, today
        self._first = school_year(today).first + timedelta(days=10)
        self._begun = False
        self._turn = 0

    def live_until(self, day: date) -> None:
        """Hold every meeting before a day that was not held yet."""
        if day < self._first:
            return
        if not self._begun:
            self._begun = True
            self._begin()
        for meeting in self._waiting(day):
            self._hold(meeting)

    def _waiting(self, day: date) -> list[Meeting]:
        group = self._uow.forums.wednesday_group().id
        found = self._uow.meetings.between(datetime.combine(self._first, time()), datetime.combine(day, time()))
        return [one for one in found if one.ahead and one.forum_id != group]

    def _begin(self) -> None:
        self._set_clock(datetime.combine(self._first - timedelta(days=2), time(9)))
        year = school_year(self._today)
        if not school_calendar.listed(self._uow):
            for one in school_breaks(year.start):
                school_calendar.save(self._uow, one)
        for kind, rule, interval, weekday, nth in _RHYTHMS:
            self._series(kind, rule, interval, weekday, nth)

    def _series(self, kind: ForumKind, rule: SeriesRule, interval: int, weekday: int, nth: int) -> None:
        (forum,) = self._uow.forums.of_kind(kind)
        town = self._town
        people: Sequence[Professional] = {
            ForumKind.NETWORK: (*town.teachers, town.chair),
            ForumKind.STREET_TEAM: (town.street_worker, town.chair),
        }.get(kind, (town.police, town.social_worker, town.chair, town.street_worker))
        ids = {one.id for one in people}
        forum = forums.save(
            self._uow, replace(forum, place="Rådhuset, mødelokale 2", chair_id=town.chair.id), member_ids=ids
        ).value
        anchor = self._first + timedelta(days=(weekday - self._first.weekday()) % 7)
        wanted = Series(
            forum_id=forum.id,
            rule=rule,
            interval=interval,
            weekday=weekday,
            nth=nth,
            anchor=anchor,
            until=school_year(self._today).last,
            starts_at=forum.usual_start,
            minutes=forum.usual_minutes,
            place=forum.place,
        )
        series.save(self._uow, wanted)

    # -- holding -------------------------------------------------------------------------------------------------

    def _hold(self, meeting: Meeting) -> None:
        uow = self._uow
        self._turn += 1
        self._set_clock(meeting.starts_at)
        if self._turn % 11 == 0:
            meetings.cancel(uow, meeting.id)
            return
        minutes.start(uow, meeting.id)
        for place, attendee in enumerate(uow.attendees.of_meeting(meeting.id)):
            away = (place + self._turn) % 5 == 0
            minutes.set_attendance(uow, attendee.id, Attendance.APOLOGIES if away else Attendance.PRESENT)
        self._write(meeting.id)
        minutes.end_meeting(uow, meeting.id)
        if (self._today - meeting.starts_at.date()).days > 7:
            minutes.approve_minutes(uow, meeting.id)
        if self._turn % 4 == 0 and uow.meetings.get(meeting.id).locked:
            minutes.add_addition(uow, meeting.id, "Tidsplanen er modtaget og sendt til alle.")

    def _write(self, meeting_id: MeetingId) -> None:
        uow = self._uow
        items = [one for one in uow.agenda.of_meeting(meeting_id) if one.kind is not ItemKind.MINUTES]
        for place, item in enumerate(items[1:4]):
            outcome, decision = _OUTCOMES[(place + self._turn) % len(_OUTCOMES)]
            agenda.set_outcome(uow, item.id, outcome=outcome, decision=decision)
        if self._turn % 3 == 0:
            agenda.add_action(
                uow, items[1].id, _AGREED[self._turn % len(_AGREED)], responsible_id=self._town.street_worker.id
            )
        if self._turn % 5 == 0 and len(items) > 4:
            agenda.put_on_hold(uow, items[4].id)

    # -- what is ahead -------------------------------------------------------------------------------------------

    def look_ahead(self) -> None:
        """Leave one meeting of every state ahead, and two reminders on."""
        uow = self._uow
        self.live_until(self._today)
        self._set_clock(datetime.combine(self._today, time(9, 30)))
        (council,) = uow.forums.of_kind(ForumKind.LOCAL_COUNCIL)
        ahead = [one for one in reversed(uow.meetings.of_forum(council.id)) if one.ahead]
        if len(ahead) > 1:
            self._prepare(ahead[0])
            self._move(ahead[1])
        (network,) = uow.forums.of_kind(ForumKind.NETWORK)
        coming = [one for one in reversed(uow.meetings.of_forum(network.id)) if one.ahead]
        if coming:
            meetings.invited(uow, coming[0].id, agenda=True)
        for row in year_wheel.listed(uow):
            if row.feed.code in ("plan", "aarshjul"):
                year_wheel.switch(uow, row.feed.id, on=True)
        self._wednesdays()

    def _prepare(self, meeting: Meeting) -> None:
        uow = self._uow
        for item in uow.agenda.of_meeting(meeting.id)[:6]:
            leader = self._town.police.id if item.kind is ItemKind.INFORMATION else self._town.chair.id
            agenda.save_item(uow, replace(item, responsible_id=leader, responsible=""))
        note = "Lukket: ansættelse af ny gadeplansmedarbejder."
        closed = AgendaItem(meeting_id=meeting.id, number=0, title="Ansættelse", closed=True, note=note, minutes=5)
        longest = max(uow.agenda.of_meeting(meeting.id), key=lambda one: one.minutes)
        agenda.save_item(uow, replace(longest, minutes=longest.minutes - closed.minutes))
        agenda.save_item(uow, closed)
        way = next((one for one in uow.agenda.of_meeting(meeting.id) if "situationel" in one.title), None)
        if way is not None:
            drawing = files.read(resource("demo/tegning-opdigtet.png"))
            item_papers.add(uow, way.id, replace(drawing, title="Kort over stien"), confirmed=True)
        meetings.invited(uow, meeting.id)

    def _move(self, meeting: Meeting) -> None:
        uow = self._uow
        meetings.invited(uow, meeting.id)
        start = meeting.starts_at + timedelta(days=5)
        wanted = MeetingPlan(
            title=meeting.title,
            starts_at=start,
            ends_at=start + (meeting.ends_at - meeting.starts_at),
            place=meeting.place,
            chair_id=meeting.chair_id,
        )
        meetings.change(uow, meeting.id, wanted)

    def _wednesdays(self) -> None:
        """Plan Onsdagsgruppen's meetings on until the summer, in the even or odd weeks that it has."""
        group = self._uow.forums.wednesday_group()
        coming = self._uow.meetings.of_forum(group.id)[0]
        wanted = series.suggest(self._uow, group.id)
        even = coming.starts_at.isocalendar().week % 2 == 0
        series.save(
            self._uow,
            replace(
                wanted,
                rule=SeriesRule.EVEN_WEEKS if even else SeriesRule.ODD_WEEKS,
                anchor=coming.starts_at.date(),
                until=school_year(self._today).last,
                starts_at=coming.starts_at.time(),
                place=coming.place,
            ),
        )
