"""What LibreOffice can open (.doc, .wps, .rtf) -> .docx -> page, where LibreOffice is installed.

It runs in a directory of its own, which is removed afterwards, with a profile of its own that lets it run no macro, follow no link and reach no
network; if it takes too long, it is ended with all that it started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.errors import ReadError
from gongkai.page import Page
from gongkai.readers import docx
from gongkai.readers.limits import DEFAULT, Limits

_PROGRAMS = ("soffice", "libreoffice")
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""
_ITEM = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
_STREAMS = (
    ("EncryptedPackage", "GK416", ""),
    ("Workbook", "GK412", "Excel"),
    ("PowerPoint Document", "GK412", "PowerPoint"),
)
"""What such files are told by, the code that says that they are not read, and what they are called."""


def read(data: bytes, limits: Limits = DEFAULT) -> Page:
    """The page of a file in an older format. Raises ReadError where LibreOffice is not there, or cannot read it in time."""
    for stream, code, kind in _STREAMS:
        if data.startswith(b"\xd0\xcf") and stream.encode("utf-16-le") in data:
            raise ReadError(code, found=kind)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise ReadError("GK436")
    return docx.read(_converted(program, data, limits), limits)


def _converted(program: str, data: bytes, limits: Limits) -> bytes:
    """The file as .docx."""
    with TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE.format("".join(_ITEM.format(*one) for one in _SETTINGS)), "utf-8")
        source = folder / ("report.rtf" if data.lstrip()[:5].lower() == b"{\\rtf" else "report.doc")
        source.write_bytes(data)
        made = folder / "made" / "report.docx"
        _run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
                *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source)),
            ],
            folder,
            limits.seconds,
        )
        try:
            with made.open("rb") as file:
                converted = file.read(limits.size + 1)
        except OSError as error:
            raise ReadError("GK437") from error
    if len(converted) > limits.size:
        raise ReadError("GK411", limit=f"{limits.size:,}")
    return converted


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run a program to its end; after so many seconds kill it, and whatever it started."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ReadError("GK438") from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadError("GK425", limit=f"{seconds:g}") from error
    finally:
        if hasattr(os, "killpg"):
            _kill_group(process.pid)
        process.kill()
        process.wait()


def _kill_group(leader: int) -> None:
    """End what is left of a session: soffice is a script that starts the program itself."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # nothing is left
        return
