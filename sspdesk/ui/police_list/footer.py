"""The line under the police list's wizard: how many rows wait, are skipped or will be stored."""

from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services.import_plan import Plan
from sspdesk.ui.importing.footer import Footer


class ListFooter(Footer):
    """The shared line with the police list's own words."""

    def show_columns(self) -> None:
        """Offer to go on to the persons."""
        self.show_step(_("Match persons"))

    def show_plan(self, plan: Plan, *, last: bool) -> None:
        """Offer to review, or at ``last`` to store; the number in the words is what will be stored."""
        counts = plan.counts()
        notes = [_("The file itself is not changed.")]
        if counts.skipped:
            skipped = ngettext("{count} row is skipped.", "{count} rows are skipped.", counts.skipped)
            notes.insert(0, skipped.format(count=dates.number(counts.skipped)))
        self.note_label.setText(" ".join(notes))
        asks = ngettext("{count} row needs an answer (F8)", "{count} rows need an answer (F8)", counts.unanswered)
        self.problem_button.set_words(asks.format(count=dates.number(counts.unanswered)))
        self.problem_button.setVisible(counts.unanswered > 0 and not last)
        if last:
            words = ngettext("Store {count} contact", "Store {count} contacts", counts.stored)
        else:
            words = ngettext("Review {count} contact", "Review {count} contacts", counts.stored)
        icon = "save" if last else "arrow-right"
        self.primary_button.set_words(words.format(count=dates.number(counts.stored)), icon)
