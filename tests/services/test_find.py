"""The command field's search: every kind in its group, kept up to date, counted, and silent where others see."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from sspdesk.demo.casework import fill
from sspdesk.domain.agenda import ItemKind
from sspdesk.domain.attachments import AttachmentKind
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.log import Action
from sspdesk.domain.release_records import ContactPoint, ReleaseContact, Section
from sspdesk.domain.search import Found, HitGroup, HitKind, RecordHit, TextKind
from sspdesk.domain.street_team import Category, Matter, MatterKind
from sspdesk.domain.talk_records import Agreement, FollowUp, OfferChannel
from sspdesk.domain.talks import TalkState
from sspdesk.domain.tasks import TaskKind
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.services import (
    agenda,
    attachments,
    forums,
    merging,
    persons,
    release_checklist,
    release_visits,
    releases,
    retention,
    search,
    street_matters,
    street_team,
    tasks,
)
from sspdesk.services.release_checklist import NewItem
from sspdesk.services.tasks import NewTask
from sspdesk.services.work import apply_undo
from sspdesk.storage.erasing import Eraser
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.services import forum_world, people_for_tests, release_world, street_world, talk_world
from tests.services.index_for_tests import stored_and_due
from tests.vaults import make_vault


def _find(workspace: Workspace, words: str, content: bool = True) -> Found:
    return workspace.run(lambda uow: search.find(uow, words, content))


def _hits(workspace: Workspace, words: str, content: bool = True) -> list[tuple[str, int]]:
    return [(hit.kind.value, hit.id) for group in _find(workspace, words, content).groups for hit in group.hits]


def _only(workspace: Workspace, words: str) -> RecordHit:
    """Return the only hit; the forums' purposes hold many words."""
    hits = [hit for group in _find(workspace, words).groups for hit in group.hits if hit.kind is not HitKind.FORUM]
    (hit,) = hits
    return hit


def test_a_talk_is_found_by_its_texts_agreements_follow_ups_and_state(workspace: Workspace) -> None:
    family = workspace.run(talk_world.make_family)
    talk = talk_world.begin(workspace, family, reason="Skænderi ved skaterbanen")
    workspace.run(
        lambda uow: uow.agreements.save(Agreement(talk_id=talk.id, person_id=family.person, text="Klubben på onsdage"))
    )
    workspace.run(
        lambda uow: uow.follow_ups.save(
            FollowUp(
                talk_id=talk.id,
                person_id=family.person,
                day=date(2026, 11, 23),
                channel=OfferChannel.PHONE,
                note="Ringede til bedstemor",
            )
        )
    )
    for words in ("skænderi", "skaenderi skater", "klubben", "bedstemor", "anbefal"):
        hit = _only(workspace, words)
        assert (hit.kind, hit.id, hit.person_id, hit.name) == (
            HitKind.TALK,
            talk.id,
            family.person,
            "Testine Eksempelsen",
        )
        assert hit.code == "anbefalet"
    group = _find(workspace, "klubben").groups[0]
    assert (group.group, group.count, group.more) == (HitGroup.TALKS, 1, False)


def test_a_talk_that_went_over_to_exit_is_found_as_one_that_ended(workspace: Workspace) -> None:
    family = workspace.run(talk_world.make_family)
    talk = talk_world.begin(workspace, family)
    workspace.run(lambda uow: uow.talks.save(replace(talk, state=TalkState.TO_EXIT)))
    assert "talk" not in [kind for kind, _id in _hits(workspace, "exit")]
    assert _only(workspace, "afsluttet").code == "afsluttet"


def test_the_talks_and_open_tasks_of_a_found_person_come_along(workspace: Workspace) -> None:
    family = workspace.run(talk_world.make_family)
    talk = talk_world.begin(workspace, family)
    mine = workspace.run(lambda uow: tasks.create(uow, NewTask(title="Ring", person_id=family.person))).value
    done = workspace.run(lambda uow: tasks.create(uow, NewTask(title="Skriv", person_id=family.person))).value
    workspace.run(lambda uow: tasks.complete(uow, done.id))
    found = _find(workspace, "testine")
    assert ([hit.id for hit in found.persons], found.person_count) == ([family.person], 1)
    ids = [(hit.kind, hit.id) for group in found.groups for hit in group.hits]
    assert (HitKind.TALK, talk.id) in ids
    assert (HitKind.TASK, mine.id) in ids
    assert (HitKind.TASK, done.id) not in ids
    assert _only(workspace, "skriv").closed


def test_a_task_is_found_by_title_and_kind_and_a_done_one_of_nobody_is_not(workspace: Workspace) -> None:
    own = workspace.run(lambda uow: tasks.create(uow, NewTask(title="Bestil bordplads"))).value
    person = people_for_tests.save(workspace)
    due = date(2026, 12, 9)
    workspace.run(lambda uow: tasks.create(uow, NewTask(kind=TaskKind.NOTIFICATION, person_id=person.id, due=due)))
    assert _only(workspace, "bordplads bestil").id == own.id
    assert _only(workspace, "underret").code == "underretning"
    workspace.run(lambda uow: tasks.complete(uow, own.id))
    assert _hits(workspace, "bordplads") == []


def test_a_meeting_is_found_by_forum_day_agenda_outcome_minutes_and_addition(workspace: Workspace) -> None:
    meeting_id = workspace.run(lambda uow: forum_world.planned(uow, ForumKind.LOCAL_COUNCIL, day=3))
    item = workspace.run(
        lambda uow: forum_world.item(uow, meeting_id, "Cykelparkering", kind=ItemKind.DISCUSSION, closed=True)
    )
    assert ("meeting", meeting_id) in _hits(workspace, "lokalråd")
    assert _only(workspace, "3/12-2026").id == meeting_id
    hit = _only(workspace, "cykelpark")
    assert (hit.kind, hit.id, hit.meeting_id, hit.closed, hit.police_list) == (
        HitKind.ITEM,
        item.id,
        meeting_id,
        True,
        False,
    )
    workspace.run(
        lambda uow: agenda.set_outcome(uow, item_id=item.id, outcome="Kommunen sætter stativer op", decision="Godkendt")
    )
    assert _only(workspace, "stativer godkendt").id == item.id
    forum = workspace.run(lambda uow: forum_world.forum_of(uow, ForumKind.LOCAL_COUNCIL))
    workspace.run(lambda uow: forums.save(uow, replace(forum, name="Bydelsrådet")))
    assert ("meeting", meeting_id) in _hits(workspace, "bydels")
    assert ("meeting", meeting_id) not in _hits(workspace, "lokalråd")


def test_a_line_of_the_wednesday_meeting_is_found_by_its_note(workspace: Workspace) -> None:
    person = people_for_tests.save(workspace)
    made = people_for_tests.contact(workspace, person.id)
    meeting = people_for_tests.meeting(workspace)
    line_id = people_for_tests.decided(workspace, made, meeting.id)
    line = workspace.run(lambda uow: uow.lines.get(line_id))
    workspace.run(lambda uow: uow.lines.save(replace(line, note="Klassen tager den op")))
    hit = _only(workspace, "klassen")
    assert (hit.kind, hit.meeting_id, hit.person_id, hit.police_list) == (HitKind.LINE, meeting.id, person.id, True)


def test_what_the_street_team_saw_is_found_by_text_place_and_theme_until_it_is_stripped(workspace: Workspace) -> None:
    streets = workspace.run(street_world.make_streets)
    seen = workspace.run(
        lambda uow: street_world.see(uow, streets, text="Spillede musik", categories=(Category.MOPEDS,))
    )
    matter = workspace.run(
        lambda uow: street_matters.save(
            uow,
            Matter(
                place_id=streets.station,
                kind=MatterKind.LIGHT,
                what="Lampen er slukket",
                responsible="Vejafdelingen",
                reported_on=uow.today,
            ),
        )
    ).value
    assert _hits(workspace, "musik station") == [("observation", seen.id)]
    assert _hits(workspace, "knallert") == [("observation", seen.id)]
    assert _hits(workspace, "20.11.2026") == [("observation", seen.id)]
    assert _hits(workspace, "belys") == [("situational_matter", matter.id)]
    station = workspace.run(lambda uow: uow.places.get(streets.station))
    workspace.run(lambda uow: street_team.save_place(uow, replace(station, name="Banegården")))
    assert sorted(_hits(workspace, "banegård")) == [("observation", seen.id), ("situational_matter", matter.id)]
    workspace.run(lambda uow: Eraser(uow._connection, b"0" * 32).strip("observation", {seen.id}, {"text": ""}))
    assert _hits(workspace, "musik") == []
    assert _hits(workspace, "knallert") == [("observation", seen.id)]


def test_a_parents_name_and_a_documents_title_find_the_child(workspace: Workspace) -> None:
    family = workspace.run(talk_world.make_family)
    mother = _only(workspace, "eksempeline tests")
    assert (mother.kind, mother.id, mother.person_id) == (HitKind.PARENT, family.mother, family.person)
    assert (mother.name, mother.text, mother.code) == ("Testine Eksempelsen", "Eksempeline Testsen", "mor")
    letter = IncomingDocument(title="Fraværsbrev", kind=AttachmentKind.PDF, content=b"%PDF-1.7 a letter")
    kept = workspace.run(lambda uow: attachments.add(uow, family.person, letter, "fra skolens kontor")).value
    for words in ("fravaers", "skolens fravær"):
        assert _hits(workspace, words) == [("attachment", kept.id)]
    assert _hits(workspace, "testsen", content=False) == []
    texts = workspace.run(lambda uow: search.search(uow, "prøvus")).texts
    assert [(one.kind, one.id, one.person_id) for one in texts] == [(TextKind.PARENT, family.father, family.person)]
    texts = workspace.run(lambda uow: search.search(uow, "kontor")).texts
    assert [(one.kind, one.id) for one in texts] == [(TextKind.DOCUMENT, kept.id)]
    workspace.run(lambda uow: retention.erase_person(uow, family.person))
    assert (_hits(workspace, "testsen"), _hits(workspace, "kontor")) == ([], [])
    assert workspace.run(_index_rows) == (0, 0)


def _index_rows(uow: UnitOfWork) -> tuple[int, ...]:
    counts = ("SELECT count(*) FROM guardian_search", "SELECT count(*) FROM attachment_search")
    return tuple(uow._connection.exec_driver_sql(one).scalar_one() for one in counts)


def test_where_others_see_only_persons_meetings_and_forums_are_found(workspace: Workspace) -> None:
    person = people_for_tests.save(workspace, note="Lokalrådet kender familien")
    workspace.run(lambda uow: persons.add_note(uow, person.id, "Lokalrådet ringede"))
    meeting_id = workspace.run(lambda uow: forum_world.planned(uow, ForumKind.LOCAL_COUNCIL, day=3))
    workspace.run(lambda uow: forum_world.item(uow, meeting_id, "Lokalrådets årsplan"))
    kinds = {kind for kind, _id in _hits(workspace, "lokalråd", content=False)}
    assert kinds == {"meeting", "forum"}
    assert {kind for kind, _id in _hits(workspace, "lokalråd")} == {"meeting", "forum", "note", "person", "agenda_item"}
    found = _find(workspace, "testine", content=False)
    assert (len(found.persons), found.groups) == (1, ())


def test_hits_are_counted_beyond_those_shown_up_to_a_limit(workspace: Workspace) -> None:
    person = people_for_tests.save(workspace)
    for number in range(7):
        workspace.run(lambda uow, number=number: persons.add_note(uow, person.id, f"Møde i klubben {number}"))
    group = _find(workspace, "klubben").groups[0]
    assert (len(group.hits), group.count, group.more) == (search.SHOWN, 7, False)
    for _number in range(50):
        workspace.run(lambda uow: persons.add_note(uow, person.id, "Klubben"))
    group = _find(workspace, "klubben").groups[0]
    assert (group.count, group.more) == (50, True)


def test_merged_and_erased_persons_and_all_of_theirs_leave_the_search(workspace: Workspace) -> None:
    family = workspace.run(talk_world.make_family)
    talk_world.begin(workspace, family, reason="Bekymring fra svømmehallen")
    workspace.run(lambda uow: tasks.create(uow, NewTask(title="Svømmetider", person_id=family.person)))
    other = people_for_tests.save(workspace, first_name="Dobbelte")
    workspace.run(lambda uow: merging.merge(uow, family.person, other.id))
    assert _find(workspace, "dobbelte").count == 0
    assert _find(workspace, "svømme").count == 2
    workspace.run(lambda uow: retention.erase_person(uow, family.person))
    assert _find(workspace, "svømme").count == 0
    assert _find(workspace, "testine").count == 0


def test_a_search_is_logged_with_what_was_opened_and_never_the_words(workspace: Workspace) -> None:
    family = workspace.run(talk_world.make_family)
    talk = talk_world.begin(workspace, family, reason="Skænderi")
    found = _find(workspace, "skænderi")
    hit = found.groups[0].hits[0]
    workspace.run(lambda uow: search.record_found(uow, found))
    workspace.run(lambda uow: search.record_found(uow, found, hit))
    opened, rested = [one for one in workspace.run(lambda uow: uow.log_entries()) if one.action is Action.SEARCH][:2]
    assert (rested.kind, rested.object_id, rested.detail) == ("search", None, {"hits": 1})
    assert (opened.kind, opened.object_id) == ("talk", talk.id)
    assert opened.detail == {"hits": 1, "person": family.person}
    assert opened.person_ids == (family.person,)


@pytest.mark.parametrize("words", ["", " ", '"', "*", "{words} :", "NEAR(", "a OR", "%"])
def test_signs_alone_break_nothing(workspace: Workspace, words: str) -> None:
    people_for_tests.save(workspace)
    assert _find(workspace, words).count in (0, 1)


def test_undo_takes_what_was_written_out_of_the_search(workspace: Workspace) -> None:
    outcome = workspace.run(lambda uow: tasks.create(uow, NewTask(title="Bestil lokale")))
    assert len(_hits(workspace, "bestil")) == 1
    workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert _hits(workspace, "bestil") == []


def test_the_index_holds_every_row_as_it_is_after_a_year_of_work(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    fill(lambda now: Workspace(vault, now=now), 12, date(2026, 11, 23), lambda _done, _all: None)
    workspace = Workspace(vault)
    stored, due = workspace.run(stored_and_due)
    assert stored == due
    assert all(rows for kind, rows in stored.items() if not kind.startswith("exit_"))
    workspace.close()


def test_a_release_is_found_by_its_notes_checklist_visits_contacts_stage_and_person(workspace: Workspace) -> None:
    world = workspace.run(release_world.make_world)
    case = workspace.run(lambda uow: uow.releases.get(world.case))
    workspace.run(lambda uow: releases.correct(uow, case.id, replace(releases.facts_of(case), note="Vil hjem til mor")))
    new = NewItem(section=Section.WORK, title="Praktik", note="Bageren i gågaden", responsible="Jonna")
    workspace.run(lambda uow: release_checklist.add(uow, case.id, new))
    workspace.run(lambda uow: release_visits.plan(uow, case.id, datetime(2026, 12, 1, 10), "Tårnbygningen", "Med tolk"))
    workspace.run(lambda uow: releases.release(uow, case.id, release_world.step()))
    told = ReleaseContact(
        release_id=case.id, person_id=case.person_id, point=ContactPoint.FIRST, day=release_world.TODAY, note="Ringede"
    )
    workspace.run(lambda uow: release_visits.contact(uow, told))
    for words in ("prøvefængsl", "hjem mor", "bageren gågaden", "tårnbyg", "tolk", "ringede", "løsladt"):
        hit = _only(workspace, words)
        assert (hit.kind, hit.id, hit.name, hit.code) == (HitKind.RELEASE, case.id, "Dummy Demosen", "loesladt"), words
    assert (HitKind.RELEASE.value, case.id) in _hits(workspace, "demosen")
    assert _hits(workspace, "bageren", content=False) == [], "others see the screen"
    workspace.run(lambda uow: retention.erase_person(uow, world.person))
    assert _hits(workspace, "bageren") + _hits(workspace, "tolk") + _hits(workspace, "ringede") == []
