"""A citizen in prison, the colleagues around the release, and consents, for the tests of releases."""

from dataclasses import dataclass
from datetime import date, datetime

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic, FullConsent, Pair
from sspdesk.domain.ids import MeetingId, PersonId, ProfessionalId, ReleaseId, ReleaseMemberId
from sspdesk.domain.people import Professional
from sspdesk.domain.persons import Person
from sspdesk.domain.talks import Step
from sspdesk.services import consents, release_meetings, releases
from sspdesk.services.consents import NewConsent
from sspdesk.services.release_meetings import NewMeeting, NewMember
from sspdesk.services.releases import Facts
from sspdesk.storage.unit_of_work import UnitOfWork

TODAY = date(2026, 11, 23)
HOUSING, WORK, MONEY = ConsentTopic.HOUSING, ConsentTopic.WORK, ConsentTopic.ECONOMY
SUBSTANCE, HEALTH = ConsentTopic.SUBSTANCE, ConsentTopic.HEALTH
PRISON, JOBS = ConsentAuthority.PRISON_SERVICE, ConsentAuthority.JOB_CENTRE
HOMES, TREATMENT = ConsentAuthority.HOUSING, ConsentAuthority.TREATMENT

FACTS = Facts(
    institution="Prøvefængslet",
    imprisoned_on=date(2026, 3, 2),
    notified_on=date(2026, 3, 3),
    possible_on=date(2026, 11, 27),
    expected_on=date(2026, 12, 17),
    owner="Vibeke Skabelon",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWorld:
    """Dummy Demosen, 21 years, and four colleagues: prison service, job centre, housing, treatment."""

    person: PersonId
    case: ReleaseId
    prison: ReleaseMemberId
    jobs: ReleaseMemberId
    homes: ReleaseMemberId
    treatment: ReleaseMemberId


def step(day: date = TODAY, **changes: object) -> Step:
    """Return a move's facts."""
    facts = {"day": day, "decided_by": "Vibeke Skabelon", "basis_code": "SAMT", "note": ""}
    return Step(**(facts | changes))


def make_citizen(uow: UnitOfWork, born: date | None = date(2005, 2, 11), last_name: str = "Demosen") -> PersonId:
    """Store the citizen."""
    person = Person(first_name="Dummy", last_name=last_name, birth_date=born, created_on=uow.today)
    return uow.persons.save(person).id


def make_colleague(uow: UnitOfWork, name: str) -> ProfessionalId:
    """Store a colleague."""
    return uow.professionals.save(Professional(name=name)).id


def make_world(uow: UnitOfWork, facts: Facts = FACTS) -> ReleaseWorld:
    """Store the citizen's case and the colleagues with a function in it; no consent is given yet."""
    person = make_citizen(uow)
    case = releases.begin(uow, person, facts, step(facts.notified_on or TODAY)).value.id
    members = [
        release_meetings.save_member(
            uow,
            case,
            NewMember(professional_id=make_colleague(uow, name), authority=authority, topics=topics),
        ).value.id
        for name, authority, topics in (
            ("Kim Kladde", PRISON, (HOUSING, WORK, MONEY)),
            ("Jonna Jobprøve", JOBS, (WORK,)),
            ("Bo Byskitse", HOMES, (HOUSING,)),
            ("Rie Rådgiver", TREATMENT, (SUBSTANCE,)),
        )
    ]
    return ReleaseWorld(
        person=person, case=case, prison=members[0], jobs=members[1], homes=members[2], treatment=members[3]
    )


def give(uow: UnitOfWork, person: PersonId, *pairs: Pair, until: date | None = None) -> FullConsent:
    """Give a consent of the citizen's own for some pairs."""
    wanted = NewConsent(person_id=person, pairs=frozenset(pairs), young=True, given_on=uow.today, valid_to=until)
    return consents.give(uow, wanted).value


USUAL = ((HOUSING, PRISON), (WORK, PRISON), (WORK, JOBS), (HOUSING, HOMES), (MONEY, PRISON))


def meet(
    uow: UnitOfWork, case: ReleaseId, day: date = date(2026, 11, 27), topics: tuple[ConsentTopic, ...] = (HOUSING, WORK)
) -> MeetingId:
    """Plan a release meeting at 9.30."""
    start = datetime(day.year, day.month, day.day, 9, 30)
    new = NewMeeting(starts_at=start, ends_at=start.replace(hour=10), place="Video", topics=topics)
    return release_meetings.plan(uow, case, new).value.id
