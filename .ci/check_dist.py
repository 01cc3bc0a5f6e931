"""Is everything in the wheel and in the sdist that belongs there, and nothing else?

python .ci/check_dist.py WHEEL SDIST
"""

import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {".py", ".pyi", ".lark", ".typed", ".json", ".md"}
IN_SDIST = ("src", "grammars", "tests", "docs", "examples", "benchmarks")


def files(folder: str) -> set[str]:
    """The files of a folder, as paths from the root of the tree."""
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file() and not _made(path)}


def _made(path: Path) -> bool:
    return "__pycache__" in path.parts or any(part.endswith(".egg-info") or part.startswith(".") for part in path.parts[len(ROOT.parts) :])


def main() -> None:
    wheel, sdist = sys.argv[1:]
    wanted = {name.removeprefix("src/") for name in files("src") if Path(name).suffix in SOURCES}
    wanted |= {f"gongkai/{name}" for name in files("grammars")}
    with zipfile.ZipFile(wheel) as archive:
        found = {name for name in archive.namelist() if ".dist-info/" not in name}
        licensed = any(name.endswith(".dist-info/licenses/LICENSE") for name in archive.namelist())
    with tarfile.open(sdist) as archive:
        packed = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    faults = [f"not in the wheel: {name} (is its package listed in pyproject.toml, [tool.setuptools]?)" for name in sorted(wanted - found)]
    faults += [f"in the wheel by mistake: {name}" for name in sorted(found - wanted)]
    faults += [f"not in the sdist: {name} (see MANIFEST.in)" for folder in IN_SDIST for name in sorted(files(folder) - packed)]
    if not licensed:
        faults.append("not in the wheel: LICENSE")
    if not any(name.endswith(".lark") for name in found):
        faults.append("no form in the wheel")
    if faults:
        raise SystemExit("\n".join(faults))
    print(f"wheel: {len(found)} files, sdist: {len(packed)} files")


main()
