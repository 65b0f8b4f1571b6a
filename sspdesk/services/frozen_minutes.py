"""Keeps approved minutes as they were approved: what later changes in the vault cannot change on the paper (DOC-02)."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from sspdesk.reports.minutes import DecisionLine, MinuteItem, Minutes

_LIVE = ("paper", "additions")
"""What is not frozen: the letterhead of each print, and the dated additions."""


def freeze(minutes: Minutes) -> dict[str, object]:
    """Return the content of minutes as plain JSON values."""
    return {field.name: _plain(getattr(minutes, field.name)) for field in fields(minutes) if field.name not in _LIVE}


def thaw(minutes: Minutes, content: Mapping[str, Any]) -> Minutes:
    """Return minutes with the frozen content, and their own letterhead and additions."""
    found = dict(content)
    for name in ("starts_at", "ends_at", "approved_at"):
        found[name] = datetime.fromisoformat(found[name]) if found[name] else None
    for name in ("present", "apologies", "absent"):
        found[name] = tuple(found[name])
    found["items"] = tuple(MinuteItem(**{**item, "actions": tuple(item.get("actions", ()))}) for item in found["items"])
    found["decisions"] = tuple(_decision(line) for line in found["decisions"])
    return replace(minutes, **found)


def _decision(line: Mapping[str, Any]) -> DecisionLine:
    return DecisionLine(**{**line, "due": date.fromisoformat(line["due"]) if line["due"] else None})


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, MinuteItem | DecisionLine):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value.isoformat() if isinstance(value, date) else value
