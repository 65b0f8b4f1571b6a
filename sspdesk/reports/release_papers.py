"""The papers of a release meeting, one for each recipient: invitation, agenda (DOC-20), minutes (DOC-21).

What stands on a copy is what its recipient may see; nothing on it tells that there is more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from reportlab.platypus import Flowable, KeepTogether, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.domain.release_records import CopyKind
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyItem:
    """One item as its recipient may see it; ``people`` are those who take part in it."""

    topic: str
    title: str
    note: str = ""
    starts: time | None = None
    people: tuple[str, ...] = ()
    text: str = ""
    decision: str = ""
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseCopy:
    """One recipient's copy."""

    paper: Letterhead
    kind: CopyKind
    who: str
    starts_at: datetime
    ends_at: datetime
    place: str
    recipient: str
    items: tuple[CopyItem, ...]
    draft: bool = False
    reply: str = ""


def render(data: ReleaseCopy) -> bytes:
    """Return the copy as PDF; the file's title holds no name."""
    heading = {
        CopyKind.INVITATION: _("Invitation to a release meeting"),
        CopyKind.AGENDA: _("Agenda of a release meeting"),
        CopyKind.MINUTES: _("Minutes of a release meeting"),
    }[data.kind]
    sheet = house.Sheet(
        paper=data.paper,
        title=heading,
        running=f"{heading} · {dates.day(data.starts_at.date())}",
        footer=house.basis_footer(data.paper, _("Only what this recipient may see stands here.")),
        recipient=data.recipient,
        stamp=_("Draft") if data.draft else "",
    )
    moment = f"{dates.span(data.starts_at, data.ends_at)} · {dates.week(data.starts_at.date())}"
    facts = [(_("Concerns"), data.who), (_("Place"), data.place), (_("To"), data.recipient)]
    story = [*parts.title(heading, moment), parts.facts(facts), *_items(data), *_reply(data)]
    return house.build(sheet, story)


def _items(data: ReleaseCopy) -> list[Flowable]:
    story = parts.section(_("What is talked about") if data.kind is not CopyKind.MINUTES else _("What was agreed"))
    for number, item in enumerate(data.items, 1):
        title = item.title if item.title == item.topic else f"{item.topic}: {item.title}"
        clock = dates.clock_span(item.starts, None) if item.starts is not None else ""
        rows: list[Flowable] = [
            parts.text(" · ".join(one for one in (f"{number}. {title}", clock) if one), parts.STRONG)
        ]
        rows.append(parts.facts([(_("Taking part"), parts.people(item.people))]))
        rows += [parts.text(one) for one in (item.note, item.text) if one.strip()]
        if item.decision.strip():
            rows.append(parts.facts([(_("Decision"), item.decision)]))
        rows += [parts.facts([(_("Agreed"), one)]) for one in item.actions]
        story += [KeepTogether(rows), Spacer(1, 7)]
    return story


def _reply(data: ReleaseCopy) -> Sequence[Flowable]:
    return [Spacer(1, 6), parts.text(data.reply)] if data.reply else []
