"""Refers a person: the separate act with purpose and basis. It is given no observation, so it cannot keep one."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.changes import Outcome
from sspdesk.domain.disclosures import LegalBasis
from sspdesk.domain.ids import PersonId
from sspdesk.i18n import _
from sspdesk.services import disclosures, street_referral
from sspdesk.services.street_referral import Opens, Referral
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.choose_person import ChoosePerson
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.fields import Option

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class ReferralDialog(FormDialog):
    """Who is meant, why, on which basis, and what is opened on the person."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Refer a person"),
            _("Make the referral"),
            words=_(
                "Opens something on the person and is logged. The observation stays as it is: nothing in it points to "
                "the person, and nothing on the person points to it."
            ),
            columns=2,
            width=640,
            subject=0,
            parent=parent,
        )
        self.choose = ChoosePerson(context, without=PersonId(0))
        choose = self.choose
        self.form.add("person", _("Person"), choose, get=lambda: choose.person_id, set=choose.set_person, span=2)
        opens = (
            Option(Opens.TASK, _("A task: the street team follows")),
            Option(Opens.TALK, _("A preventive talk, recommended")),
            Option(Opens.CONTACT, _("A line on the next Wednesday list")),
        )
        self.form.combo("opens", _("What is opened"), opens, Opens.TASK, search=False)
        today = context.now().date()
        self.form.date("due", _("Deadline"), None, today=lambda: today)
        self.form.text("purpose", _("Purpose"), lines=2, help=_("Stands on the person as a note"), span=2)
        self._basis_combo = self.form.combo("basis", _("Legal basis"), (), None, search=False, span=2)
        context.operations.query(self, disclosures.usable_bases, self._on_bases)

    def _on_bases(self, bases: list[LegalBasis]) -> None:
        self._basis_combo.set_options([Option(one.code, f"{one.code} · {one.name}") for one in bases])

    def save(self) -> None:
        values = self.form.values()
        problems = []
        person_id: PersonId | None = values["person"]
        if person_id is None:
            problems.append(("person", _("Choose the person in the list.")))
        if not values["basis"]:
            problems.append(("basis", _("Choose the legal basis.")))
        if person_id is None or problems:
            self.form.show_problems(problems)
            return
        referral = Referral(
            person_id=person_id,
            opens=Opens(values["opens"]),
            purpose=values["purpose"],
            basis_code=values["basis"],
            due=values["due"],
        )

        def work(uow: "UnitOfWork") -> Outcome[PersonId]:
            return street_referral.refer(uow, referral)

        self.context.operations.command(
            self, work, self.on_saved, self.show_problem, message=_("The person is referred")
        )
