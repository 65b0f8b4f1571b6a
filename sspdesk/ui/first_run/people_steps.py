"""The first three steps: the municipality and you, the schools, the members of Onsdagsgruppen."""

from collections.abc import Sequence

from sspdesk.domain.errors import DomainError
from sspdesk.domain.first_run import MemberPlan, SchoolPlan, check_schools
from sspdesk.domain.people import ProfessionalRole
from sspdesk.domain.settings import Settings
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.labels.people import professional_role
from sspdesk.ui.first_run.rows import Cell, Rows, line, words
from sspdesk.ui.first_run.step import Step
from sspdesk.ui.shared.fields import CheckBox, Option, SearchCombo
from sspdesk.ui.shared.form import Form, focus_into

_MEMBER_ROLES = tuple(
    role for role in ProfessionalRole if role not in {ProfessionalRole.CONSULTANT, ProfessionalRole.TEACHER}
)


class MunicipalityStep(Step):
    """Whose vault it is."""

    def __init__(self) -> None:
        super().__init__(
            _("Municipality"),
            _("Which municipality do you work for?"),
            _("This stands on agendas, minutes and hand-outs. You can change it later under settings."),
            name="municipality_step",
        )
        self.form = Form()
        self.form.line("municipality", _("Municipality"), placeholder=_("e.g. Havnsø Kommune"), max_length=80)
        self.form.line("unit", _("Unit"), Settings().unit, max_length=80)
        who = _("Stands on paper as the one who printed it, and in the vault's log.")
        self.form.line("consultant", _("Your name"), help=who, max_length=80)
        self.form.line("phone", _("Your phone"), help=_("Stands on hand-outs as the number to call."), max_length=30)
        self.build(self.form)

    def enter(self) -> None:
        focus_into(self.form.row("municipality").widget)

    def is_ready(self) -> bool:
        problems = []
        if not self.value("municipality"):
            problems.append(("municipality", _("Write the name of the municipality.")))
        if not self.value("consultant"):
            problems.append(("consultant", _("Write your name.")))
        self.form.show_problems(problems)
        return not problems

    def value(self, field: str) -> str:
        """Return what is typed in a field, without stray spaces."""
        return " ".join(str(self.form.value(field)).split())


class SchoolsStep(Step):
    """The schools and who is SSP teacher there."""

    enter_goes_on = False

    def __init__(self) -> None:
        super().__init__(
            _("Schools"),
            _("Which schools are there, and who are their SSP teachers?"),
            _("A hand-out goes to one school's SSP teacher. You can leave this empty and fill it in later."),
            name="schools_step",
        )
        headings = (_("School"), _("SSP teacher"), _("Phone"))
        self.table = Rows(headings, self._make_row, _("Add a school"))
        self.build(self.table)

    def enter(self) -> None:
        self.table.rows[0][0].setFocus()

    @staticmethod
    def _make_row() -> Sequence[Cell]:
        phone = line()
        phone.setMaximumWidth(130)
        return line(), line(), phone

    def is_ready(self) -> bool:
        filled = self._filled()
        try:
            check_schools([school for _row, school in filled])
        except DomainError as error:
            at = int((error.field or "/0").rpartition("/")[2])
            self.table.show_problem(filled[at][0], explain(error))
            return False
        self.table.show_problem(None, "")
        return True

    def schools(self) -> tuple[SchoolPlan, ...]:
        """Return the rows that hold something."""
        return tuple(school for _row, school in self._filled())

    def _filled(self) -> list[tuple[int, SchoolPlan]]:
        found = []
        for at, (name, teacher, phone) in enumerate(self.table.rows):
            school = SchoolPlan(name=words(name), teacher=words(teacher), phone=words(phone))
            if school.name or school.teacher or school.phone:
                found.append((at, school))
        return found


class MembersStep(Step):
    """Who sits around the table on Wednesdays."""

    enter_goes_on = False

    def __init__(self, schools: SchoolsStep) -> None:
        super().__init__(
            _("Onsdagsgruppen"),
            _("Who meets in Onsdagsgruppen?"),
            _("You are a member yourself. Add the police, social workers and others who meet there."),
            name="members_step",
        )
        self._schools = schools
        self.teacher_boxes: dict[str, CheckBox] = {}
        self.teachers = Form()
        headings = (_("Name"), _("Role"), _("Authority"))
        self.table = Rows(headings, self._make_row, _("Add a member"))
        self.build(self.table, 12, self.teachers)

    @staticmethod
    def _make_row() -> Sequence[Cell]:
        options = [Option(role, professional_role(role)) for role in _MEMBER_ROLES]
        role = SearchCombo(options, placeholder=_("Choose"), search=False)
        role.set_value(ProfessionalRole.POLICE)
        return line(), role, line()

    def enter(self) -> None:
        """Offer the teachers of the schools step; who was ticked stays ticked."""
        ticked = {school for school, box in self.teacher_boxes.items() if box.isChecked()}
        fresh = Form()
        self.teacher_boxes = {}
        for number, school in enumerate(self._schools.schools()):
            if school.teacher:
                who = _("{name}, SSP teacher at {school}, is a member too")
                who = who.format(name=school.teacher, school=school.name)
                self.teacher_boxes[school.name] = fresh.check(f"teacher_{number}", who, school.name in ticked)
        fresh.setSizePolicy(self.teachers.sizePolicy())
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self.teachers, fresh)
        self.teachers.deleteLater()
        self.teachers = fresh
        self.table.rows[0][0].setFocus()

    def is_ready(self) -> bool:
        for at, (name, _role, authority) in enumerate(self.table.rows):
            if words(authority) and not words(name):
                self.table.show_problem(at, _("Write the name, or empty the row."))
                return False
        self.table.show_problem(None, "")
        return True

    def members(self) -> tuple[MemberPlan, ...]:
        """Return the rows with a name."""
        found = []
        for name, role, authority in self.table.rows:
            if words(name) and isinstance(role, SearchCombo):
                chosen = role.value or ProfessionalRole.OTHER
                found.append(MemberPlan(name=words(name), role=chosen, authority=words(authority)))
        return tuple(found)

    def is_in_group(self, school: str) -> bool:
        """Say whether the teacher of a school is ticked."""
        box = self.teacher_boxes.get(school)
        return box is not None and box.isChecked()
