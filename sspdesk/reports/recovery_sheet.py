"""The recovery sheet: the printed key that opens the vault when the passphrase is forgotten; it explains itself."""

from dataclasses import dataclass, field
from datetime import datetime

import segno
from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import fonts, house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """The key in its printed groups (Crockford base32; the last characters are the checksum) and what it opens."""

    paper: Letterhead
    vault_name: str
    groups: tuple[str, ...] = field(repr=False)
    made_at: datetime
    checksum_length: int = 4


def render(data: RecoverySheet) -> bytes:
    """Return the sheet as PDF of one page. The bytes hold the key: keep them in memory, print them, forget them."""
    heading = _("Recovery sheet")
    sheet = house.Sheet(
        paper=data.paper,
        title=heading,
        footer=_(
            "Whoever has this sheet and a copy of the vault can read everything in it. Never keep the two together."
        ),
    )
    vault = _("For the vault »{name}« · made {moment}").format(name=data.vault_name, moment=dates.moment(data.made_at))
    story: list[Flowable] = [
        *parts.title(heading, vault),
        parts.text(_("This key opens the vault if the passphrase is forgotten. Nobody else can open it for you.")),
        Spacer(1, 12),
        KeyPanel(data.groups),
        *parts.section(_("How to keep the sheet")),
        *_steps(
            _("Put the sheet in an envelope, seal it, and write your name and the date across the seal."),
            _("Give the envelope to your manager, who locks it away. It must not lie with the computer."),
            _("Keep no photo and no copy of it. Make a new sheet if the envelope has been opened."),
        ),
        *parts.section(_("If the passphrase is forgotten")),
        *_steps(
            _("Open SSP Desk. Choose »Use the recovery key« on the unlock screen."),
            _("Type the groups in order, or read the square code with a reader plugged into the computer."),
            _("Choose a new passphrase. The vault opens, and nothing in it is lost."),
            _("Then change the keys under Settings: that makes a new recovery sheet. Shred this one."),
        ),
        *parts.section(_("If the computer is gone or damaged")),
        *_steps(
            _("Call the IT department and the data protection officer at once."),
            _("Start SSP Desk on another computer. Choose »I have a backup …«, and point out the newest backup."),
            _("Type the groups of this sheet. Afterwards change the keys under Settings, which makes a new sheet."),
        ),
        *parts.section(_("How the key is built")),
        parts.text(_built(data)),
        Spacer(1, 18),
        parts.SignatureLine([_("Sealed on"), _("Sealed by"), _("Kept by")]),
    ]
    return house.build(sheet, story)


def _steps(*steps: str) -> list[Flowable]:
    return [parts.facts([(f"{number}.", step) for number, step in enumerate(steps, start=1)], label_width=18)]


def _built(data: RecoverySheet) -> str:
    length = sum(len(group) for group in data.groups)
    return _(
        "{length} characters: digits and letters without I, L, O and U, so a 0 is always the digit zero and a 1 always "
        "the digit one. The last {checksum} characters are a checksum. SSP Desk uses them to tell you at once if a "
        "character was typed wrong."
    ).format(length=length, checksum=data.checksum_length)


class KeyPanel(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """The groups of the key in large letters, numbered, with the same key as a QR code beside them."""

    _PAD, _QR, _ROW, _NUMBER_GAP = 16.0, 108.0, 50.0, 13.0
    _KEY = ParagraphStyle("key", fontName=fonts.SEMIBOLD, fontSize=20)

    def __init__(self, groups: tuple[str, ...], columns: int = 3) -> None:
        super().__init__()
        self._groups, self._columns = groups, columns
        self.width, self.height = house.TEXT_WIDTH, self._QR + 2 * self._PAD

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(black)
        canvas.setLineWidth(1.2)
        canvas.rect(0.6, 0.6, self.width - 1.2, self.height - 1.2, stroke=1, fill=0)
        self._draw_groups()
        self._draw_code(self.width - self._PAD - self._QR, self._PAD)

    def _draw_groups(self) -> None:
        canvas = self.canv
        rows = -(-len(self._groups) // self._columns)
        column = (self.width - self._QR - 3 * self._PAD) / self._columns
        top = self.height / 2 + (rows - 1) * self._ROW / 2
        for index, group in enumerate(self._groups):
            left = self._PAD + 6 + (index % self._columns) * column
            base = top - (index // self._columns) * self._ROW - 5
            canvas.setFillColor(house.MUTED)
            canvas.setFont(fonts.REGULAR, 8)
            canvas.drawString(left, base + self._KEY.fontSize - 1, str(index + 1))
            canvas.setFillColor(black)
            canvas.setFont(self._KEY.fontName, self._KEY.fontSize)
            canvas.drawString(left, base - 6, group, charSpace=2.2)

    def _draw_code(self, left: float, bottom: float) -> None:
        canvas = self.canv
        matrix = segno.make_qr("-".join(self._groups), error="q").matrix
        side = self._QR / len(matrix)
        canvas.setFillColor(black)
        for line, modules in enumerate(matrix):
            start = 0
            while start < len(modules):
                end = start
                while end < len(modules) and modules[end] == modules[start]:
                    end += 1
                if modules[start]:
                    base = bottom + self._QR - (line + 1) * side
                    canvas.rect(left + start * side, base, (end - start) * side, side, stroke=0, fill=1)
                start = end
