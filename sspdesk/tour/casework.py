"""Last chapter: persons, professionals, what left the desk, settings, and what every page has."""

from sspdesk.domain.ids import PersonId
from sspdesk.domain.talks import TalkState
from sspdesk.i18n import _
from sspdesk.reports import deletion_receipt
from sspdesk.services import person_summary, retention, talk_statistics
from sspdesk.services.person_summary import SummaryRequest
from sspdesk.services.work import UnitOfWork
from sspdesk.tour import letters, releases
from sspdesk.tour.stage import Stage
from sspdesk.ui.disclosures.page import BASES, LOG, REGISTER, DisclosuresPage
from sspdesk.ui.people.page import INSTITUTIONS, PeoplePage
from sspdesk.ui.persons.page import PersonsPage
from sspdesk.ui.persons.person_header import COURSE, DOCUMENTS
from sspdesk.ui.retention.page import HOLDS, RECEIPTS, TERMS, RetentionPage
from sspdesk.ui.settings.page import SettingsPage
from sspdesk.ui.talks.page import TalksPage


def play(stage: Stage) -> None:
    """Go through the rest of the desk."""
    person_id = stage.run(_somebody)
    _persons(stage)
    _one_person(stage, person_id)
    _documents(stage)
    _talks(stage)
    releases.play(stage)
    _people(stage)
    _pages(stage)
    _deletion(stage)
    _everywhere(stage)


def _somebody(uow: UnitOfWork) -> PersonId:
    """Return the person with the longest course: the one met most often by the police."""
    meetings = uow.meetings.all()
    counts: dict[PersonId, int] = {}
    for meeting in meetings:
        for line in uow.lines.of_meeting(meeting.id):
            person_id = uow.persons.final(uow.contacts.get(line.contact_id).person_id).id
            counts[person_id] = counts.get(person_id, 0) + 1
    return max(sorted(counts), key=lambda one: counts[one])


def _persons(stage: Stage) -> None:
    stage.window.open_page("persons")
    page = stage.page(PersonsPage)
    stage.picture("personer", _("All persons; search knows spellings, CPR, school and texts."))
    page.list.search_field.setText("mohamed")
    page.list.search_field.textEdited.emit("mohamed")
    stage.picture("personer-soegning", _("One spelling finds the others."))
    page.list.search_field.clear()
    page.list.search_field.textEdited.emit("")
    for name, words, show in (
        ("ny-person", _("A new person: only a name is needed."), page.new_person),
        ("dubletter", _("Persons that may be one are listed for you to judge."), page.show_duplicates),
        ("klassetrin", _("Classes move up once a year, by a list that you approve."), page.move_classes),
    ):
        show()
        stage.picture(name, words)
        stage.close_dialogs()


def _one_person(stage: Stage, person_id: PersonId) -> None:
    stage.window.open_page("persons", person_id)
    page = stage.page(PersonsPage)
    pane = page.person
    stage.picture("person", _("One person: everything that concerns them, newest first."))
    for name, words, show in (
        ("person-rediger", _("What is known about a person, each field with its reason."), pane.edit),
        ("person-historik", _("Who changed what when, with a way back."), pane.show_history),
        ("person-flet", _("Two persons that are one are merged, and can be taken apart again."), pane.merge),
        ("oplysningspligt", _("The duty to inform: fulfilled, exempt with a reason, or missing."), pane.answer_duty),
        ("personresume-valg", _("A summary: to whom, what for, and what is on it."), pane.print_summary),
    ):
        show()
        stage.picture(name, words)
        stage.close_dialogs()
    stage.window.context.privacy.set_discreet(True)
    stage.picture("person-diskret", _("The same page in discreet display."))
    stage.window.context.privacy.set_discreet(False)
    request = SummaryRequest(
        person_id=person_id, recipient="Rikke Rollespil, Center for Børn og Unge", purpose=_("Trying the program")
    )
    paper = stage.run(lambda uow: person_summary.gather(uow, request))
    stage.camera.paper("personresume", _("The person summary."), paper.render())


def _talks(stage: Stage) -> None:
    """Show the page of talks: one that is followed up, its dialogs, the school's cases, and a consent."""
    found = stage.run(lambda uow: {talk.state: talk for talk in uow.talks.all()})
    followed = found[TalkState.FOLLOW_UP]
    stage.window.open_page("talks", followed.id)
    page = stage.page(TalksPage)
    stage.picture("samtale", _("One talk: where it stands, what comes next, minutes, agreements and participants."))
    for name, words, show in (
        (
            "samtale-referat",
            _("The minutes in three phases, so that the family may read along."),
            page.pane.write_minutes,
        ),
        ("samtale-deltager", _("Whoever joins comes on a consent or a legal basis."), page.pane.add_participant),
        ("samtale-tjek", _("The check of the duty to notify at the end of the talk."), page.pane.check_duty),
        ("ny-samtale", _("A new talk: with whom, from where, decided by whom."), page.new_talk),
    ):
        show()
        stage.picture(name, words)
        stage.close_dialogs()
    letters.play(stage, page, found)
    stage.window.open_page("talks", found[TalkState.OFFERED].id)
    page.pane.next_move()
    stage.picture("samtale-svar", _("A no and silence are normal endings."))
    stage.close_dialogs()
    page.side_control.set_value("cases")
    stage.picture("skolens-sager", _("What the schools called about, and what was decided."))
    _talk_figures(stage, page)
    given = stage.run(lambda uow: uow.consents.all())[0]
    stage.window.open_page("persons", given.person_id)
    stage.page(PersonsPage).person.consents.new_consent()
    stage.picture("samtykke", _("A consent: who gives it, to whom, about what, how long."))
    stage.close_dialogs()


def _talk_figures(stage: Stage, page: TalksPage) -> None:
    """Show the figures, the talks behind one of them, and the paper."""
    page.show_statistics()
    stage.picture("samtaler-tal", _("Figures of one's own, each with its definition; Enter opens the talks behind."))
    page.statistics.figures.chart.opened.emit(page.statistics.figures.chart.chart.spots[2].key)
    stage.picture("samtaler-bag-tal", _("The talks behind a number, in the list where they are worked on."))
    page.list.show_open()
    span = page.statistics.period_bar.span
    paper = stage.run(lambda uow: talk_statistics.paper(uow, span))
    words = _("The same figures on paper: counts under 5 are hidden, and more where a total would tell.")
    stage.camera.paper("samtaler-tal-papir", words, paper.render())


def _documents(stage: Stage) -> None:
    with_documents = stage.run(lambda uow: uow.attachments.all()[0].person_id)
    stage.window.open_page("persons", with_documents)
    pane = stage.page(PersonsPage).person
    pane.header.tabs.setCurrentIndex(DOCUMENTS)
    stage.picture("dokumenter", _("Documents lie whole inside the vault and are shown without a temp file."))
    pane.documents.table.select(lambda _document: True)
    pane.documents.open_current()
    stage.picture("dokument", _("A document as the program shows it."))
    stage.close_dialogs()
    pane.documents.let_current_leave()
    stage.picture("dokument-videregiv", _("A document leaves encrypted, with receiver, purpose and legal basis."))
    stage.close_dialogs()
    pane.header.tabs.setCurrentIndex(COURSE)


def _people(stage: Stage) -> None:
    stage.window.open_page("people")
    page = stage.page(PeoplePage)
    stage.picture("fagpersoner", _("The professionals around the table."))
    page.switch.set_value(INSTITUTIONS)
    page.switch.value_changed.emit(INSTITUTIONS)
    stage.picture("institutioner", _("Schools and other institutions."))


def _pages(stage: Stage) -> None:
    stage.window.open_page("disclosures")
    page = stage.page(DisclosuresPage)
    for tab, name, words in (
        (REGISTER, "videregivelser", _("Every print and export is registered: to whom, what, why.")),
        (LOG, "log", _("The log: who did what and when, in a chain that shows changes.")),
        (BASES, "hjemler", _("The legal bases, with the time they are in force.")),
    ):
        page.show_tab(tab)
        stage.picture(name, words)
    stage.window.open_page("settings")
    stage.picture("indstillinger", _("Settings: the municipality's own choices."))
    settings = stage.page(SettingsPage)
    settings.area.ensureWidgetVisible(settings.keys_panel)
    stage.picture("indstillinger-noegler", _("Who may open the vault, and how its keys are changed."))
    settings.keys_panel.add_button.click()
    stage.picture("stedfortraeder", _("A deputy is let in with a passphrase of their own."))
    stage.close_dialogs()
    settings.keys_panel.rotate_button.click()
    stage.picture("skift-noegler", _("The keys are changed when a passphrase may be known to others."))
    stage.close_dialogs()


def _deletion(stage: Stage) -> None:
    stage.window.open_page("retention")
    page = stage.page(RetentionPage)
    stage.picture("sletning-forslag", _("What has passed its term is proposed; nothing goes before you approve it."))
    page.proposals_tab.review()
    stage.picture("sletning-godkend", _("The approval says exactly what goes, and asks for the number."))
    stage.close_dialogs()
    for tab, name, words in (
        (HOLDS, "sletning-tilbageholdt", _("What is held back, why, and when to look again.")),
        (RECEIPTS, "sletning-kvitteringer", _("Every deletion leaves a receipt of numbers.")),
        (TERMS, "sletning-frister", _("The terms are the municipality's own.")),
    ):
        page.show_tab(tab)
        stage.picture(name, words)
    receipts = stage.run(retention.receipts)
    if receipts:
        paper = stage.run(lambda uow: retention.receipt_paper(uow, receipts[0].id))
        stage.camera.paper("sletteprotokol", _("The receipt on paper."), deletion_receipt.render(paper))


def _everywhere(stage: Stage) -> None:
    window = stage.window
    window.open_page("today")
    window.open_palette("klub")
    stage.picture("kommandofelt", _("Ctrl+K: pages, actions and everything in the vault, in groups."))
    window.palette_box.close_palette()
    window.open_page("wednesday")
    window.open_palette("test")
    stage.picture("kommandofelt-moede", _("At a meeting the command field finds persons and meetings only."))
    window.palette_box.close_palette()
    window.top_bar.new_menu.popup(window.top_bar.new_button.mapToGlobal(window.top_bar.new_button.rect().bottomLeft()))
    stage.picture("ny-menu", _("New: what can be made from everywhere."))
    window.top_bar.new_menu.hide()
    window.show_help()
    stage.picture("hjaelp", _("F1: help in Danish about the page shown."))
    stage.close_dialogs()
    window.show_about()
    stage.picture("om", _("About: version, licence, and whose work it stands on."))
    stage.close_dialogs()
