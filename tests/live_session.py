"""Run as a child in tests: a whole day's work on a real vault by somebody whose every word is a marker.

Arguments: the folder of the list, of the vaults, of the backups and of what is handed out. Says on stdout when the
parent should look (``look <stage>``), and goes on after a line on standard input.
"""

import sys
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from sspdesk.domain.disclosures import Channel, Field
from sspdesk.domain.first_run import FirstRun, SchoolPlan
from sspdesk.domain.matching import Choice
from sspdesk.domain.people import ProfessionalRole
from sspdesk.domain.persons import Guardian, Person
from sspdesk.domain.wednesday import Decision
from sspdesk.exchange import encrypted, handout_sheet
from sspdesk.exchange.police_list.interpreting import interpret
from sspdesk.exchange.police_list.layout import propose_layout
from sspdesk.exchange.tables.reading import read
from sspdesk.reports import handout as handout_report
from sspdesk.services import (
    disclosures,
    first_run,
    handouts,
    meetings,
    minutes,
    papers,
    person_summary,
    persons,
    police_import,
    police_list,
    search,
    session,
    vaults,
    wednesday,
    work,
)
from sspdesk.services.import_plan import Plan
from sspdesk.services.work import Workspace
from sspdesk.storage.header import KdfParameters
from tests import markers
from tests.markers import PASSPHRASE
from tests.vaults import CHEAP_BOUNDS

KDF = KdfParameters(memory_kib=64 * 1024, rounds=3, lanes=4)
TODAY = date(2026, 11, 23)
KINDS = {Channel.PDF: "pdf", Channel.XLSX: "xlsx"}


def _now() -> datetime:
    return datetime(2026, 11, 23, 9)


def _look(stage: str) -> None:
    print(f"look {stage}", flush=True)
    sys.stdin.readline()


class Day:
    """One working day on one vault."""

    def __init__(self, lists: Path, vault: Path, backups: Path, out: Path) -> None:
        self._lists, self._vault, self._backups, self._out = lists, vault, backups, out

    def run(self) -> None:
        """Do everything once."""
        key = vaults.new_recovery_key()
        plan = FirstRun(
            municipality=markers.MUNICIPALITY,
            unit="SSP",
            consultant=markers.CONSULTANT,
            schools=(SchoolPlan(name=markers.SCHOOL, teacher=markers.TEACHER, phone=markers.PHONE, in_group=True),),
        )
        opened = first_run.set_up(self._vault, PASSPHRASE, plan, key, kdf=KDF)
        workspace = Workspace(opened, now=_now)
        person = self._person(workspace)
        self._spill(workspace, person)
        meeting = self._import(workspace)
        self._decide(workspace, meeting)
        _look("with the vault open")
        self._papers(workspace, meeting, person)
        self._handout(workspace, meeting)
        workspace.run(lambda uow: session.locked(uow, "asked"))
        vaults.backup(opened, self._backups)
        workspace.close()
        _look("locked")
        self._again(key.text)

    def _person(self, workspace: Workspace) -> Person:
        school = workspace.run(lambda uow: uow.institutions.all()[0])
        person = Person(
            first_name=markers.FIRST,
            last_name=markers.LAST,
            cpr=markers.CPR,
            school_id=school.id,
            class_name="8.B",
            address=markers.ADDRESS,
            phone=markers.PHONE,
            note=markers.NOTE,
            created_on=TODAY,
        )
        stored = workspace.run(lambda uow: persons.save_person(uow, person)).value
        guardian = Guardian(person_id=stored.id, name=markers.GUARDIAN, phone=markers.PHONE)
        workspace.run(lambda uow: persons.save_guardian(uow, guardian))
        workspace.run(lambda uow: persons.add_note(uow, stored.id, markers.NOTE))
        for words in (markers.SEARCHED, markers.FIRST[:6]):
            hits = workspace.run(lambda uow, words=words: search.search(uow, words))
            workspace.run(lambda uow, hits=hits: search.record_search(uow, hits))
        return stored

    def _spill(self, workspace: Workspace, person: Person) -> None:
        """Let a transaction outgrow SQLite's memory, look at the write-ahead log, and take it back."""

        def fill(uow: work.UnitOfWork) -> None:
            uow._connection.exec_driver_sql("PRAGMA cache_size = 8")
            for _turn in range(300):
                persons.add_note(uow, person.id, f"{markers.NOTE} {markers.CONTACT} " * 5)
            _look("in the middle of a transaction")
            raise KeyboardInterrupt

        try:
            workspace.run(fill)
        except KeyboardInterrupt:
            with workspace.vault.engine.begin() as connection:
                connection.execute(sa.text("PRAGMA cache_size = -32768"))

    def _import(self, workspace: Workspace) -> int:
        plan = meetings.MeetingPlan(starts_at=datetime(2026, 11, 25, 9), ends_at=datetime(2026, 11, 25, 11))
        meeting = workspace.run(lambda uow: meetings.plan(uow, plan)).value.id
        (source,) = self._lists.iterdir()
        workbook = read(source)
        found = interpret(workbook, propose_layout(workbook), TODAY)
        assert found.rows
        review = workspace.run(lambda uow: police_list.review(uow, found.rows, found.problems))
        decisions = Plan(review)
        for settled in decisions.all_settled():
            if settled.asks:
                decisions.answer(settled.number, Choice.NEW)
        order = police_import.Order(
            rows=decisions.decided({}),
            file_name=source.name,
            sha256=workbook.sha256,
            meeting_id=meeting,
            undated=TODAY,
            keep_addresses=True,
            schools=review.schools,
        )
        stored = workspace.run(lambda uow: police_import.import_list(uow, order))
        assert stored.undo is not None
        undone = workspace.run(lambda uow: work.apply_undo(uow, stored.undo))
        workspace.run(lambda uow: work.apply_undo(uow, undone.undo))
        return meeting

    def _decide(self, workspace: Workspace, meeting: int) -> None:
        workspace.run(lambda uow: minutes.start(uow, meeting))
        workspace.run(lambda uow: minutes.all_present(uow, meeting))
        (teacher,) = [
            one for one in workspace.run(lambda uow: uow.professionals.all()) if one.role is ProfessionalRole.TEACHER
        ]
        for line in workspace.run(lambda uow: uow.lines.of_meeting(meeting)):
            workspace.run(
                lambda uow, line=line: wednesday.decide(
                    uow,
                    line.id,
                    Decision.OFFER_TALK,
                    responsible_id=teacher.id,
                    due=date(2026, 12, 9),
                    note=markers.DECISION,
                )
            )
        workspace.run(lambda uow: minutes.save_summary(uow, meeting, markers.SUMMARY))

    def _papers(self, workspace: Workspace, meeting: int, person: Person) -> None:
        request = person_summary.SummaryRequest(
            person_id=person.id, recipient=markers.TEACHER, purpose="Opdigtet", parts=tuple(Field)
        )
        gather = (
            lambda uow: papers.agenda(uow, meeting, names=True, recipients=(markers.TEACHER,)),
            lambda uow: papers.minutes(uow, meeting),
            lambda uow: person_summary.gather(uow, request),
        )
        for ask in gather:
            paper = workspace.run(ask)
            closed = encrypted.encrypt_pdf(paper.render(), encrypted.generate_password())
            workspace.run(
                lambda uow, paper=paper, closed=closed: disclosures.register(
                    uow, paper.leaving, number=paper.number, sha256=encrypted.sha256(closed)
                )
            )
            encrypted.write_exactly(self._out / encrypted.file_name(paper.number, "pdf"), closed)

    def _handout(self, workspace: Workspace, meeting: int) -> None:
        school, teacher, _count = workspace.run(lambda uow: handouts.recipients(uow, meeting))[0]
        found = workspace.run(lambda uow: handouts.candidates(uow, meeting, school.id, teacher.id))
        request = handouts.HandoutRequest(
            meeting_id=meeting,
            school_id=school.id,
            teacher_id=teacher.id,
            line_ids=tuple(one.line_id for one in found if not one.blocked),
            fields=(Field.NAME, *handouts.STANDARD_FIELDS),
        )
        ready = workspace.run(lambda uow: handouts.prepare(uow, request)).value
        assert isinstance(ready, handouts.Ready)
        password = encrypted.generate_password()
        files = {
            Channel.PDF: encrypted.encrypt_pdf(handout_report.render(ready.handout), password),
            Channel.XLSX: encrypted.encrypt_office(handout_sheet.render(ready.handout), password),
        }
        sums = {channel: encrypted.sha256(content) for channel, content in files.items()}
        workspace.run(lambda uow: handouts.issue(uow, request, ready, sums))
        for channel, content in files.items():
            encrypted.write_exactly(self._out / encrypted.file_name(ready.number, KINDS[channel]), content)

    def _again(self, key: str) -> None:
        """Open with the recovery key, change the passphrase, check, restore a backup."""
        opened = vaults.open_vault(self._vault, key, bounds=CHEAP_BOUNDS)
        vaults.change_passphrase(opened, f"{PASSPHRASE} igen")
        assert Workspace(opened).run(persons.count) > 1
        opened.close()
        assert vaults.is_ok(vaults.check(self._vault, f"{PASSPHRASE} igen"))
        (copy,) = self._backups.iterdir()
        vaults.restore(copy, PASSPHRASE, self._vault.with_name("hentet.sspvault"))


if __name__ == "__main__":
    Day(*map(Path, sys.argv[1:])).run()
