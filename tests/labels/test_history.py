"""How the history reads: masked numbers, empty values, and a removed record's facts."""

from datetime import datetime

import pytest
import sqlalchemy as sa

from sspdesk.domain.history import Change, FieldChange, Happened
from sspdesk.labels import history as labels
from sspdesk.labels import log
from sspdesk.storage import schema
from sspdesk.storage.schema.base import Code, Codes

NO_HISTORY = {
    *("anonymous_count", "attachment_content", "deleted_row", "deletion_receipt", "draft", "log", "remembered_columns"),
    *("revision", "setting"),
}
"""Tables that are not records of casework; the receipt, the log and the settings tell of themselves."""
TIED = {
    *("approved_minutes", "disclosure_person", "street_shift_worker", "exit_link"),
}
"""Rows that only tie two records together, or freeze one: no reader is shown their history."""
HIDDEN = {
    *("id", "case_id", "consent_id", "content_id", "forum_id", "guardian_id", "item_id", "line_id", "row_id"),
    *("school_case_id", "series_id", "shift_id", "source_id", "source_kind", "talk_id", "anchor_id"),
    *("content", "mask", "slot", "sequence", "sha256", "sort_name", "source_hash", "source_row", "uid", "series_day"),
    *("by", "changed_on", "created_on", "recorded_on", "imported_at", "fields", "refused"),
    *("closed_tasks", "kept_after", "kept_before", "kept_id", "merged_cpr", "merged_id", "moved", "newest"),
}
"""Columns no reader is shown: keys, what follows from other columns, who and when (the change says it), a merge's
memory of how it is taken apart."""
TABLES = [table for table in schema.metadata.sorted_tables if table.name not in NO_HISTORY | TIED]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_everything_that_can_reach_the_history_has_words(table: sa.Table) -> None:
    assert log.has_words(table.name)
    for column in table.columns:
        assert labels.is_shown(column.name) != (column.name in HIDDEN), column.name
        if labels.is_shown(column.name):
            assert labels.column(column.name)
        if labels.is_shown(column.name) and isinstance(column.type, Code | Codes):
            assert labels.has_words(column.type.kind), column.name
            for member in column.type.kind:
                words = labels.value(column.name, member)
                assert words
                assert "_" not in words, member


def test_the_lists_of_what_is_hidden_name_what_there_is() -> None:
    names = {table.name for table in schema.metadata.sorted_tables}
    assert names >= NO_HISTORY | TIED
    assert {column.name for table in TABLES for column in table.columns} >= HIDDEN


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
