"""The wording of letters: one's own instead of the shipped one, back again, with history and undo."""

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.history import Happened
from sspdesk.domain.letters import LetterText, OwnText
from sspdesk.services import history, letter_sample, letter_texts
from sspdesk.services.work import apply_undo
from sspdesk.storage.workspace import Workspace

YOUNG = LetterText.INVITATION_YOUNG
OWN = "# Hej {fornavn}\n\nKom til kakao.\n\n{tid_og_sted}\n\n{kontakt}"
OTHER = OWN.replace("kakao", "æbleskiver")


def _save(workspace: Workspace, text: str, which: LetterText = YOUNG) -> letter_texts.TextView:
    workspace.run(lambda uow: letter_texts.save(uow, OwnText(which=which, text=text)))
    return workspace.run(lambda uow: letter_texts.view(uow, which))


def test_until_it_is_changed_the_shipped_text_is_used(workspace: Workspace) -> None:
    views = workspace.run(letter_texts.views)
    assert [view.which for view in views] == list(LetterText)
    assert all(view.text == letter_texts.standard(view.which) and not view.own for view in views)


def test_ones_own_text_is_kept_and_the_others_stay(workspace: Workspace) -> None:
    view = _save(workspace, f"\n{OWN}\n ")
    assert (view.text, view.own) == (OWN, True)
    assert not workspace.run(lambda uow: letter_texts.view(uow, LetterText.MINUTES)).own
    assert len(workspace.run(lambda uow: uow.letter_texts.all())) == 1


def test_reset_brings_the_shipped_text_back_and_undo_ones_own(workspace: Workspace) -> None:
    _save(workspace, OWN)
    done = workspace.run(lambda uow: letter_texts.reset(uow, YOUNG))
    view = workspace.run(lambda uow: letter_texts.view(uow, YOUNG))
    assert (view.text, view.own) == (letter_texts.standard(YOUNG), False)
    workspace.run(lambda uow: apply_undo(uow, done.undo))
    assert workspace.run(lambda uow: letter_texts.current(uow, YOUNG)) == OWN


def test_a_reset_of_what_was_never_changed_changes_nothing(workspace: Workspace) -> None:
    done = workspace.run(lambda uow: letter_texts.reset(uow, YOUNG))
    assert done.undo is None
    assert workspace.run(lambda uow: uow.letter_texts.all()) == []


def test_writing_the_shipped_text_by_hand_is_no_own_text(workspace: Workspace) -> None:
    _save(workspace, OWN)
    assert not _save(workspace, letter_texts.standard(YOUNG)).own


def test_a_refused_text_leaves_the_old_one(workspace: Workspace) -> None:
    _save(workspace, OWN)
    with pytest.raises(DomainError, match="letter_field_unknown"):
        _save(workspace, f"{OWN} {{cpr}}")
    assert workspace.run(lambda uow: letter_texts.current(uow, YOUNG)) == OWN


def test_an_earlier_wording_comes_back_from_the_history(workspace: Workspace) -> None:
    _save(workspace, OWN)
    row_id = _save(workspace, OTHER).row_id
    changes = workspace.run(lambda uow: history.of_record(uow, "letter_text", row_id))
    assert [change.happened for change in changes] == [Happened.CHANGED, Happened.CREATED]
    workspace.run(lambda uow: history.restore(uow, changes[0].id, "text"))
    assert workspace.run(lambda uow: letter_texts.current(uow, YOUNG)) == OWN


@pytest.mark.parametrize("which", LetterText)
def test_every_text_can_be_seen_filled_in(workspace: Workspace, which: LetterText) -> None:
    letter = workspace.run(lambda uow: letter_sample.sample(uow, which, letter_texts.standard(which)))
    told = " ".join(part.text for page in letter.pages for part in page)
    assert "{" not in told
    assert len(letter.pages) == 1
    with pytest.raises(DomainError, match="letter_field_unknown"):
        workspace.run(lambda uow: letter_sample.sample(uow, which, f"{letter_texts.standard(which)} {{ukendt}}"))
