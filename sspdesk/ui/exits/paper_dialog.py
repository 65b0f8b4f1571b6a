"""The questions before a paper of Exit leaves: to whom, on which legal basis, and what the consent covers of it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.consents import ConsentAuthority
from sspdesk.domain.disclosures import KSP_BASES
from sspdesk.domain.exit_parts import PartyRole
from sspdesk.domain.exit_sharing import AUTHORITIES, CONTACT_POINT
from sspdesk.domain.ids import ExitFundsId
from sspdesk.i18n import _
from sspdesk.labels import consents as consent_words
from sspdesk.labels import exits as labels
from sspdesk.services import exit_links, exit_papers, exit_sharing
from sspdesk.services.disclosures import CONSENT
from sspdesk.services.exit_papers import ExitPaper, Paper, PaperRequest
from sspdesk.services.exit_sharing import Asking
from sspdesk.services.exit_views import CaseView
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.basis_choice import BasisChoice
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.releases.parts import ChipChoice
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.fields import Option

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_CONTACT_POINT = "Det Nationale Exitkontaktpunkt"


class PaperDialog(FormDialog):
    """To whom a paper goes; then it is shown, printed or saved encrypted, and registered without saying what it is."""

    def __init__(
        self,
        context: PageContext,
        view: CaseView,
        paper: Paper,
        *,
        part: ExitFundsId | None,
        asking: Asking,
        parent: QWidget,
    ) -> None:
        told = _("The register of disclosures says that a document left, to whom and when, and not that it is of Exit.")
        super().__init__(
            context,
            labels.paper(paper),
            _("Show the paper"),
            subject=list(Paper).index(paper),
            person_id=view.person.id,
            words=told,
            columns=2,
            width=620,
            parent=parent,
        )
        self._view, self._paper, self._part, self._window = view, paper, part, parent
        self._sharing = asking.sharing
        self._add_recipients()
        self.basis = BasisChoice(asking.bases, context.now().date(), name=_("Legal basis"))
        self.form.add("basis", _("Legal basis"), self.basis, get=lambda: self.basis.code, set=lambda _code: None,
                      span=2)  # fmt: skip
        self.form.text("reason", _("Why it is shared without a consent"), lines=2, span=2)
        self.covered_label = layouts.label(wrap=True, tone="muted")
        self.ask_button = Button(_("Ask for consent"), compact=True, name="ask_consent_button")
        self.ask_button.clicked.connect(self._on_ask_clicked)
        line = layouts.row(self.covered_label, self.ask_button, spacing=12)
        line.setStretch(0, 1)
        self.covered = layouts.box(line)
        self.form.add("covered", _("What the consent covers"), self.covered, span=2)
        if any(one.code == CONSENT for one in asking.bases):
            self.basis.combo.set_value(CONSENT)
        self.basis.combo.value_changed.connect(self._describe)
        self.chips.changed.connect(self._describe)
        self.others_edit.textChanged.connect(self._describe)
        self.form.row("authority").widget.value_changed.connect(self._describe)  # type: ignore[attr-defined]  # a combo
        self._describe()

    def _add_recipients(self) -> None:
        form = self.form
        choices: list[tuple[object, str]] = [(one.id, _who(one.role, one.name)) for one in self._view.parties]
        chosen: list[object] = [value for value, _words in choices]
        if self._paper is Paper.FUNDS:
            choices.insert(0, (_CONTACT_POINT, _CONTACT_POINT))
            chosen = [_CONTACT_POINT]
        self.chips = ChipChoice(choices, chosen)
        form.add("recipient", _("Recipients"), self.chips, get=lambda: self.chips.value, set=self.chips.set_value,
                 span=2)  # fmt: skip
        self.others_edit = form.line("others", _("Others who get it"), max_length=120)
        options = [Option(one, consent_words.authority(one)) for one in ConsentAuthority]
        form.combo("authority", _("Their authority"), options, ConsentAuthority.OTHER, search=False)

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, view: CaseView, paper: Paper, part: ExitFundsId | None) -> None:
        """Read the legal bases and the consents, and open the dialog."""

        def opened(asking: Asking) -> None:
            cls(context, view, paper, part=part, asking=asking, parent=parent).open()

        work = partial(exit_sharing.asking, case_id=view.case.id, paper=paper)
        context.operations.query(parent, work, opened)

    # -- who gets it, and what the consent says ----------------------------------------------------------------------

    def _names(self) -> list[str]:
        chosen = self.chips.value
        names = [_CONTACT_POINT] if _CONTACT_POINT in chosen else []
        names += [one.name for one in self._view.parties if one.id in chosen]
        others = " ".join(self.others_edit.text().split())
        return [*names, others] if others else names

    def _authorities(self) -> tuple[ConsentAuthority, ...]:
        chosen = self.chips.value
        found = set(CONTACT_POINT) if _CONTACT_POINT in chosen else set()
        found |= {who for one in self._view.parties if one.id in chosen and (who := AUTHORITIES[one.role]) is not None}
        if self.others_edit.text().strip():
            found.add(self.form.value("authority"))
        return tuple(one for one in ConsentAuthority if one in found)

    def _describe(self, _value: object = None) -> None:
        self.form.row("authority").setVisible(bool(self.others_edit.text().strip()))
        self.form.row("reason").setVisible(self.basis.code in KSP_BASES)
        asked = self.basis.code == CONSENT
        self.form.row("covered").setVisible(asked)
        missing = self._sharing.missing(self._authorities()) if asked else ()
        self.ask_button.setVisible(bool(missing))
        self.covered_label.setText(self._coverage() if asked else "")
        self.covered_label.setProperty("tone", "warn" if missing else "muted")
        self.covered_label.style().polish(self.covered_label)

    def _coverage(self) -> str:
        authorities = self._authorities()
        if not authorities:
            return _("Only the citizen and the municipality get it; that takes no consent.")
        missing = self._sharing.missing(authorities)
        if not missing:
            return _("The consent covers all of the paper for everybody who gets it.")
        why = " ".join(consent_words.why(one) for one in missing)
        if self._sharing.told(authorities):
            return _("This is left out of the paper: {topics}. {why}").format(
                topics=", ".join(consent_words.topic(one.topic) for one in missing), why=why
            )
        return _("The paper cannot leave on consent. {why}").format(why=why)

    def _on_ask_clicked(self) -> None:
        work = partial(exit_links.ask_consent, case_id=self._view.case.id)
        told = _("A task to ask the citizen is made; it does not say what for")
        self.context.operations.command(self, work, None, self.show_problem, message=told)

    # -- showing it --------------------------------------------------------------------------------------------------

    def save(self) -> None:
        request = PaperRequest(
            case_id=self._view.case.id,
            paper=self._paper,
            part=self._part,
            recipient=", ".join(self._names()),
            authorities=self._authorities(),
            basis_code=self.basis.code,
            reason=self.form.value("reason"),
            final=not self._view.draft,
        )

        def gather(uow: "UnitOfWork") -> ExitPaper:
            return exit_papers.gather(uow, request)

        self.context.operations.query(self, gather, self._show, self.show_problem)

    def _show(self, paper: ExitPaper) -> None:
        PaperFlow(self.context, self._window, labels.paper(self._paper)).show(paper)
        self.accept()


def _who(role: PartyRole, name: str) -> str:
    words = labels.party(role)
    return words if name == words else f"{words} · {name}"
