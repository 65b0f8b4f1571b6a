"""Makes the first vault and fills it with what the first run asked for, all or nothing."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sspdesk.domain.first_run import FirstRun, check_schools
from sspdesk.domain.people import Institution, InstitutionKind, Professional, ProfessionalRole
from sspdesk.services import vaults
from sspdesk.storage.atomic import file_errors, write_atomic

# The wizard is on the screen before the database is loaded, so that is imported where it is used.
if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork
    from sspdesk.storage.header import KdfParameters
    from sspdesk.storage.recovery import RecoveryKey
    from sspdesk.storage.vault import OpenVault


def set_up(
    folder: Path,
    passphrase: str,
    plan: FirstRun,
    recovery_key: "RecoveryKey",
    *,
    kdf: "KdfParameters | None" = None,
    memory: Path | None = None,
) -> "OpenVault":
    """Make the vault and store the plan in one transaction; return it open. If that fails, nothing is left.

    Raise DomainError for a plan or passphrase that breaks a rule, KnownError as ``vaults.create``.
    """
    from sspdesk.services.work import Workspace  # noqa: PLC0415 - see above

    check_schools(plan.schools)
    with file_errors(folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
    vault, _key = vaults.create(
        folder,
        passphrase,
        owner=plan.consultant,
        local_names=plan.local_names(),
        recovery_key=recovery_key,
        kdf=kdf,
        memory=memory,
    )
    try:
        Workspace(vault).run(lambda uow: _store(uow, plan))
    except BaseException:
        vault.close()
        shutil.rmtree(folder, ignore_errors=True)  # made a moment ago by us, and holding nothing yet
        raise
    return vault


def save_sheet(path: Path, pdf: bytes) -> None:
    """Write the recovery sheet where its owner asked for it, readable by this user only. Raise KnownError."""
    with file_errors(path):
        write_atomic(path, pdf)


def _store(uow: "UnitOfWork", plan: FirstRun) -> None:
    from sspdesk.services import people, settings  # noqa: PLC0415 - see above

    settings.save(
        uow,
        replace(
            settings.load(uow),
            municipality=plan.municipality,
            unit=plan.unit,
            consultant=plan.consultant,
            consultant_phone=plan.phone,
            backup_folder=plan.backup_folder,
        ),
    )
    consultant = Professional(
        name=plan.consultant,
        role=ProfessionalRole.CONSULTANT,
        authority=plan.unit,
        phone=plan.phone,
        in_wednesday_group=True,
    )
    people.save_professional(uow, consultant)
    for school in plan.schools:
        stored = people.save_institution(uow, Institution(name=school.name, kind=InstitutionKind.SCHOOL)).value
        if school.teacher:
            teacher = Professional(
                name=school.teacher,
                role=ProfessionalRole.TEACHER,
                authority=school.name,
                institution_id=stored.id,
                phone=school.phone,
                in_wednesday_group=school.in_group,
            )
            people.save_professional(uow, teacher)
    for member in plan.members:
        professional = Professional(
            name=member.name, role=member.role, authority=member.authority, in_wednesday_group=True
        )
        people.save_professional(uow, professional)
