"""The words of the command line: help, answers, and argparse's own sentences in Danish."""

import gettext
import os
from collections.abc import Iterator, Mapping
from typing import Any

from sspdesk.domain.police_list import Field
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels.police_list import field_label
from sspdesk.resource import resource

# What argparse says, so that the catalogue has it; argparse looks the ids up itself (see speak_danish).
_ARGPARSE = (
    N_("usage: "),
    N_("%(prog)s: error: %(message)s\n"),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("unexpected option string: %s"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
)

ERRORS = {
    "passphrases_differ": N_("The two passphrases differ. Nothing was made. Try again."),
    "passphrase_missing": N_(
        "The passphrase is missing. Write it when asked, or as the first line with --passphrase-stdin."
    ),
}

BUG = N_("SSP Desk made a mistake ({kind} in {place}). Nothing readable was written. Please tell whoever maintains it.")


def wrong_use(code: str) -> str:
    """Return the Danish sentence for a way of use that cannot work."""
    return _(ERRORS[code])


def speak_danish() -> None:
    """Let argparse find its sentences in our catalogue, through gettext's own switches."""
    os.environ["LANGUAGE"] = "da"
    gettext.bindtextdomain("sspdesk", str(resource("locale")))
    gettext.textdomain("sspdesk")


def list_lines(report: Mapping[str, Any]) -> list[str]:
    """Return a read list for people: which columns hold what, every line, and what cannot be read."""
    lines = [_("{file}, sheet {sheet}").format(**report) if report["sheet"] else str(report["file"])]
    for field, heading in report["columns"].items():
        lines.append("  " + _("{field}: column »{heading}«").format(field=field_label(Field(field)), heading=heading))
    for row in report["rows"]:
        lines.append(_("Row {row}: {values}").format(row=row["row"], values=", ".join(_values(row))))
    rows, problems = len(report["rows"]), len(report["problems"])
    lines.append(ngettext("{count} line read.", "{count} lines read.", rows).format(count=rows))
    lines += [problem["message"] for problem in report["problems"]]
    if problems:
        lines.append(ngettext("{count} problem.", "{count} problems.", problems).format(count=problems))
    return lines


def _values(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a row holds, in words; the code of the role is left to the machines."""
    for name, value in row.items():
        if value is None or name in {"row", "role"}:
            continue
        if isinstance(value, bool):
            yield f"{field_label(Field(name))}: {_('yes') if value else _('no')}"
        else:
            yield str(value)
