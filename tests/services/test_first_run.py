"""The first vault: everything the first run asked for is in it, or there is no vault."""

from pathlib import Path

import pytest

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.first_run import FirstRun, MemberPlan, SchoolPlan, check_schools, vault_name
from sspdesk.domain.people import ProfessionalRole
from sspdesk.domain.vault import SecretKind
from sspdesk.services import first_run, people, settings, vaults
from sspdesk.services.work import Workspace
from tests.vaults import CHEAP, PASSPHRASE, reopen

PLAN = FirstRun(
    municipality="Havnsø Kommune (fiktiv)",
    unit="SSP · Ungdomsskolen",
    consultant="Testine Eksempelsen",
    phone="00 00 00 01",
    schools=(
        SchoolPlan(name="Strandskolen", teacher="Prøvine Skabelonsen", phone="00 00 00 02", in_group=True),
        SchoolPlan(name="Åskolen"),
    ),
    members=(MemberPlan(name="Modella Attrapsen", role=ProfessionalRole.POLICE, authority="Lokalpolitiet"),),
    backup_folder="/kopier",
)


def test_the_vault_begins_with_everything_that_was_asked_for(tmp_path: Path) -> None:
    key = vaults.new_recovery_key()
    folder = tmp_path / "havnsoe.sspvault"
    first_run.set_up(folder, PASSPHRASE, PLAN, key, kdf=CHEAP).close()
    vault = reopen(folder, key.text, SecretKind.RECOVERY)
    try:
        assert vault.user == "Testine Eksempelsen"
        work = Workspace(vault)
        stored = work.run(settings.load)
        assert (stored.municipality, stored.consultant, stored.consultant_phone, stored.backup_folder, stored.demo) == (
            "Havnsø Kommune (fiktiv)",
            "Testine Eksempelsen",
            "00 00 00 01",
            "/kopier",
            False,
        )
        schools = work.run(people.schools)
        assert [school.name for school in schools] == ["Strandskolen", "Åskolen"]
        teachers = [one for one in work.run(people.professionals) if one.institution_id is not None]
        assert [(one.name, one.institution_id) for one in teachers] == [("Prøvine Skabelonsen", schools[0].id)]
        group = [one for one in work.run(people.professionals) if one.in_wednesday_group]
        assert {(one.name, one.role) for one in group} == {
            ("Testine Eksempelsen", ProfessionalRole.CONSULTANT),
            ("Prøvine Skabelonsen", ProfessionalRole.TEACHER),
            ("Modella Attrapsen", ProfessionalRole.POLICE),
        }
    finally:
        vault.close()


def test_a_plan_that_cannot_be_stored_leaves_no_vault(tmp_path: Path) -> None:
    nameless = FirstRun(municipality=" ", unit="", consultant="Testine Eksempelsen")
    with pytest.raises(DomainError, match="municipality_missing"):
        first_run.set_up(tmp_path / "a.sspvault", PASSPHRASE, nameless, vaults.new_recovery_key(), kdf=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_made_of_the_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="passphrase_"):
        first_run.set_up(tmp_path / "a.sspvault", "Strandskolen2026", PLAN, vaults.new_recovery_key(), kdf=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_what_lies_there_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("mit", encoding="utf-8")
    with pytest.raises(KnownError, match="folder_taken"):
        first_run.set_up(tmp_path, PASSPHRASE, PLAN, vaults.new_recovery_key(), kdf=CHEAP)
    assert (tmp_path / "brev.txt").read_text(encoding="utf-8") == "mit"


@pytest.mark.parametrize(
    ("schools", "code", "field"),
    [
        ((SchoolPlan(name="", teacher="Prøvine Skabelonsen"),), "school_missing", "schools/0"),
        ((SchoolPlan(name="Åskolen"), SchoolPlan(name="åskolen")), "school_twice", "schools/1"),
    ],
)
def test_schools_have_a_name_each_of_their_own(schools: tuple[SchoolPlan, ...], code: str, field: str) -> None:
    with pytest.raises(DomainError, match=code) as caught:
        check_schools(schools)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("municipality", "name"),
    [
        ("Havnsø Kommune (fiktiv)", "havnsoe-fiktiv"),
        ("Havnsø Kommune", "havnsoe"),
        ("Ærø", "aeroe"),
        ("Lyngby-Taarbæk Kommune", "lyngby-taarbaek"),
        ("", "ssp"),
        ("../..", "ssp"),
    ],
)
def test_a_vault_is_named_plainly_after_its_municipality(municipality: str, name: str) -> None:
    assert vault_name(municipality) == name
