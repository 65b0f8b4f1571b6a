"""Gives every text its Danish words: gettext with English ids and one Danish catalogue."""

import gettext as _gettext
from functools import cache

from sspdesk.resource import resource


@cache
def _catalogue() -> _gettext.NullTranslations:
    return _gettext.translation("sspdesk", str(resource("locale")), languages=["da"])


def _(message: str) -> str:
    """Return the Danish words for an English id."""
    return _catalogue().gettext(message)


def pgettext(context: str, message: str) -> str:
    """Return the Danish words for an id that means different things in different contexts."""
    return _catalogue().pgettext(context, message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the Danish words in the singular or plural form that fits ``number``."""
    return _catalogue().ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark now, translate later"
    """Mark an id for the catalogue and return it unchanged; translate it later with ``_``."""
    return message
