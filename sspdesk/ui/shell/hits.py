"""Turns what a search found into the rows of the command field, and says where each of them is opened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from sspdesk.domain.search import Found, HitKind, PersonHit, RecordHit
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import search as words
from sspdesk.ui.shell.entries import CommandHit
from sspdesk.ui.shell.history import Place

Chosen = Callable[[PersonHit | RecordHit, Place], object]

_OF_PERSON = (HitKind.NOTE, HitKind.CONTACT, HitKind.CONSENT, HitKind.DOCUMENT)


def place_of(hit: PersonHit | RecordHit) -> Place:
    """Return the page, the record and the row on it that a hit opens."""
    if isinstance(hit, PersonHit):
        return Place("persons", hit.id)
    spot = (hit.kind.value, hit.id)
    if hit.kind in _OF_PERSON:
        return Place("persons", hit.person_id, spot)
    if hit.kind is HitKind.TASK:
        return _place_of_task(hit, spot)
    places = {
        HitKind.TALK: Place("talks", hit.id),
        HitKind.CASE: Place("talks", None, spot),
        HitKind.REMARK: Place("persons", hit.person_id),
        HitKind.PARENT: Place("persons", hit.person_id),
        HitKind.MEETING: Place("wednesday" if hit.police_list else "meeting", hit.meeting_id),
        HitKind.ITEM: Place("meeting", hit.meeting_id, spot),
        HitKind.LINE: Place("wednesday", hit.meeting_id, spot),
        HitKind.FORUM: Place("forums", hit.id),
        HitKind.OBSERVATION: Place("street_team", None, spot),
        HitKind.MATTER: Place("street_team", None, spot),
        HitKind.RELEASE: Place("releases", hit.id),
    }
    return places[hit.kind]


def _place_of_task(hit: RecordHit, spot: tuple[str, int]) -> Place:
    """Return where a task stands: an open one on the first page, a done one where it came from."""
    if not hit.closed:
        return Place("today", None, spot)
    if hit.person_id is not None:
        return Place("persons", hit.person_id, spot)
    return Place("meeting", hit.meeting_id)


def rows(found: Found, typed: str, today: date, chosen: Chosen) -> list[CommandHit]:
    """Return the rows of everything found, group by group."""
    count = words.count(len(found.persons), found.person_count, more=found.more_persons)
    made = [_person_row(hit, count, chosen) for hit in found.persons]
    for group in found.groups:
        count = words.count(len(group.hits), group.count, more=group.more)
        for hit in group.hits:
            row = _record_row(hit, words.words(hit, typed, today), chosen)
            made.append(replace(row, group=words.group(group.group), count=count))
    return made


def _person_row(hit: PersonHit, count: str, chosen: Chosen) -> CommandHit:
    age = dates.age(hit.age) if hit.age is not None else ""
    return CommandHit(
        title=hit.name,
        run=partial(chosen, hit, place_of(hit)),
        group=_("Persons"),
        count=count,
        icon="contact-round",
        detail=" · ".join(part for part in (age, hit.school, hit.class_name) if part),
        is_name=True,
        covered=(hit.name, ""),
    )


def _record_row(hit: RecordHit, said: words.HitWords, chosen: Chosen) -> CommandHit:
    person = Place("persons", hit.person_id) if hit.person_id is not None else None
    return CommandHit(
        title=said.title,
        run=partial(chosen, hit, place_of(hit)),
        second=partial(chosen, hit, person) if person is not None and person != place_of(hit) else None,
        group="",
        icon=said.icon,
        detail=said.detail,
        is_name=said.is_name,
        covered=(said.covered, said.safe),
    )
