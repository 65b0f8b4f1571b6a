"""Lays the calendar's week strip and month out in plain numbers; screen and paper paint the same chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sspdesk.domain.calendar import Day, Entry, EntryKind, Period, Words
from sspdesk.domain.charts import SMALL, Align, Box, Chart, Mark, Rule, Sign, Spot, Word

CHIP = 18.0
"""Height of one entry."""
_HEAD, _WEEK, _WEEKEND = 26.0, 44.0, 48.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The place of a day, for pointing and dropping."""

    day: date
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A calendar laid out: what is painted, and where each day lies."""

    chart: Chart
    areas: tuple[Area, ...] = ()

    def day_at(self, x: float, y: float) -> date | None:
        """Return the day at a point."""
        return next((area.day for area in self.areas if area.holds(x, y)), None)


@dataclass(slots=True)
class Drawing:
    """What has been drawn so far."""

    marks: list[Mark] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)

    def sheet(self, width: float, height: float) -> Sheet:
        """Return the finished sheet."""
        chart = Chart(width=width, height=height, marks=tuple(self.marks), spots=tuple(self.spots))
        return Sheet(chart=chart, areas=tuple(self.areas))


_TONES: Mapping[str, tuple[str, str, str]] = {
    "accent": ("soft", "accent", "text"),
    "neutral": ("neutral", "input", "text"),
    **{tone: (f"{tone}_soft", tone, "text") for tone in ("plum", "warn", "info", "ok", "danger")},
}


def fills(tone: str) -> tuple[str, str, str]:
    """Return the tokens of a tone: ground, bar, text."""
    return _TONES.get(tone, _TONES["neutral"])


def icon_tint(tone: str) -> str:
    """Return the token of a tone's icon, which must be as clear as text."""
    return "muted" if tone == "neutral" else tone


def clock(entry: Entry) -> str:
    """Return the clock time an entry begins at, "9.00"; empty where it has none."""
    return f"{entry.starts.hour}.{entry.starts.minute:02d}" if entry.timed else ""


def spoken(entry: Entry, day: str) -> str:
    """Return what is read aloud for an entry."""
    parts = (day, clock(entry), entry.title, entry.detail)
    return ", ".join(part for part in parts if part)


def chip(drawing: Drawing, entry: Entry, day: Day, place: tuple[float, float, float], height: float = CHIP) -> None:
    """Draw one entry: bar, ground, time and title. ``place`` is its left, top and width."""
    x, y, width = place
    ground, bar, text = fills(entry.tone)
    open_box = entry.cancelled or entry.kind is EntryKind.SKIPPED
    drawing.marks.append(Box(x=x, y=y, width=width, height=height - 2, fill=ground, radius=2, open=open_box))
    drawing.marks.append(Box(x=x, y=y, width=3, height=height - 2, fill=bar, radius=1))
    narrow = width < 64 and entry.timed  # a weekend: the time is the part that fits
    words = clock(entry) if narrow else f"{clock(entry)} {entry.title}".strip()
    drawing.marks.append(
        Word(
            x=x + 8,
            y=y,
            width=max(width - 10, 4),
            height=height - 2,
            text=words,
            tint="muted" if open_box else text,
            size=SMALL,
            weight=600 if entry.strong else 400,
        )
    )
    spot = Spot(x=x, y=y, width=width, height=height - 2, name=spoken(entry, day.short), key=entry.key)
    drawing.spots.append(spot)


def ground(drawing: Drawing, day: Day, place: tuple[float, float, float, float]) -> None:
    """Draw what lies under a day: today's tint, the hatch of a holiday, the grey of a weekend."""
    x, y, width, height = place
    if day.today:
        drawing.marks.append(Box(x=x, y=y, width=width, height=height, fill="soft"))
    elif day.weekend:
        drawing.marks.append(Box(x=x, y=y, width=width, height=height, fill="alt"))
    if day.closed:
        drawing.marks.append(Box(x=x, y=y, width=width, height=height, fill="line", hatched=True, faint=True))


# -- the month ---------------------------------------------------------------------------------------------------------


def month(period: Period, words: Words, *, width: float, height: float) -> Sheet:
    """Lay out whole weeks, one a row; what does not fit into a day is counted ("+3")."""
    drawing = Drawing()
    rows = [period.days[at : at + 7] for at in range(0, len(period.days), 7)]
    columns = _columns(width)
    each = max((height - _HEAD) / max(len(rows), 1), 44.0)
    total = _HEAD + each * len(rows)
    by_day = period.by_day()
    _month_head(drawing, words, columns, width)
    for number, row in enumerate(rows):
        top = _HEAD + number * each
        _week_number(drawing, row[0].day, words, top, each)
        for day, (x, wide) in zip(row, columns, strict=True):
            drawing.areas.append(Area(day=day.day, x=x, y=top, width=wide, height=each))
            _month_day(drawing, day, by_day.get(day.day, []), words, (x, top, wide, each))
    _month_lines(drawing, rows, columns, each, (width, total))
    return drawing.sheet(width, total)


def _columns(width: float) -> list[tuple[float, float]]:
    weekend = _WEEKEND if width < 1100 else _WEEKEND * 1.6
    wide = (width - _WEEK - 2 * weekend) / 5
    lefts = [_WEEK + at * wide for at in range(5)]
    return [*((left, wide) for left in lefts), (width - 2 * weekend, weekend), (width - weekend, weekend)]


def _month_head(drawing: Drawing, words: Words, columns: Sequence[tuple[float, float]], width: float) -> None:
    drawing.marks.append(Box(x=0, y=0, width=width, height=_HEAD, fill="head"))
    week = Word(x=0, y=0, width=_WEEK, height=_HEAD, text=words.week, tint="muted", size=SMALL, align=Align.CENTRE)
    drawing.marks.append(week)
    for at, (x, wide) in enumerate(columns):
        name = words.weekdays[at] if at < 5 else words.weekdays[at][:3] + "."
        head = Word(x=x + 6, y=0, width=wide - 8, height=_HEAD, text=name, tint="muted", size=SMALL, weight=500)
        drawing.marks.append(head)


def _week_number(drawing: Drawing, monday: date, words: Words, top: float, each: float) -> None:
    number = monday.isocalendar().week
    even = number % 2 == 0
    drawing.marks.append(Box(x=0, y=top, width=_WEEK, height=each, fill="alt"))
    drawing.marks.append(
        Word(
            x=0,
            y=top + 3,
            width=_WEEK,
            height=17,
            text=str(number),
            tint="text" if even else "muted",
            weight=600 if even else 400,
            align=Align.CENTRE,
        )
    )
    if even:
        centre = Align.CENTRE
        word = Word(x=0, y=top + 19, width=_WEEK, height=15, text=words.even, tint="muted", size=SMALL, align=centre)
        drawing.marks.append(word)


def _month_day(
    drawing: Drawing, day: Day, entries: Sequence[Entry], words: Words, place: tuple[float, float, float, float]
) -> None:
    x, top, wide, each = place
    ground(drawing, day, place)
    first = day.day.day == 1
    head = day.short.split(" ", 1)[1] if first else day.number
    tint = "accent" if day.today else "text" if first else "muted"
    if day.today:
        head = f"{day.number} {words.today}"
    if day.note and wide > 90:  # a narrow weekend is hatched, and its Monday or Friday says why
        head = f"{head} {day.note}"
    drawing.marks.append(
        Word(
            x=x + 6,
            y=top + 1,
            width=wide - 8,
            height=16,
            text=head,
            tint=tint,
            size=SMALL,
            weight=600 if day.today or first else 400,
        )
    )
    room = max(int((each - 19) // CHIP), 1)
    shown = most_important(entries, room)
    y = top + 18
    for entry in shown:
        chip(drawing, entry, day, (x + 4, y, wide - 8))
        y += CHIP
    if len(shown) < len(entries):
        _more(drawing, day, len(entries) - len(shown), words, (x + 4, min(y, top + each - CHIP), wide - 8))


def most_important(entries: Sequence[Entry], room: int) -> Sequence[Entry]:
    """Return the entries that are shown where not all fit: meetings before the rest, in their order of time."""
    if len(entries) <= room:
        return entries
    ranked = sorted(range(len(entries)), key=lambda at: (entries[at].kind is not EntryKind.MEETING, at))
    return [entries[at] for at in sorted(ranked[: max(room - 1, 0)])]


def _more(drawing: Drawing, day: Day, count: int, words: Words, place: tuple[float, float, float]) -> None:
    x, y, wide = place
    text = words.more.format(count=count)
    drawing.marks.append(
        Word(x=x + 2, y=y, width=wide - 2, height=CHIP - 2, text=text, tint="accent", size=SMALL, weight=500)
    )
    spot = Spot(x=x, y=y, width=wide, height=CHIP - 2, name=f"{day.short}, {text}", key=("day", day.day.toordinal()))
    drawing.spots.append(spot)


def _month_lines(
    drawing: Drawing,
    rows: Sequence[Sequence[Day]],
    columns: Sequence[tuple[float, float]],
    each: float,
    size: tuple[float, float],
) -> None:
    """Draw the grid, and a stronger line where a month begins."""
    width, total = size
    for x, _wide in columns:
        drawing.marks.append(Rule(x1=x, y1=0, x2=x, y2=total))
    for number, row in enumerate(rows):
        top = _HEAD + number * each
        drawing.marks.append(Rule(x1=0, y1=top, x2=width, y2=top))
        at = next((at for at, day in enumerate(row) if day.day.day == 1), None)
        if at is None or (number == 0 and at == 0):
            continue
        x = columns[at][0]
        drawing.marks.append(Rule(x1=x, y1=top, x2=width, y2=top, tint="input", thickness=2))
        if at:
            drawing.marks.append(Rule(x1=x, y1=top, x2=x, y2=top + each, tint="input", thickness=2))
            below = Rule(x1=columns[0][0], y1=top + each, x2=x, y2=top + each, tint="input", thickness=2)
            drawing.marks.append(below)


# -- the strip on "I dag" ----------------------------------------------------------------------------------------------


def strip(period: Period, words: Words, *, width: float, height: float) -> Sheet:
    """Lay out one week side by side; the weekend is narrower, today has a bar on top."""
    drawing = Drawing()
    weekend = min(width * 0.11, 150.0)
    wide = (width - 2 * weekend) / 5
    by_day = period.by_day()
    x = 0.0
    for at, day in enumerate(period.days):
        each = weekend if day.weekend else wide
        drawing.areas.append(Area(day=day.day, x=x, y=0, width=each, height=height))
        ground(drawing, day, (x, 0, each, height))
        if day.today:
            drawing.marks.append(Box(x=x, y=0, width=each, height=3, fill="accent"))
        if at:
            drawing.marks.append(Rule(x1=x, y1=0, x2=x, y2=height))
        _strip_day(drawing, day, by_day.get(day.day, []), words, (x, each, height))
        x += each
    return drawing.sheet(width, height)


def _strip_day(
    drawing: Drawing, day: Day, entries: Sequence[Entry], words: Words, place: tuple[float, float, float]
) -> None:
    x, each, height = place
    right = words.today if day.today else ""
    room = each - 20 - (44 if right else 0)
    head = f"{day.short} {day.note}".strip()
    drawing.marks.append(Word(x=x + 10, y=8, width=room, height=16, text=head, size=SMALL, weight=500))
    if right:
        drawing.marks.append(
            Word(
                x=x + each - 54,
                y=8,
                width=44,
                height=16,
                text=right,
                tint="accent",
                size=SMALL,
                weight=500,
                align=Align.RIGHT,
            )
        )
    if not entries:
        none = Word(x=x + 10, y=30, width=each - 14, height=18, text=words.none, tint="muted", size=SMALL)
        drawing.marks.append(none)
        return
    fits = max(int((height - 30) // 20), 1)
    shown = most_important(entries, fits)
    y = 29.0
    for entry in shown:
        _strip_entry(drawing, entry, day, (x, y, each))
        y += 20
    if len(shown) < len(entries):
        _more(drawing, day, len(entries) - len(shown), words, (x + 8, y, each - 16))


def _strip_entry(drawing: Drawing, entry: Entry, day: Day, place: tuple[float, float, float]) -> None:
    x, y, each = place
    left = x + 10
    if entry.timed:
        time = Word(x=left, y=y, width=34, height=20, text=clock(entry), size=SMALL, weight=600, align=Align.RIGHT)
        drawing.marks.append(time)
        left += 39
    drawing.marks.append(Sign(x=left, y=y + 3, side=14, name=entry.icon, tint=icon_tint(entry.tone)))
    title = f"{entry.title} · {entry.detail}" if entry.detail else entry.title
    drawing.marks.append(
        Word(
            x=left + 19,
            y=y,
            width=max(x + each - left - 23, 8),
            height=20,
            text=title,
            tint="muted" if entry.cancelled or entry.kind is EntryKind.SKIPPED else "text",
            size=SMALL,
            weight=600 if entry.strong else 400,
        )
    )
    spot = Spot(x=x + 4, y=y, width=each - 8, height=20, name=spoken(entry, day.short), key=entry.key)
    drawing.spots.append(spot)
