"""The editors of a professional and of an institution, errors beside the fields."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from sspdesk.domain.people import Institution, InstitutionKind, Professional, ProfessionalRole
from sspdesk.i18n import _
from sspdesk.labels import people as labels
from sspdesk.services import people
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.fields import Option


class ProfessionalDialog(FormDialog):
    """A professional around the table."""

    def __init__(
        self,
        context: PageContext,
        professional: Professional,
        institutions: Sequence[Institution],
        parent: QWidget | None = None,
    ) -> None:
        title = _("Edit professional") if professional.id else _("New professional")
        super().__init__(
            context, title, _("Save professional"), columns=2, width=560, subject=professional.id, parent=parent
        )
        self._professional = professional
        form = self.form
        form.line("name", _("Name"), professional.name, span=2)
        roles = [Option(one, labels.professional_role(one)) for one in ProfessionalRole]
        form.combo("role", _("Role"), roles, professional.role, search=False)
        places = [Option(one.id, one.name) for one in institutions]
        form.combo(
            "institution_id", _("School or institution"), places, professional.institution_id, placeholder=_("None")
        )
        form.line("authority", _("Authority"), professional.authority, help=_("For example Havnsø Kommune"), span=2)
        form.line("phone", _("Phone"), professional.phone, max_length=40)
        form.line("mail", _("Mail"), professional.mail)
        form.check("in_wednesday_group", _("Member of the Wednesday group"), professional.in_wednesday_group, span=2)
        form.check("active", _("Still in the co-operation"), professional.active, span=2)
        self.add_history("professional", professional.id)

    def save(self) -> None:
        values = self.form.values()
        role = ProfessionalRole(values.pop("role") or ProfessionalRole.OTHER)
        wanted = replace(self._professional, **values, role=role)
        self.context.operations.command(
            self,
            lambda uow: people.save_professional(uow, wanted),
            self.on_saved,
            self.show_problem,
            message=_("The professional is saved"),
        )


class InstitutionDialog(FormDialog):
    """A school, club or authority."""

    def __init__(self, context: PageContext, institution: Institution, parent: QWidget | None = None) -> None:
        title = _("Edit institution") if institution.id else _("New institution")
        super().__init__(
            context, title, _("Save institution"), columns=2, width=520, subject=institution.id, parent=parent
        )
        self._institution = institution
        form = self.form
        form.line("name", _("Name"), institution.name, span=2)
        kinds = [Option(one, labels.institution_kind(one)) for one in InstitutionKind]
        form.combo("kind", _("Kind"), kinds, institution.kind, search=False, span=2)
        form.line("phone", _("Phone"), institution.phone, max_length=40)
        form.line("mail", _("Mail"), institution.mail)
        form.check("active", _("In use"), institution.active, span=2)
        self.add_history("institution", institution.id)

    def save(self) -> None:
        values = self.form.values()
        kind = InstitutionKind(values.pop("kind") or InstitutionKind.OTHER)
        wanted = replace(self._institution, **values, kind=kind)
        self.context.operations.command(
            self,
            lambda uow: people.save_institution(uow, wanted),
            self.on_saved,
            self.show_problem,
            message=_("The institution is saved"),
        )
