"""Discreet display (F9): one state that everything that shows names, CPR numbers or addresses asks before it paints."""

from PySide6.QtCore import QObject, Signal

_DOT = "\N{BULLET}"


class Privacy(QObject):
    """Knows whether discreet display is on; ``changed`` says so to every view."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._discreet = False

    @property
    def discreet(self) -> bool:
        """Say whether names and numbers are to be masked."""
        return self._discreet

    def set_discreet(self, discreet: bool) -> None:
        """Switch discreet display on or off."""
        if discreet != self._discreet:
            self._discreet = discreet
            self.changed.emit(discreet)

    def toggle(self) -> None:
        """Switch to the other state."""
        self.set_discreet(not self._discreet)

    def name(self, name: str) -> str:
        """Return a name as it may be shown now."""
        return mask_name(name) if self._discreet else name

    def cpr(self, cpr: str) -> str:
        """Return a CPR number as it may be shown now; never more than the birth date."""
        return mask_cpr(cpr, discreet=self._discreet)

    def detail(self, text: str) -> str:
        """Return class, school or address as it may be shown now: nothing in discreet display."""
        return "" if self._discreet else text

    def text(self, text: str, *names: str) -> str:
        """Return free text as it may be shown now: each of ``names`` becomes its initials."""
        return mask_text(text, *names) if self._discreet else text


def mask_name(name: str) -> str:
    """Return the initials of a name, e.g. "T. E."; of a double surname the first letter of each part."""
    return " ".join(f"{part[0].upper()}." for part in name.split() if part[0].isalpha())


def mask_cpr(cpr: str, *, discreet: bool = False) -> str:
    """Return a CPR number with its last four digits as dots; all of the number as six dots in discreet display."""
    digits = cpr.replace("-", "")
    return _DOT * 6 if discreet else f"{digits[:6]}-{_DOT * 4}"


def mask_text(text: str, *names: str) -> str:
    """Return a text in which each given name, and each single part of it, is replaced by an initial."""
    for name in names:
        text = text.replace(name, mask_name(name))
        for part in name.split():
            if len(part) > 1:
                text = text.replace(part, f"{part[0].upper()}.")
    return text
