"""How the history reads: masked numbers, empty values, and a removed record's facts."""

from datetime import datetime

from sspdesk.domain.history import Change, FieldChange, Happened
from sspdesk.labels import history as labels


def test_a_cpr_number_stays_masked_and_nothing_reads_as_nothing() -> None:
    assert "4006" not in labels.value("cpr", "1505124006")
    assert labels.value("phone", "") == labels.value("phone", None) == "(tom)"
    assert labels.value("active", False) == "nej"


def test_the_facts_of_a_removed_record_leave_out_what_points_elsewhere() -> None:
    fields = (
        FieldChange(name="person_id", before=7, after=None),
        FieldChange(name="text", before="Vil gerne i klub.", after=None),
        FieldChange(name="phone", before="", after=None),
    )
    gone = Change(id=1, at=datetime(2026, 11, 23), user="x", kind="note", row_id=3, happened=Happened.REMOVED,
                  fields=fields)  # fmt: skip
    assert [field.name for field in labels.facts(gone)] == ["text"]
    assert labels.record(gone) == "Kort note"
