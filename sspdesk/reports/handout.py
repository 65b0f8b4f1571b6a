"""The hand-out to one SSP teacher (DOC-28): the school's own pupils, one block each, an expiry date on every page."""

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Spacer

from sspdesk.domain.papers import Handout, HandoutPupil
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import fonts, house, parts

_WHO_SHARE = 0.24
_LABEL_WIDTH = 86.0
_WHO = ParagraphStyle("who", fontName=fonts.SEMIBOLD, fontSize=12.5, leading=15, embeddedHyphenation=2)


def render(data: Handout) -> bytes:
    """Return the hand-out as PDF. What may stand in it is decided by ``Handout``, which has no other fields."""
    expires = dates.plain_day(data.expires)
    heading = _("Hand-out to an SSP teacher")
    sheet = house.Sheet(
        paper=data.paper,
        title=heading,
        running=f"{heading} · {data.school}",
        footer=house.basis_footer(
            data.paper,
            _("Purpose: {purpose}.").format(purpose=data.purpose.rstrip(".")),
            _("Do not pass it on. Delete the file and shred the paper by {day}.").format(day=expires),
        ),
        stamp=_("Delete by {day}").format(day=expires),
        recipient=data.recipient,
    )
    story: list[Flowable] = [*parts.title(heading, data.school), _facts(data), Spacer(1, 8)]
    for pupil in data.pupils:
        story.append(_block(pupil))
    return house.build(sheet, story)


def _facts(data: Handout) -> Flowable:
    return parts.facts(
        [
            (_("To"), data.recipient),
            (_("Meeting"), dates.day(data.meeting_date)),
            (_("Purpose"), data.purpose),
            (_("Legal basis"), data.paper.basis),
            (_("Delete by"), dates.day(data.expires)),
        ],
        label_width=_LABEL_WIDTH,
    )


def _block(pupil: HandoutPupil) -> Flowable:
    told = [
        (_("Deadline"), dates.day(pupil.due) if pupil.due else ""),
        (_("Call"), pupil.call),
        (_("Worth knowing"), pupil.text),
        (_("Why you get it"), pupil.reason if pupil.text.strip() else ""),
    ]
    rows = [[parts.text(label, parts.LABEL), parts.text(value)] for label, value in told if value.strip()]
    rows[:0] = [[parts.text(_("Task"), parts.LABEL), parts.text(pupil.task, parts.STRONG)]]
    rows += [["", ""]] * (2 - len(rows))
    who = [parts.text(pupil.who, _WHO), parts.text(pupil.school_class, parts.NOTE)] + [""] * (len(rows) - 2)
    whole = house.TEXT_WIDTH
    block = parts.BreakingTable(
        [[left, *row] for left, row in zip(who, rows, strict=True)],
        colWidths=[whole * _WHO_SHARE, _LABEL_WIDTH, whole * (1 - _WHO_SHARE) - _LABEL_WIDTH],
        hAlign="LEFT",
    )
    block.setStyle(
        [
            *parts.PLAIN,
            ("RIGHTPADDING", (0, 0), (0, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ("TOPPADDING", (0, 0), (-1, 0), 9),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 11),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, black),
        ]
    )
    return KeepTogether([block])
