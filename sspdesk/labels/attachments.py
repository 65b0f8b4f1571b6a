"""Words for documents: kinds, sizes, and why a file cannot be kept."""

from sspdesk.domain.attachments import AttachmentKind
from sspdesk.i18n import N_, _
from sspdesk.labels import dates

_KINDS = {
    AttachmentKind.PDF: N_("PDF"),
    AttachmentKind.JPEG: N_("Picture"),
    AttachmentKind.PNG: N_("Picture"),
    AttachmentKind.WORD: N_("Word"),
}
ERRORS = {
    "document_unreadable": N_("The file cannot be read. Look whether it is still there, and try again."),
    "document_too_large": N_("The document is larger than {limit} MB. Scan it smaller, or keep it in the case system."),
    "document_empty": N_("The file is empty. Nothing was kept."),
    "document_kind": N_("Only PDF, JPEG, PNG and Word documents (docx) can be kept here. Nothing was kept."),
    "document_locked": N_("The PDF has a password of its own. Save it without one first; here it is encrypted anyway."),
    "document_damaged": N_("The document is damaged and cannot be opened. Nothing was kept."),
    "document_macros": N_("The Word document holds macros. Save it as an ordinary document without them first."),
    "document_known": N_("This document is already kept on this person."),
    "title_missing": N_("Write a title."),
    "title_too_long": N_("The title has {length} characters; there is room for {limit}."),
}


def kind(value: AttachmentKind) -> str:
    """Return the word for a kind of document."""
    return _(_KINDS[value])


def size(value: int) -> str:
    """Return a size, e.g. "1,4 MB"."""
    if value < 1024 * 1024:
        return _("{number} KB").format(number=dates.number(max(1, round(value / 1024))))
    return _("{number} MB").format(number=dates.number(value / 1024**2, 1))


def what_fits() -> str:
    """Return what an empty list says."""
    return _("PDF, pictures and Word documents up to 25 MB. Drop a file here, or choose it.")
