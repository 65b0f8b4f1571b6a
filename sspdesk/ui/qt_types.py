"""Makes Qt's Python classes at once, on the thread that owns the windows.

PySide6 makes a class when it is first asked for, and not safely so: while the lock screen was drawn and a worker
imported the pages, two threads made classes at the same time, and one start in twenty ended in a crash (6.11.3).
"""

from PySide6 import QtCore, QtGui, QtWidgets

_PARTS = (QtCore, QtGui, QtWidgets)


def make() -> int:
    """Ask for every class, which takes a tenth of a second; return how many names there are."""
    names = [(part, name) for part in _PARTS for name in dir(part)]
    for part, name in names:
        getattr(part, name)
    return len(names)
