"""Lays out a week by the hour and a school year on one sheet (årshjul), in plain numbers for screen and paper."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sspdesk.domain.calendar import Day, Entry, EntryKind, Period, Words
from sspdesk.domain.calendar_layout import CHIP, Area, Drawing, Sheet, chip, clock, fills, ground, spoken
from sspdesk.domain.charts import SMALL, Align, Box, Rule, Spot, Word

_HOURS = 44.0
_HEAD = 26.0
_FIRST, _LAST = 8, 17
"""The hours that are always shown."""


def week(period: Period, words: Words, *, width: float, height: float) -> Sheet:
    """Lay out a week: what has no clock time on top, the rest by the hour, side by side where it overlaps."""
    drawing = Drawing()
    by_day = period.by_day()
    wide = (width - _HOURS) / 7
    untimed = max((sum(not one.timed for one in found) for found in by_day.values()), default=0)
    top = _HEAD + max(min(untimed, 6), 1) * CHIP + 4
    first, last = _hours(period.entries)
    each = max((height - top) / (last - first), 26.0)
    total = top + each * (last - first)
    drawing.marks.append(Box(x=0, y=0, width=width, height=_HEAD, fill="head"))
    for at, day in enumerate(period.days):
        x = _HOURS + at * wide
        drawing.areas.append(Area(day=day.day, x=x, y=0, width=wide, height=total))
        ground(drawing, day, (x, _HEAD, wide, total - _HEAD))
        _week_head(drawing, day, words, (x, wide))
    for hour in range(first, last):
        y = top + (hour - first) * each
        drawing.marks.append(Rule(x1=0, y1=y, x2=width, y2=y))
        number = Word(x=0, y=y + 1, width=_HOURS - 6, height=16, text=f"{hour}.00", tint="muted", size=SMALL)
        drawing.marks.append(replace(number, align=Align.RIGHT))
    for at, day in enumerate(period.days):
        x = _HOURS + at * wide
        drawing.marks.append(Rule(x1=x, y1=0, x2=x, y2=total))
        _week_day(drawing, day, by_day.get(day.day, []), words, (x, wide, top, each, float(first)))
    return drawing.sheet(width, total)


def _hours(entries: Sequence[Entry]) -> tuple[int, int]:
    timed = [one for one in entries if one.timed and one.ends is not None]
    first = min([one.starts.hour for one in timed] + [_FIRST])
    ends = [24 if one.ends.date() > one.day else one.ends.hour + (one.ends.minute > 0) for one in timed if one.ends]
    return first, max([*ends, _LAST])


def _week_head(drawing: Drawing, day: Day, words: Words, place: tuple[float, float]) -> None:
    x, wide = place
    head = f"{words.today} {day.short.split(' ', 1)[1]}" if day.today else day.short
    text = f"{head} {day.note}".strip()
    tint = "accent" if day.today else "text"
    weight = 600 if day.today else 500
    drawing.marks.append(
        Word(x=x + 8, y=0, width=wide - 10, height=_HEAD, text=text, tint=tint, size=SMALL, weight=weight)
    )


def _week_day(
    drawing: Drawing,
    day: Day,
    entries: Sequence[Entry],
    words: Words,
    place: tuple[float, float, float, float, float],
) -> None:
    x, wide, top, each, first = place
    whole = [one for one in entries if not one.timed]
    for at, entry in enumerate(whole[:6]):
        chip(drawing, entry, day, (x + 3, _HEAD + 3 + at * CHIP, wide - 6))
    if len(whole) > 6:
        text = words.more.format(count=len(whole) - 6)
        drawing.marks.append(Word(x=x + wide - 60, y=4, width=54, height=18, text=text, tint="accent", size=SMALL))
    for entry, lane, lanes in _lanes([one for one in entries if one.timed]):
        start, end = _clipped(entry, day.day)
        y = top + (start - first) * each
        height = max((end - start) * each - 2, CHIP - 2)
        room = (wide - 8) / lanes
        _block(drawing, entry, day, (x + 4 + lane * room, y + 1, room - 2, height))


def _clipped(entry: Entry, day: date) -> tuple[float, float]:
    """Return the hours of a day an entry takes."""
    start = entry.starts if entry.day == day else datetime.combine(day, time())
    ends = entry.ends or entry.starts
    end = 24.0 if ends.date() > day else ends.hour + ends.minute / 60
    return start.hour + start.minute / 60, end


def _lanes(entries: Sequence[Entry]) -> list[tuple[Entry, int, int]]:
    """Return each entry with its lane and the number of lanes of the group that overlaps."""
    found: list[tuple[Entry, int, int]] = []
    group: list[tuple[Entry, int]] = []
    ends: list[datetime] = []
    for entry in entries:
        if group and entry.starts >= max(ends):
            found += [(one, lane, len(ends)) for one, lane in group]
            group, ends = [], []
        end = max(entry.ends or entry.starts, entry.starts + timedelta(minutes=30))
        lane = next((at for at, until in enumerate(ends) if until <= entry.starts), len(ends))
        ends[lane : lane + 1] = [end]
        group.append((entry, lane))
    return found + [(one, lane, len(ends)) for one, lane in group]


def _block(drawing: Drawing, entry: Entry, day: Day, place: tuple[float, float, float, float]) -> None:
    x, y, wide, height = place
    if height < 2 * CHIP:
        chip(drawing, entry, day, (x, y, wide), height + 2)
        return
    back, bar, text = fills(entry.tone)
    drawing.marks.append(Box(x=x, y=y, width=wide, height=height, fill=back, radius=2, open=entry.cancelled))
    drawing.marks.append(Box(x=x, y=y, width=3, height=height, fill=bar, radius=1))
    for at, words in enumerate(part for part in (clock(entry), entry.title, entry.detail) if part):
        if (at + 1) * 16 > height:
            break
        weight = 600 if entry.strong or at == 0 else 400
        drawing.marks.append(
            Word(
                x=x + 8, y=y + 2 + at * 16, width=wide - 10, height=16, text=words, tint=text, size=SMALL, weight=weight
            )
        )
    drawing.spots.append(Spot(x=x, y=y, width=wide, height=height, name=spoken(entry, day.short), key=entry.key))


# -- the school year ---------------------------------------------------------------------------------------------------


def year(period: Period, months: Sequence[date], words: Words, *, width: float, height: float) -> Sheet:
    """Lay out a school year: a month a column, a day a line, with the week's number on Mondays."""
    drawing = Drawing()
    by_day = period.by_day()
    days = {day.day: day for day in period.days}
    wide = width / len(months)
    line = max((height - _HEAD) / 31, 15.0)
    total = _HEAD + line * 31
    drawing.marks.append(Box(x=0, y=0, width=width, height=_HEAD, fill="head"))
    for at, month in enumerate(months):
        x = at * wide
        name = f"{words.months[month.month - 1]} {month.year}" if wide > 84 else words.months[month.month - 1]
        drawing.marks.append(Word(x=x + 6, y=0, width=wide - 8, height=_HEAD, text=name, size=SMALL, weight=600))
        day = month
        while day.month == month.month:
            place = (x, _HEAD + (day.day - 1) * line, wide, line)
            if day in days:
                drawing.areas.append(Area(day=day, x=place[0], y=place[1], width=wide, height=line))
                _year_day(drawing, days[day], by_day.get(day, []), words, place)
            day += timedelta(days=1)
        if at:
            drawing.marks.append(Rule(x1=x, y1=0, x2=x, y2=total))
    return drawing.sheet(width, total)


_LEFT = 36.0


def _year_day(
    drawing: Drawing, day: Day, entries: Sequence[Entry], words: Words, place: tuple[float, float, float, float]
) -> None:
    x, y, wide, line = place
    ground(drawing, day, place)
    drawing.marks.append(Rule(x1=x, y1=y + line, x2=x + wide, y2=y + line))
    letter = words.weekdays[day.day.weekday()][:1].upper()
    weight = 600 if day.today else 400
    tint = "accent" if day.today else "muted"
    drawing.marks.append(
        Word(x=x + 2, y=y, width=14, height=line, text=letter, tint="muted", size=SMALL, align=Align.CENTRE)
    )
    number = Word(x=x + 16, y=y, width=18, height=line, text=str(day.day.day), tint=tint, size=SMALL, weight=weight)
    drawing.marks.append(replace(number, align=Align.RIGHT))
    right = x + wide
    if day.day.weekday() == 0:
        week_number = day.day.isocalendar().week
        bold = 600 if week_number % 2 == 0 else 400
        head = Word(x=right - 20, y=y, width=17, height=line, text=str(week_number), tint="muted", size=11, weight=bold)
        drawing.marks.append(replace(head, align=Align.RIGHT))
        right -= 20
    shown = _year_entries(entries)
    if not shown:
        if day.note:
            note = Word(x=x + _LEFT, y=y, width=right - x - _LEFT, height=line, text=day.note, tint="muted", size=11)
            drawing.marks.append(note)
        return
    room = (right - x - _LEFT) / len(shown)
    for at, entry in enumerate(shown):
        _year_entry(drawing, entry, day, (x + _LEFT + at * room, y + 1, room - 1, line - 2))


def _year_entries(entries: Sequence[Entry]) -> list[Entry]:
    """Return at most three entries of a day, the meetings first."""
    order: Mapping[EntryKind, int] = {EntryKind.MEETING: 0, EntryKind.REMINDER: 1, EntryKind.SKIPPED: 2}
    ordered = sorted(entries, key=lambda one: (order.get(one.kind, 3), not one.strong, one.starts))
    return ordered[:3]


def _year_entry(drawing: Drawing, entry: Entry, day: Day, place: tuple[float, float, float, float]) -> None:
    x, y, wide, height = place
    back, bar, text = fills(entry.tone)
    empty = entry.cancelled or entry.kind is EntryKind.SKIPPED
    drawing.marks.append(Box(x=x, y=y, width=wide, height=height, fill=back, radius=1, open=empty))
    drawing.marks.append(Box(x=x, y=y, width=3, height=height, fill=bar))
    drawing.marks.append(
        Word(
            x=x + 5,
            y=y,
            width=max(wide - 6, 4),
            height=height,
            text=entry.title,
            tint="muted" if empty else text,
            size=11,
            weight=600 if entry.strong else 400,
        )
    )
    drawing.spots.append(Spot(x=x, y=y, width=wide, height=height, name=spoken(entry, day.short), key=entry.key))
