"""Letters of talks: who gets one and why not, what stands on it, what must not, and what its leaving records."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.disclosures import Document, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import TalkId
from sspdesk.domain.letters import LetterKind, LetterText, OwnText, Reader
from sspdesk.domain.persons import DutyState, Guardian, Person
from sspdesk.domain.settings import Settings
from sspdesk.domain.talk_records import OfferChannel
from sspdesk.domain.talks import TalkOrigin, TalkState
from sspdesk.labels.errors import explain
from sspdesk.services import consents, disclosures, duty, letter_facts, letter_texts, letters, talk_records
from sspdesk.services.consents import NewConsent
from sspdesk.services.letter_facts import YOUNG, Receiver
from sspdesk.services.letters import LetterPaper, LetterRequest
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.reports import layout
from tests.services.talk_world import Family, begin, lead_to, make_family
from tests.services.test_talks import DAY

ADDRESS = "Skabelonvej 7, 4999 Prøvestad"
OTHER_ADDRESS = "Kladdegade 2\n4998 Udkastby"
CHILD, YOUNGSTER, ADULT = date(2012, 5, 15), date(2010, 5, 15), date(2007, 5, 15)


@pytest.fixture
def born() -> date | None:
    return CHILD


@pytest.fixture
def family(workspace: Workspace, born: date | None) -> Family:
    def make(uow: UnitOfWork) -> Family:
        uow.save_settings(
            replace(
                uow.settings(),
                municipality="Havnsø Kommune (fiktiv)",
                consultant="Vibeke Skabelon",
                consultant_phone="00 11 22 33",
                municipality_address="Rådhustorvet 1, 4999 Havnsø",
                dpo="Dorte Dataeksempel, dpo@havnsoe.example",
            )
        )
        made = make_family(uow, born)
        uow.persons.save(replace(uow.persons.get(made.person), address=ADDRESS, phone="00 99 88 77"))
        return made

    return workspace.run(make)


@pytest.fixture
def talk(workspace: Workspace, family: Family) -> TalkId:
    return begin(workspace, family).id


def _mother(family: Family) -> str:
    return f"foraelder:{family.mother}"


def _father(family: Family) -> str:
    return f"foraelder:{family.father}"


def _teacher(family: Family) -> str:
    return f"fagperson:{family.teacher.id}"


def _gather(workspace: Workspace, talk: TalkId, kind: LetterKind, receiver: str, **more: object) -> LetterPaper:
    request = LetterRequest(talk_id=talk, kind=kind, receiver=receiver, **more)  # type: ignore[arg-type]  # its own
    return workspace.run(lambda uow: letters.gather(uow, request))


def _invite(workspace: Workspace, talk: TalkId, receiver: str, **more: object) -> LetterPaper:
    return _gather(workspace, talk, LetterKind.INVITATION, receiver, **more)


def _refusal(workspace: Workspace, talk: TalkId, kind: LetterKind, receiver: str, **more: object) -> tuple[str, str]:
    with pytest.raises(DomainError) as caught:
        _gather(workspace, talk, kind, receiver, **more)
    assert explain(caught.value)
    return caught.value.code, caught.value.field or ""


def _text(paper: LetterPaper, *, discreet: bool = False) -> str:
    return " ".join(layout.texts(paper.render_discreet() if discreet else paper.render()))


def _receivers(workspace: Workspace, talk: TalkId, kind: LetterKind) -> dict[str, Receiver]:
    found = workspace.run(lambda uow: letter_facts.facts(uow, talk))
    return {one.key: one for one in found.receivers(kind)}


def _change_person(workspace: Workspace, family: Family, **changes: object) -> Person:
    def change(uow: UnitOfWork) -> Person:
        return uow.persons.save(replace(uow.persons.get(family.person), **changes))  # type: ignore[arg-type]  # fields

    return workspace.run(change)


def _change_mother(workspace: Workspace, family: Family, **changes: object) -> Guardian:
    def change(uow: UnitOfWork) -> Guardian:
        return uow.guardians.save(replace(uow.guardians.get(family.mother), **changes))  # type: ignore[arg-type]  # f.

    return workspace.run(change)


def _change_settings(workspace: Workspace, **changes: object) -> None:
    def change(uow: UnitOfWork) -> None:
        settings: Settings = replace(uow.settings(), **changes)  # type: ignore[arg-type]  # its own fields
        uow.save_settings(settings)

    workspace.run(change)


# -- what stands on an invitation ------------------------------------------------------------------------------------


def test_an_invitation_to_a_parent_says_what_it_is_and_what_the_law_asks_for(
    workspace: Workspace, family: Family, talk: TalkId
) -> None:
    paper = _invite(
        workspace,
        talk,
        _mother(family),
        address="Skabelonvej 7\n4999 Prøvestad",
        on=date(2026, 12, 3),
        clock=time(15),
        place="Ungdomsskolen",
        reply_by=date(2026, 12, 1),
    )
    first, second = layout.texts(paper.render())
    for words in (
        "Eksempeline Testsen Skabelonvej 7 4999 Prøvestad",
        "Invitation til en samtale om Testine",
        "Torsdag den 3. december 2026 kl. 15.00",
        "Ungdomsskolen",
        "Vibeke Skabelon (SSP-konsulent)",
        "Det er frivilligt.",
        "Det får ingen følger for Testine",
        "senest tirsdag den 1. december 2026",
        "Vi har fået en henvendelse om Testine.",
    ):
        assert words in first, words
    for words in ("Dorte Dataeksempel", "24 måneder efter den sidste kontakt", "Datatilsynet", "Rådhustorvet 1"):
        assert words in second, words
    assert (paper.leaving.document, paper.leaving.basis_code) == (Document.INVITATION, "DBF14")
    assert paper.leaving.recipient == "mor (E. T.)"
    assert {Field.NAME, Field.ADDRESS, Field.DUTY} <= set(paper.leaving.fields)


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (TalkOrigin.SCHOOL, "Skolen har fortalt os, at den gerne vil have, at du får støtte."),
        (TalkOrigin.STREET_TEAM, "Gadeteamet har mødt dig og fortalt os om det."),
        (TalkOrigin.WEDNESDAY, "Politiet har i SSP-samarbejdet fortalt os, at de har været i kontakt med dig."),
    ],
)
def test_the_letter_says_who_told_us(workspace: Workspace, family: Family, origin: TalkOrigin, words: str) -> None:
    talk = begin(workspace, family, origin=origin).id
    first, second = layout.texts(_invite(workspace, talk, YOUNG).render())
    assert words in first
    assert words in second


def test_without_time_and_place_they_are_found_together(workspace: Workspace, family: Family, talk: TalkId) -> None:
    assert "Vi finder et tidspunkt, der passer jer" in _text(_invite(workspace, talk, _mother(family)))
    assert "Vi finder et tidspunkt, der passer dig" in _text(_invite(workspace, talk, YOUNG))


def test_the_municipalitys_own_wording_is_used(workspace: Workspace, family: Family, talk: TalkId) -> None:
    own = OwnText(
        which=LetterText.INVITATION_CHILD, text="# Hej {fornavn}\n\nKom til kakao.\n\n{tid_og_sted}\n\n{kontakt}"
    )
    workspace.run(lambda uow: letter_texts.save(uow, own))
    text = _text(_invite(workspace, talk, YOUNG))
    assert "Hej Testine" in text
    assert "Kom til kakao." in text
    assert "Vil du tale med os?" not in text


# -- who may get one -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "reader"), [(CHILD, Reader.CHILD), (YOUNGSTER, Reader.YOUNG), (None, Reader.YOUNG), (ADULT, Reader.ADULT)]
)
def test_the_age_decides_the_text_and_whether_parents_get_one(
    workspace: Workspace, family: Family, talk: TalkId, reader: Reader
) -> None:
    found = _receivers(workspace, talk, LetterKind.INVITATION)
    assert found[YOUNG].reader is reader
    assert not found[YOUNG].refused
    if reader is Reader.ADULT:
        assert _refusal(workspace, talk, LetterKind.INVITATION, _mother(family)) == (
            *("letter_only_to_adult", "receiver"),
        )
        assert "forældre" not in _text(_invite(workspace, talk, YOUNG)).split("Sådan behandler")[0]
    else:
        assert _invite(workspace, talk, _mother(family)).receiver.reader is Reader.PARENT


def test_a_birthday_changes_who_is_written_to(workspace: Workspace, family: Family, talk: TalkId) -> None:
    _change_person(workspace, family, birth_date=date(2008, 11, 25))
    today = workspace.run(lambda uow: uow.today)
    assert today < date(2026, 11, 25)
    assert not _receivers(workspace, talk, LetterKind.INVITATION)[_mother(family)].refused
    _change_person(workspace, family, birth_date=today.replace(year=today.year - 18))
    assert _receivers(workspace, talk, LetterKind.INVITATION)[_mother(family)].refused == "letter_only_to_adult"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"has_custody": False}, "letter_without_custody"), ({"may_be_contacted": False}, "letter_not_to_be_contacted")],
)
def test_a_parent_without_custody_or_not_to_be_contacted_gets_none(
    workspace: Workspace, family: Family, talk: TalkId, change: dict[str, object], code: str
) -> None:
    _change_mother(workspace, family, **change)
    assert _refusal(workspace, talk, LetterKind.INVITATION, _mother(family)) == (code, "receiver")
    assert _invite(workspace, talk, _father(family))


def test_a_child_is_not_written_to_without_a_parent(workspace: Workspace, family: Family, talk: TalkId) -> None:
    for guardian_id in (family.mother, family.father):
        workspace.run(
            lambda uow, one=guardian_id: uow.guardians.save(replace(uow.guardians.get(one), may_be_contacted=False))
        )
    assert _refusal(workspace, talk, LetterKind.INVITATION, YOUNG) == ("letter_child_needs_parent", "receiver")


def test_nobody_else_gets_a_letter(workspace: Workspace, family: Family, talk: TalkId) -> None:
    assert _refusal(workspace, talk, LetterKind.INVITATION, _teacher(family)) == ("letter_receiver_gone", "receiver")


def test_the_sender_must_be_reachable_and_the_adviser_known(workspace: Workspace, family: Family, talk: TalkId) -> None:
    _change_settings(workspace, dpo="")
    assert _refusal(workspace, talk, LetterKind.INVITATION, YOUNG)[0] == "letter_dpo_missing"
    _change_settings(workspace, dpo="Dorte Dataeksempel", consultant_phone="")
    assert _refusal(workspace, talk, LetterKind.INVITATION, YOUNG)[0] == "letter_contact_missing"
    _change_settings(workspace, consultant_mail="ssp@havnsoe.example")
    assert "ssp@havnsoe.example" in _text(_invite(workspace, talk, YOUNG))


@pytest.mark.parametrize("field", ["on", "reply_by"])
def test_a_day_that_has_passed_is_refused_beside_its_field(
    workspace: Workspace, family: Family, talk: TalkId, field: str
) -> None:
    passed = {field: date(2026, 11, 1)}
    assert _refusal(workspace, talk, LetterKind.INVITATION, YOUNG, **passed) == ("letter_day_passed", field)


def test_an_answer_is_wanted_before_the_proposed_day(workspace: Workspace, family: Family, talk: TalkId) -> None:
    days = {"on": date(2026, 12, 3), "reply_by": date(2026, 12, 4)}
    refused = _refusal(workspace, talk, LetterKind.INVITATION, YOUNG, **days)
    assert refused == ("letter_reply_after_talk", "reply_by")
    assert workspace.run(lambda uow: letters.start(uow, talk)).reply_by == date(2026, 12, 7)
    planned = lead_to(workspace, begin(workspace, family).id, TalkState.PLANNED)
    at = datetime(2026, 12, 1, 15)
    workspace.run(lambda uow: uow.talks.save(replace(planned, planned_at=at)))
    assert workspace.run(lambda uow: letters.start(uow, planned.id)).reply_by == date(2026, 11, 30)


def test_a_letter_follows_where_the_talk_stands(workspace: Workspace, family: Family, talk: TalkId) -> None:
    for kind in (LetterKind.MINUTES, LetterKind.AGREEMENTS, LetterKind.FOLLOW_UP):
        assert _refusal(workspace, talk, kind, YOUNG) == ("talk_not_held", "kind")
    lead_to(workspace, talk, TalkState.HELD)
    assert _refusal(workspace, talk, LetterKind.INVITATION, YOUNG) == ("letter_talk_held", "kind")
    assert _refusal(workspace, talk, LetterKind.MINUTES, YOUNG) == ("letter_no_minutes", "kind")
    assert _refusal(workspace, talk, LetterKind.AGREEMENTS, YOUNG) == ("letter_no_agreements", "kind")
    assert _gather(workspace, talk, LetterKind.FOLLOW_UP, YOUNG)
    other = begin(workspace, family).id
    lead_to(workspace, other, TalkState.CANCELLED)
    assert _refusal(workspace, other, LetterKind.INVITATION, YOUNG) == ("letter_talk_ended", "kind")
    declined = begin(workspace, family).id
    lead_to(workspace, declined, TalkState.DECLINED)
    assert _invite(workspace, declined, YOUNG)


def test_over_to_exit_reads_like_a_talk_that_ended(workspace: Workspace, family: Family) -> None:
    said = set()
    for state in (TalkState.TO_EXIT, TalkState.CANCELLED):
        talk = begin(workspace, family).id
        lead_to(workspace, talk, state)
        said.add(_refusal(workspace, talk, LetterKind.INVITATION, YOUNG))
    assert len(said) == 1


# -- what must not be told -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("receiver", ["ung", "mor"])
@pytest.mark.parametrize("born", [CHILD, YOUNGSTER])
def test_a_protected_persons_letter_never_holds_the_address(
    workspace: Workspace, family: Family, talk: TalkId, receiver: str
) -> None:
    _change_person(workspace, family, protected=True)
    key = YOUNG if receiver == "ung" else _mother(family)
    found = _receivers(workspace, talk, LetterKind.INVITATION)[key]
    assert (found.by_hand, found.address) == (True, "")
    paper = _invite(workspace, talk, key, address=ADDRESS, place=f"Hjemme, {ADDRESS}, eller på Prøveskolen")
    text = _text(paper)
    assert "Afleveres personligt" in text
    for secret in ("Skabelonvej", "4999 Prøvestad", "Prøveskolen", "00 99 88 77"):
        assert secret not in text, secret
    assert Field.ADDRESS not in paper.leaving.fields


def test_a_parent_who_must_not_know_the_address_does_not_get_it(
    workspace: Workspace, family: Family, talk: TalkId
) -> None:
    _change_mother(workspace, family, may_know_address=False)
    found = _receivers(workspace, talk, LetterKind.INVITATION)
    assert found[_mother(family)].address == ""
    assert found[_father(family)].address == "Skabelonvej 7\n4999 Prøvestad"
    for typed in (ADDRESS, "skabelonvej 7", "Skabelonvej  7\n4999 Prøvestad"):
        refused = _refusal(workspace, talk, LetterKind.INVITATION, _mother(family), address=typed)
        assert refused == ("letter_address_known", "address")
    paper = _invite(workspace, talk, _mother(family), address=OTHER_ADDRESS, place="Hos Testine, Skabelonvej 7")
    text = _text(paper)
    assert "Kladdegade 2 4998 Udkastby" in text
    assert "Skabelonvej" not in text


def test_the_minutes_of_a_protected_child_leave_the_whereabouts_out(
    workspace: Workspace, family: Family, talk: TalkId
) -> None:
    _held(workspace, talk, mapping="Bor på Skabelonvej 7 og går på Prøveskolen. Ring 00 99 88 77.")
    _change_person(workspace, family, protected=True)
    text = _text(_gather(workspace, talk, LetterKind.MINUTES, _mother(family)))
    assert "Bor på adressen og går på skolen." in text
    for secret in ("Skabelonvej", "Prøveskolen", "00 99 88 77"):
        assert secret not in text


def test_in_discreet_display_the_family_stands_with_initials(
    workspace: Workspace, family: Family, talk: TalkId
) -> None:
    paper = _invite(workspace, talk, _mother(family), address=OTHER_ADDRESS)
    assert "Eksempeline Testsen" in _text(paper)
    text = _text(paper, discreet=True)
    for secret in ("Testine", "Eksempeline", "Testsen", "Kladdegade"):
        assert secret not in text, secret


# -- minutes, agreements, follow-up ----------------------------------------------------------------------------------


def _held(workspace: Workspace, talk: TalkId, *, mapping: str = "Weekenderne er kedelige.") -> None:
    lead_to(workspace, talk, TalkState.HELD)
    workspace.run(lambda uow: talk_records.write_minutes(uow, talk, mapping, "Ringer til klubben.", "Fritidsjob."))
    workspace.run(
        lambda uow: talk_records.save_agreement(uow, talk, "Hjemme kl. 21", who="Testine", due=date(2026, 12, 20))
    )


def test_the_minutes_hold_the_three_phases_participants_and_agreements(
    workspace: Workspace, family: Family, talk: TalkId
) -> None:
    _held(workspace, talk)
    paper = _gather(workspace, talk, LetterKind.MINUTES, _mother(family))
    text = _text(paper)
    for words in (
        "Referat af samtale med Testine Eksempelsen",
        "1. Kortlægning Weekenderne er kedelige.",
        "2. Ansvarliggørelse Ringer til klubben.",
        "3. Tiltag Fritidsjob.",
        "Hjemme kl. 21 Testine 20. dec. 2026",
        "Til stede Testine Eksempelsen, Eksempeline Testsen (forælder)",
        "Fortroligt",
    ):
        assert words in text, words
    assert (paper.leaving.document, paper.leaving.basis_code) == (Document.TALK_MINUTES, "DBF6E")


def test_the_sheet_of_agreements_has_a_line_for_everybody_who_was_there(
    workspace: Workspace, family: Family, talk: TalkId
) -> None:
    _held(workspace, talk)
    text = _text(_gather(workspace, talk, LetterKind.AGREEMENTS, YOUNG))
    signed = text.split("Vi har læst aftalerne og er enige:")[1]
    for name in ("Testine Eksempelsen", "Eksempeline Testsen (forælder)", "Vibeke Skabelon (SSP-konsulent)"):
        assert name in signed
    assert signed.count("Dato") == 4


def test_the_follow_up_reminds_of_open_agreements_only(workspace: Workspace, family: Family, talk: TalkId) -> None:
    _held(workspace, talk)
    paper = _gather(workspace, talk, LetterKind.FOLLOW_UP, _mother(family), on=date(2026, 12, 23))
    assert "Onsdag den 23. december 2026" in _text(paper)
    assert "Hjemme kl. 21" in _text(paper)
    (agreement,) = workspace.run(lambda uow: uow.agreements.of_talk(talk))
    workspace.run(lambda uow: talk_records.remove_agreement(uow, agreement.id))
    text = _text(_gather(workspace, talk, LetterKind.FOLLOW_UP, _mother(family)))
    assert "Det talte vi om, at vi ville:" not in text


def test_a_professional_gets_the_minutes_on_a_consent_that_covers_it_or_on_a_legal_basis(
    workspace: Workspace, family: Family
) -> None:
    talk = begin(workspace, family, responsible_id=family.teacher.id).id
    _held(workspace, talk)
    key = _teacher(family)
    assert _refusal(workspace, talk, LetterKind.MINUTES, key) == ("consent_never", "basis")
    assert _refusal(workspace, talk, LetterKind.MINUTES, key, basis_code="PDL") == ("basis_not_in_force", "basis")
    shared = _gather(workspace, talk, LetterKind.MINUTES, key, basis_code="RPL115-1")
    assert shared.leaving.basis_code == "RPL115-1"
    pair = ConsentTopic.MINUTES, ConsentAuthority.SCHOOL
    wanted = NewConsent(
        person_id=family.person, pairs=frozenset({pair}), guardian_ids=(family.mother, family.father), given_on=DAY
    )
    given = workspace.run(lambda uow: consents.give(uow, wanted)).value
    paper = _gather(workspace, talk, LetterKind.MINUTES, key)
    assert (paper.leaving.basis_code, paper.leaving.consent) == ("SAMT", pair)
    workspace.run(lambda uow: consents.withdraw(uow, given.consent.id, DAY))
    assert _refusal(workspace, talk, LetterKind.MINUTES, key) == ("consent_withdrawn", "basis")
    with pytest.raises(DomainError, match="consent_withdrawn"):
        workspace.run(lambda uow: disclosures.register(uow, paper.leaving, number=paper.number))


def test_the_register_which_outlives_the_person_names_nobody_of_the_family(
    workspace: Workspace, family: Family, talk: TalkId
) -> None:
    said = {one.recipient for one in _receivers(workspace, talk, LetterKind.INVITATION).values()}
    assert said == {"den unge (T. E.)", "mor (E. T.)", "far (P. T.)"}


# -- what its leaving records ----------------------------------------------------------------------------------------


def _leave(workspace: Workspace, paper: LetterPaper) -> None:
    workspace.run(lambda uow: disclosures.register(uow, paper.leaving, number=paper.number, sha256="00"))


def test_a_letter_that_left_shows_in_the_list_of_receivers(workspace: Workspace, family: Family, talk: TalkId) -> None:
    paper = _invite(workspace, talk, _mother(family))
    assert not _receivers(workspace, talk, LetterKind.INVITATION)[_mother(family)].sent_on
    _leave(workspace, paper)
    found = _receivers(workspace, talk, LetterKind.INVITATION)
    assert found[_mother(family)].sent_on == {LetterKind.INVITATION: date(2026, 11, 23)}
    assert not found[_father(family)].sent_on


def test_an_invitation_fulfils_the_duty_and_offers_the_talk_in_one_step_that_can_be_undone(
    workspace: Workspace, family: Family, talk: TalkId
) -> None:
    paper = _invite(workspace, talk, _mother(family))
    done = workspace.run(lambda uow: letters.record_sent(uow, paper, offer=True))
    assert (done.value.informed, done.value.offered) == (True, True)
    person = workspace.run(lambda uow: uow.persons.get(family.person))
    assert (person.duty_state, person.duty_date) == (DutyState.FULFILLED, date(2026, 11, 23))
    (offer,) = workspace.run(lambda uow: uow.offers.of_talk(talk))
    assert offer.channel is OfferChannel.LETTER
    workspace.run(lambda uow: apply_undo(uow, done.undo))
    assert workspace.run(lambda uow: uow.persons.get(family.person)).duty_state is DutyState.MISSING
    assert workspace.run(lambda uow: uow.talks.get(talk)).state is TalkState.RECOMMENDED
    assert workspace.run(lambda uow: uow.offers.of_talk(talk)) == []


@pytest.mark.parametrize(("born", "informs"), [(CHILD, "mor"), (YOUNGSTER, "ung"), (None, "ung")])
def test_only_the_letter_to_whoever_must_be_informed_fulfils_the_duty(
    workspace: Workspace, family: Family, talk: TalkId, informs: str
) -> None:
    keys = {"mor": _mother(family), "ung": YOUNG}
    for name, key in sorted(keys.items(), key=lambda one: one[0] == informs):
        paper = _invite(workspace, talk, key)
        done = workspace.run(lambda uow, paper=paper: letters.record_sent(uow, paper, offer=False)).value
        assert done.informed is (name == informs)
        assert not done.offered


def test_what_was_answered_or_offered_already_is_left_alone(workspace: Workspace, family: Family, talk: TalkId) -> None:
    paper = _invite(workspace, talk, _mother(family))
    workspace.run(lambda uow: duty.exempt_duty(uow, family.person, "Konkret begrundelse"))
    lead_to(workspace, talk, TalkState.OFFERED)
    done = workspace.run(lambda uow: letters.record_sent(uow, paper, offer=True))
    assert (done.value.informed, done.value.offered) == (False, False)
    assert done.undo is None
    assert workspace.run(lambda uow: uow.persons.get(family.person)).duty_state is DutyState.EXEMPT


def test_a_persons_letters_are_about_the_newest_open_talk(workspace: Workspace, family: Family, talk: TalkId) -> None:
    newer = begin(workspace, family).id
    assert workspace.run(lambda uow: letters.talk_of(uow, family.person)) == newer
    lead_to(workspace, newer, TalkState.CANCELLED)
    assert workspace.run(lambda uow: letters.talk_of(uow, family.person)) == talk
    lead_to(workspace, talk, TalkState.CANCELLED)
    assert workspace.run(lambda uow: letters.talk_of(uow, family.person)) == newer
    other = workspace.run(lambda uow: uow.persons.save(Person(first_name="Ny", last_name="Kladde", created_on=DAY)))
    assert workspace.run(lambda uow: letters.talk_of(uow, other.id)) is None
