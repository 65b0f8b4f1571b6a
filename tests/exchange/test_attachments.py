"""Documents from outside: what they are is told by their bytes; what may not come in is refused in words."""

import contextlib
import io
import random
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from sspdesk.domain.attachments import MAX_SIZE, AttachmentKind
from sspdesk.domain.errors import KnownError
from sspdesk.exchange import attachments
from sspdesk.labels.errors import explain
from sspdesk.resource import resource

PDF = resource("demo/aftale-om-klub.pdf").read_bytes()
PNG = resource("demo/tegning-opdigtet.png").read_bytes()


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


def _word(**more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in ("[Content_Types].xml", "word/document.xml", *more.values()):
            parts.writestr(name, "<x/>")
    return out.getvalue()


def _locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b", R=6))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Aftale_om  klub.pdf", PDF, AttachmentKind.PDF),
        ("forkert-navn.txt", PDF, AttachmentKind.PDF),
        ("fra-mail.pdf", b"\r\n" + PDF, AttachmentKind.PDF),
        ("tegning.png", PNG, AttachmentKind.PNG),
        ("billede.JPG", _picture("JPEG"), AttachmentKind.JPEG),
        ("brev.docx", _word(), AttachmentKind.WORD),
    ],
)
def test_a_document_is_what_its_bytes_say(tmp_path: Path, name: str, content: bytes, kind: AttachmentKind) -> None:
    (tmp_path / name).write_bytes(content)
    read = attachments.read(tmp_path / name)
    assert (read.kind, read.content) == (kind, content)
    assert "_" not in read.title
    assert "  " not in read.title


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "document_empty"),
        (b"MZ\x90\x00 a program", "document_kind"),
        (b"Navn;CPR\nTestine;1", "document_kind"),
        (b"%PDF-1.7 and then nothing", "document_damaged"),
        (_locked_pdf(), "document_locked"),
        (_word(macro="word/vbaProject.bin"), "document_macros"),
        (b"PK\x03\x04 no zip at all", "document_damaged"),
        (PNG[:40], "document_damaged"),
        (b"\xff\xd8\xff\xe0 no picture", "document_damaged"),
    ],
)
def test_what_may_not_come_in_is_refused_in_words(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "fil.pdf"
    path.write_bytes(content)
    with pytest.raises(KnownError) as caught:
        attachments.read(path)
    assert caught.value.code == code
    assert explain(caught.value)


def test_a_spreadsheet_is_no_document(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("xl/workbook.xml", "<x/>")
    (tmp_path / "liste.docx").write_bytes(out.getvalue())
    with pytest.raises(KnownError) as caught:
        attachments.read(tmp_path / "liste.docx")
    assert caught.value.code == "document_kind"


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "stor.pdf"
    with path.open("wb") as file:
        file.truncate(MAX_SIZE + 1)
    with pytest.raises(KnownError) as caught:
        attachments.read(path)
    assert (caught.value.code, caught.value.facts) == ("document_too_large", {"limit": 25})


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.pdf", tmp_path):
        with pytest.raises(KnownError) as caught:
            attachments.read(path)
        assert caught.value.code == "document_unreadable"


def test_a_picture_that_would_unfold_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bombe.png"
    Image.new("1", (30_000, 30_000)).save(path)
    with pytest.raises(KnownError) as caught:
        attachments.read(path)
    assert caught.value.code == "document_damaged"


@pytest.mark.parametrize("whole", [PDF, PNG, _picture("JPEG"), _word()], ids=["pdf", "png", "jpeg", "docx"])
def test_damage_never_escapes_as_anything_but_a_known_error(tmp_path: Path, whole: bytes) -> None:
    dice = random.Random(7)
    path = tmp_path / "skadet"
    for _turn in range(60):
        broken = bytearray(whole)
        for _flip in range(dice.randint(1, 30)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        path.write_bytes(broken[: dice.randrange(1, len(broken) + 1)])
        with contextlib.suppress(KnownError):
            attachments.read(path)
