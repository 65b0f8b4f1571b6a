"""The panel of deadlines: how long each interval is, where it comes from, and how often a talk is offered again."""

from collections.abc import Collection
from typing import Any

from sspdesk.domain.intervals import DEFAULTS, Interval, rule_of
from sspdesk.domain.settings import Settings
from sspdesk.domain.talks import MOST_REOFFERS, REOFFERS, TalkKind
from sspdesk.i18n import _
from sspdesk.labels import talks as talk_words
from sspdesk.labels import tasks as words
from sspdesk.ui.settings.panels import SettingsPanel
from sspdesk.ui.shared.fields import Option


class IntervalsPanel(SettingsPanel):
    """One number an interval, in the interval's own unit; what nobody else has set is called a proposal."""

    def __init__(self) -> None:
        super().__init__(_("Deadlines and talks"))
        self._stored = Settings()
        for interval in Interval:
            default = DEFAULTS[interval]
            origin = _("proposal") if default.proposal else default.source
            told = _("{unit} · {origin}").format(unit=words.rule(default.rule.rule).lower(), origin=origin)
            edit = self.form.number(interval.value, words.interval(interval), help=told)
            edit.editingFinished.connect(self.finished)
        for kind in TalkKind:
            options = [Option(count, talk_words.reoffers(count)) for count in range(MOST_REOFFERS + 1)]
            title = _("{kind}: after a no").format(kind=talk_words.kind(kind))
            combo = self.form.combo(kind.value, title, options, search=False)
            combo.value_changed.connect(self.finished)

    def values(self) -> dict[str, Any]:
        said = self.form.values()
        own: dict[str, int] = dict(self._stored.intervals)
        for interval in Interval:
            default = DEFAULTS[interval].rule.amount
            number = said[interval.value]
            if number is None:
                continue
            amount = -number if default < 0 else number
            own.pop(interval.value, None)
            if amount != default:
                own[interval.value] = amount
        again = {
            kind.value: said[kind.value]
            for kind in TalkKind
            if said[kind.value] is not None and said[kind.value] != REOFFERS[kind]
        }
        return {"intervals": own, "reoffers": again}

    def show_settings(self, stored: Settings, kept: Collection[str]) -> None:
        self._stored = stored
        if "intervals" not in kept:
            for interval in Interval:
                amount = abs(rule_of(interval, stored.intervals).amount)
                if self.form.value(interval.value) != amount:
                    self.form.set_value(interval.value, amount)
        if "reoffers" not in kept:
            for kind in TalkKind:
                self.form.set_value(kind.value, stored.reoffers.get(kind.value, REOFFERS[kind]))
