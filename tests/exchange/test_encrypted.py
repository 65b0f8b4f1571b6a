"""T21: encrypted files open with independent readers, refuse without the password, and leave nothing plain behind."""

import io
import random
import re
import subprocess
import sys
from pathlib import Path

import msoffcrypto
import pikepdf
import pypdfium2
import pytest
import xlsxwriter
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError
from python_calamine import CalamineError, CalamineWorkbook

from sspdesk.domain.errors import KnownError
from sspdesk.exchange import encrypted, handout_sheet
from sspdesk.reports import handout
from tests.exchange.watching import written
from tests.reports import examples, layout

PASSWORD = "hest-lampe-sol-bord"
SECRETS = ["Frida Fagprøve", "Tilbyd en forebyggende samtale", "T.E.", "SSP-lærer", "uden for klassen"]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return encrypted.encrypt_pdf(handout.render(examples.HANDOUT), PASSWORD)


@pytest.fixture(scope="module")
def xlsx() -> bytes:
    return encrypted.encrypt_office(handout_sheet.render(examples.HANDOUT), PASSWORD)


@pytest.mark.trial("T21")
def test_three_independent_readers_open_the_pdf(pdf: bytes) -> None:
    by_pdfium = " ".join(layout.texts(pdf, PASSWORD))
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.decrypt(PASSWORD)
    by_pypdf = " ".join(page.extract_text() for page in reader.pages)
    with pikepdf.open(io.BytesIO(pdf), password=PASSWORD) as document:
        assert document.docinfo["/Title"] == "Udlevering til SSP-lærer"
        by_qpdf = b"".join(page.Contents.read_bytes() for page in document.pages)
        assert len(document.pages) == len(reader.pages) == 1
        assert (document.encryption.R, document.encryption.bits) == (6, 256)
        assert document.encryption.stream_method == pikepdf.models.EncryptionMethod.aesv3
    assert "Tilbyd en forebyggende samtale" in by_pdfium
    assert "Tilbyd en forebyggende samtale" in by_pypdf
    assert b"BT" in by_qpdf


@pytest.mark.trial("T21")
@pytest.mark.parametrize("wrong", ["", "hest-lampe-sol-bor", "Hest-lampe-sol-bord", "hest lampe sol bord"])
def test_no_reader_opens_the_pdf_with_another_or_no_password(pdf: bytes, wrong: str) -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(pdf, password=wrong or None)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(pdf), password=wrong)
    reader = PdfReader(io.BytesIO(pdf))
    assert not reader.decrypt(wrong)
    with pytest.raises(FileNotDecryptedError):
        reader.pages[0].extract_text()


@pytest.mark.trial("T21")
def test_the_workbook_opens_with_its_password_only(xlsx: bytes) -> None:
    office = msoffcrypto.OfficeFile(io.BytesIO(xlsx))
    assert office.is_encrypted()
    office.load_key(password=PASSWORD, verify_password=True)
    out = io.BytesIO()
    office.decrypt(out, verify_integrity=True)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue())).get_sheet_by_index(0).to_python()
    assert any("Tilbyd en forebyggende samtale" in row for row in rows)
    for wrong in ("", "hest", PASSWORD.upper()):
        with pytest.raises((InvalidKeyError, DecryptionError)):
            msoffcrypto.OfficeFile(io.BytesIO(xlsx)).load_key(password=wrong, verify_password=True)
    with pytest.raises(CalamineError):
        CalamineWorkbook.from_filelike(io.BytesIO(xlsx))


@pytest.mark.trial("T21")
def test_nothing_readable_is_in_the_encrypted_bytes(pdf: bytes, xlsx: bytes) -> None:
    for content in (pdf, xlsx):
        for secret in SECRETS:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
                assert secret.encode(encoding) not in content
    assert b"Udlevering" not in pdf
    assert examples.PAPER.municipality.encode() not in pdf


def test_two_files_of_the_same_data_differ_so_that_nobody_can_compare_them(pdf: bytes) -> None:
    assert encrypted.encrypt_pdf(handout.render(examples.HANDOUT), PASSWORD) != pdf


@pytest.mark.parametrize("password", ["", "æble-ost-and-elg", "tab\tulator"])
@pytest.mark.parametrize("encrypt", [encrypted.encrypt_pdf, encrypted.encrypt_office])
def test_a_password_that_readers_disagree_on_is_refused(encrypt, password: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="ASCII"):
        encrypt(b"", password)


@pytest.mark.trial("T21")
def test_making_and_writing_both_files_writes_only_the_encrypted_bytes(tmp_path: Path) -> None:
    temporary, target = tmp_path / "temp", tmp_path / "usb"
    temporary.mkdir()
    target.mkdir()
    with written(temporary, target) as names:
        files = {
            "SSP-2026-0147.pdf": encrypted.encrypt_pdf(handout.render(examples.HANDOUT), PASSWORD),
            "SSP-2026-0147.xlsx": encrypted.encrypt_office(handout_sheet.render(examples.HANDOUT), PASSWORD),
        }
        for name, content in files.items():
            encrypted.write_exactly(target / name, content)
    assert list(temporary.iterdir()) == []
    assert {path.name: path.read_bytes() for path in target.iterdir()} == files
    strangers = [name for name in names if not name.endswith(".half") and Path(name).name not in files]
    assert strangers == []
    assert len([name for name in names if name.endswith(".half")]) >= 2


@pytest.mark.trial("T21", control=True)
def test_the_watch_sees_a_writer_that_uses_temporary_files(tmp_path: Path) -> None:
    """The control: XlsxWriter without ``in_memory`` puts the sheet's plain text on disk while it works."""
    with written(tmp_path) as names:
        book = xlsxwriter.Workbook(io.BytesIO())
        book.add_worksheet().write_string(0, 0, "Testine Eksempelsen")
        book.close()
    assert names
    assert list(tmp_path.iterdir()) == []


def test_a_generated_password_is_four_easy_words() -> None:
    words = [f"{a}{b}{c}" for a in "bdfgh" for b in "aeiouy" for c in "klmnprstv"] + ["ål", "sø", "x", "Stor"]
    words += [f"{word}en" for word in words] + [f"{word}et" for word in words] + [f"{word}er" for word in words]
    drawn = {encrypted.generate_password(words) for _ in range(50)}
    assert len(drawn) == 50
    for password in drawn:
        assert password.isascii()
        parts = password.split("-")
        assert len(parts) == 4
        assert set(parts) <= set(words)
        assert all(part.islower() and 3 <= len(part) <= 9 for part in parts)


def test_too_short_a_word_list_is_refused() -> None:
    with pytest.raises(ValueError, match="only 2 words"):
        encrypted.generate_password(["hest", "lampe", "æble", "sø"] * 900)


def test_a_file_name_holds_the_number_and_nothing_else() -> None:
    assert encrypted.file_name("SSP-2026-0147", "pdf") == "SSP-2026-0147.pdf"
    assert encrypted.file_name("SSP-2026-12345", "xlsx") == "SSP-2026-12345.xlsx"
    for number, kind in (("Testine Eksempelsen", "pdf"), ("SSP-2026-0147 T.E.", "pdf"), ("SSP-2026-0147", "exe")):
        with pytest.raises(ValueError, match="number"):
            encrypted.file_name(number, kind)


def test_the_digest_is_that_of_the_bytes() -> None:
    assert encrypted.sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_writing_replaces_a_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "SSP-2026-0001.pdf"
    path.write_bytes(b"old")
    content = random.Random(1).randbytes(300_000)
    encrypted.write_exactly(path, content)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_is_not_there_is_a_known_error(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as failed:
        encrypted.write_exactly(tmp_path / "gone" / "SSP-2026-0001.pdf", b"x")
    assert failed.value.code == "file_not_writable"


def test_a_target_that_is_a_folder_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "SSP-2026-0001.pdf").mkdir()
    with pytest.raises(KnownError) as failed:
        encrypted.write_exactly(tmp_path / "SSP-2026-0001.pdf", b"x")
    assert failed.value.code == "file_not_writable"
    assert [file.name for file in tmp_path.iterdir()] == ["SSP-2026-0001.pdf"]


_FULL_DISK = """
import resource, sys
from pathlib import Path
from sspdesk.domain.errors import KnownError
from sspdesk.exchange import encrypted
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    encrypted.write_exactly(Path(sys.argv[1]), bytes(100_000))
except KnownError as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a quota for one process is a Unix matter")
@pytest.mark.parametrize("room", [0, 1, 4096, 99_999])
def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path, room: int) -> None:
    path = tmp_path / "SSP-2026-0001.pdf"
    path.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(path), str(room)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "disk_full", done.stderr
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_the_shipped_list_gives_passwords_too_many_to_guess() -> None:
    drawn = [encrypted.generate_password() for _ in range(40)]
    assert len(set(drawn)) == 40
    assert all(re.fullmatch(r"[a-z]{3,9}(-[a-z]{3,9}){3}", password) for password in drawn)
    assert len(encrypted._shipped_words()) > 4000
