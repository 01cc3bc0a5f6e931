"""LibreOffice is played by a script here, for it is not installed everywhere; where it is, it is also asked itself."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

import gongkai
from gongkai import Paragraph, ReadError
from gongkai.readers.libreoffice import read
from gongkai.readers.limits import Limits
from gongkai.sniffing import RTF, WORD, sniff
from tests.unit.word import abstract, docx, instance, item, level, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
posix = pytest.mark.skipif(os.name != "posix", reason="the script that plays LibreOffice is one of POSIX")


def ole(*streams: str) -> bytes:
    """What begins as an OLE file, and names its streams."""
    return OLE + bytes(504) + b"".join(stream.encode("utf-16-le").ljust(128, b"\x00") for stream in streams)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a Python script in LibreOffice's place. It finds the folder for its output as ``out``, and the file it is given as ``source``."""
    program = folder / "soffice"
    head = f"#!{sys.executable}\nimport pathlib, sys, time, subprocess\nsource = pathlib.Path(sys.argv[-1])\nout = pathlib.Path(sys.argv[-2])\n"
    program.write_text(f"{head}out.mkdir()\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def write(data: bytes) -> str:
    return f"(out / 'report.docx').write_bytes({data!r})"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ole("WordDocument"), WORD),
        (ole("MatOST"), WORD),
        (ole("EncryptedPackage"), WORD),
        (ole("Workbook"), "application/vnd.ms-excel"),
        (b"{\\rtf1\\ansi a}", RTF),
        (b"PK\x05\x06" + bytes(18), "application/zip"),
    ],
)
def test_an_office_file_is_told_by_its_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize("data", [ole("WordDocument"), ole("MatOST"), ole("Unknown"), b"{\\rtf1 a}"])
def test_without_libreoffice_an_old_file_is_refused_with_what_to_do(data: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match=r"GK436 .* LibreOffice .* install it, or save the file as \.docx") as caught:
        gongkai.read(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("stream", "said"), [("EncryptedPackage", "password"), ("Workbook", "Excel"), ("PowerPoint Document", "PowerPoint")])
def test_what_is_no_word_file_or_locked_is_not_given_to_libreoffice(stream: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match=said):
        gongkai.read(ole(stream))


@posix
def test_what_libreoffice_makes_of_a_file_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = docx(item("总体情况"), abstract(1, level(0, "chineseCounting", "%1、")) + instance(1, 1))
    install(tmp_path, monkeypatch, f"assert source.read_bytes() == {ole('WordDocument')!r}\n{write(made)}")
    assert read(ole("WordDocument")).blocks == (Paragraph("一、 总体情况"),)


@posix
def test_libreoffice_gets_a_profile_of_its_own_and_nothing_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = f"""
profile = next(one for one in sys.argv if one.startswith('-env:UserInstallation=file://')).partition('file://')[2]
settings = (pathlib.Path(profile) / 'user' / 'registrymodifications.xcu').read_text('utf-8')
assert 'DisableMacrosExecution' in settings and '--headless' in sys.argv
pathlib.Path({str(told)!r}).write_text(str(source.parent), 'utf-8')
{write(docx(p("甲")))}"""
    install(tmp_path, monkeypatch, script)
    assert read(b"{\\rtf1 a}").blocks == (Paragraph("甲"),)
    assert not Path(told.read_text("utf-8")).exists()


@posix
@pytest.mark.parametrize("script", ["", "sys.exit(1)", "(out / 'report.pdf').write_bytes(b'')"])
def test_a_file_that_libreoffice_cannot_read_is_refused(script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(tmp_path, monkeypatch, script)
    with pytest.raises(ReadError, match="GK437"):
        read(ole("WordDocument"))


@posix
def test_a_file_of_which_libreoffice_makes_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(tmp_path, monkeypatch, write(bytes(2_000)))
    with pytest.raises(ReadError, match=r"GK411 .* 1,000 bytes"):
        read(ole("WordDocument"), Limits(size=1_000))


@posix
def test_libreoffice_is_ended_at_the_limit_with_all_that_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    later = f"import time, pathlib; time.sleep(1.5); pathlib.Path({str(alive)!r}).touch()"
    install(tmp_path, monkeypatch, f"subprocess.Popen([{sys.executable!r}, '-c', {later!r}])\ntime.sleep(60)")
    with pytest.raises(ReadError, match=r"more than 0\.7 seconds"):
        read(ole("WordDocument"), Limits(seconds=0.7))
    time.sleep(2)
    assert not alive.exists()


@posix
def test_a_libreoffice_that_does_not_start_is_no_reason_to_fail_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"\x00no program")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="GK438"):
        read(ole("WordDocument"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_itself_reads_rtf() -> None:
    rtf = rb"{\rtf1\ansi {\trowd\cellx1000\cellx2000\intbl 1\cell\intbl 2\cell\row}\pard abc\par}"
    page = read(rtf)
    assert "abc" in [block.text for block in page.blocks if isinstance(block, Paragraph)]
    assert [cell.text for block in page.blocks if not isinstance(block, Paragraph) for cell in block.cells] == ["1", "2"]
