"""Words and charts for the figures about talks: the same definitions beside the figures on the page and on paper."""

from dataclasses import replace

from sspdesk.domain.chart_notes import NotedRow
from sspdesk.domain.charts import ColumnGroup, HeatRow, Value
from sspdesk.domain.street_counts import Span
from sspdesk.domain.suppression import Figure, Shown
from sspdesk.domain.talk_statistics import Answer, Held, TalkCounts, TalksMeant, quarter_of, school_year_of
from sspdesk.domain.talk_summary import Share, Summary
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

_BREAK = "\n"
_ANSWERS = {
    Answer.YES: (N_("Said yes"), N_("The latest answer is a yes. The share leaves out those still waiting for one.")),
    Answer.NO: (N_("Said no"), N_("The latest answer is a no.")),
    Answer.SILENT: (N_("No reply"), N_("It was written that no answer came.")),
    Answer.WAITING: (N_("Answer not due"), N_("No answer yet, and the deadline for one has not passed.")),
    Answer.UNKNOWN: (
        N_("Answer unknown"),
        N_("The deadline passed, or the talk ended, with no answer written. They stay in the share."),
    ),
}


def period(span: Span) -> str:
    """Return a period in words: a school year, a year, a quarter, or its first and last day."""
    if span == school_year_of(span.first):
        return _("School year {first}/{last}").format(first=span.first.year, last=span.last.year)
    if span == quarter_of(span.first):
        return quarter(span)
    if (span.first.month, span.first.day, span.last.month, span.last.day) == (1, 1, 12, 31) and span.days < 367:
        return str(span.first.year)
    return f"{dates.plain_day(span.first)} – {dates.plain_day(span.last)}"


def quarter(span: Span) -> str:
    """Return the quarter a period lies in, e.g. "4. kvartal 2026"."""
    return _("{number}. quarter {year}").format(number=(span.first.month + 2) // 3, year=span.first.year)


def _quarter_short(span: Span) -> str:
    return _("Q{number} {year}").format(number=(span.first.month + 2) // 3, year=span.first.year)


def figure(value: Figure) -> str:
    """Return a figure as it is written: its number, "<5", or "skjult"."""
    if value.shown is Shown.FEW:
        return "<5"
    return dates.number(value.number) if value.number is not None else _("hidden")


def talks(count: int) -> str:
    """Return e.g. "12 samtaler"."""
    return ngettext("{count} talk", "{count} talks", count).format(count=dates.number(count))


def days(value: float | None) -> str:
    """Return a number of days: whole, or with the half between two; a dash where there is none."""
    return "–" if value is None else dates.number(value, 0 if value == int(value) else 1)


def _value(value: Figure, what: str, key: TalksMeant | None) -> Value:
    words = figure(value)
    said = talks(value.number) if value.number is not None else words
    return Value(number=value.number, text=words, name=f"{what}: {said}", key=key)


def _of(share: Share | None) -> str:
    if share is None:
        return ""
    return _("{percent} of {whole}").format(percent=dates.percent(share.size), whole=dates.number(share.whole))


def figure_rows(found: Summary, span: Span | None) -> list[NotedRow]:
    """Return every figure with its definition; with the ``span`` each opens the talks behind it."""
    meant = TalksMeant(span=span) if span is not None else None

    def key(**limits: object) -> TalksMeant | None:
        return replace(meant, **limits) if meant is not None else None  # type: ignore[arg-type]  # its own fields

    offered = _("Talks offered")
    rows = [
        NotedRow(
            label=offered,
            value=_value(found.offered, offered, key()),
            note=_("Talks whose first offer lies in the period. Each counts once, and deleted talks not at all."),
        )
    ]
    for answer, (label, note) in _ANSWERS.items():
        rows.append(
            NotedRow(
                label=_(label),
                value=_value(found.answers[answer], _(label), key(answer=answer)),
                note=_(note),
                aside=_of(found.yes_share) if answer is Answer.YES else "",
                faint=answer in (Answer.WAITING, Answer.UNKNOWN),
                inset=True,
            )
        )
    again = _("Offered again")
    rows.append(
        NotedRow(
            label=again,
            value=_value(found.again, again, key(again=True)),
            note=_("Offered more than once. They stand in the quarter of the first offer."),
            faint=True,
            inset=True,
        )
    )
    held = _("Talks held")
    rows.append(
        NotedRow(
            label=held,
            value=_value(found.held, held, key(held=Held.HELD)),
            note=_("The share is of those who said yes, without those whose time has not come."),
            aside=_held_aside(found),
        )
    )
    rows.append(_median_row(found, key(timed=True)))
    return rows


def _held_aside(found: Summary) -> str:
    parts = [_of(found.held_share)]
    if found.to_hold is not None and found.to_hold.number:
        count = found.to_hold.number
        parts.append(ngettext("{count} not due", "{count} not due", count).format(count=dates.number(count)))
    return " · ".join(part for part in parts if part)


def _median_row(found: Summary, key: TalksMeant | None) -> NotedRow:
    label = _("Days from list to talk")
    words = days(found.median)
    if found.timed.number is not None:
        behind = talks(found.timed.number)
    else:
        behind = _("fewer than 5 talks") if found.timed.shown is Shown.FEW else _("at least 5 talks")
    parts = [_("median of {talks}").format(talks=behind)]
    if found.undated.number != 0 and found.undated.shown is not Shown.HIDDEN:
        parts.append(_("{count} unknown").format(count=figure(found.undated)))
    return NotedRow(
        label=label,
        value=Value(number=None, text=words, name=f"{label}: {words}", key=key),
        note=_("From the day the police's list came to the day of the talk. Only talks from the Wednesday group."),
        aside=" · ".join(parts),
        bar=False,
    )


def quarter_groups(quarters: tuple[tuple[Span, TalkCounts], ...]) -> list[ColumnGroup]:
    """Return the columns of each quarter: offered (hatched) and held; each opens the talks behind it."""
    groups = []
    for span, counts in quarters:
        words, meant = quarter(span), TalksMeant(span=span)
        held = counts.held[Held.HELD]
        groups.append(
            ColumnGroup(
                label=_quarter_short(span),
                now=Value(
                    number=held,
                    text=dates.number(held),
                    name=f"{words}, {_('Talks held')}: {talks(held)}",
                    key=replace(meant, held=Held.HELD),
                ),
                before=Value(
                    number=counts.offered,
                    text=dates.number(counts.offered),
                    name=f"{words}, {_('Talks offered')}: {talks(counts.offered)}",
                    key=meant,
                ),
                both=True,
            )
        )
    return groups


def table_heads() -> list[str]:
    """Return the heads of the tables by school and by quarter, in two lines where they are long."""
    return [
        *(_("Offered"), _("Said yes"), _("Said no"), _("No\nreply"), _("Answer\nnot due"), _("Answer\nunknown")),
        *(_("Held, as a stage"), _("Median\ndays")),
    ]


def table_row(label: str, counts: TalkCounts, meant: TalksMeant, *, tinted: bool = True) -> HeatRow:
    """Return one school's or quarter's row; each number opens the talks behind it."""
    numbers = [(counts.offered, meant)]
    numbers += [(counts.answers[one], replace(meant, answer=one)) for one in Answer]
    numbers.append((counts.held[Held.HELD], replace(meant, held=Held.HELD)))
    values = [
        Value(
            number=number if tinted else None,
            text=dates.number(number),
            name=f"{label}, {head.replace(_BREAK, ' ')}: {talks(number)}",
            key=key,
        )
        for (number, key), head in zip(numbers, table_heads(), strict=False)
    ]
    words = days(counts.median_days)
    name = f"{label}, {_('Days from list to talk')}: {words}"
    values.append(Value(number=None, text=words, name=name, key=replace(meant, timed=True)))
    return HeatRow(label=label, values=tuple(values))


def told(meant: TalksMeant, school: str = "") -> str:
    """Return in words which talks lie behind a number, e.g. "Sagde ja · 4. kvartal 2026"."""
    parts = [
        _(_ANSWERS[meant.answer][0]) if meant.answer is not None else "",
        _("Talks held") if meant.held is Held.HELD else "",
        _("Offered again") if meant.again else "",
        _("Days from list to talk") if meant.timed else "",
        school,
        period(meant.span) if meant.span != quarter_of(meant.span.first) else quarter(meant.span),
    ]
    if not any(parts[:4]):
        parts[0] = _("Talks offered")
    return " · ".join(part for part in parts if part)
