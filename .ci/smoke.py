"""Does an installed gongkai work? Run by an environment that has nothing else, from outside of the tree.

python -I .ci/smoke.py wheel|sdist|editable TREE
"""

import subprocess
import sys
from importlib.metadata import distributions
from importlib.resources import files
from pathlib import Path
from types import ModuleType

# What an environment has before anything is installed into it.
BARE = {"pip", "setuptools", "wheel"}


def must(holds: object, complaint: str) -> None:
    if not holds:
        raise SystemExit(f"smoke: {complaint}")


def main() -> None:
    how, tree = sys.argv[1], Path(sys.argv[2]).resolve()

    installed = {distribution.name.lower() for distribution in distributions()} - BARE
    must(installed == {"gongkai", "lark", "attrs"}, f"installed are {sorted(installed)}; expected gongkai, lark and attrs alone")

    import gongkai

    home = Path(str(gongkai.__file__)).resolve()
    must(home.is_relative_to(tree / "src") == (how == "editable"), f"{how} install imports {home}")
    must((files("gongkai") / "py.typed").is_file(), "py.typed is not installed")
    must((files("gongkai.grammars") / "README.md").is_file(), "grammars/README.md is not installed")

    sample = tree / "examples" / "report.txt"
    must(sample.is_file(), f"no sample report: {sample}")
    result = gongkai.parse(sample.read_text("utf-8"))
    must(result.ok, f"{sample.name}: " + "; ".join(map(str, result.diagnostics)))
    numbers = sum(entry.status == "reported" for entry in result.report.entries())
    must(numbers, f"{sample.name}: no number read")

    # Only now: a module of the same name, once imported, would stand in the function's place.
    hidden = [name for name in gongkai.__all__ if isinstance(getattr(gongkai, name), ModuleType)]
    must(not hidden, f"public names hidden by modules of the same name: {hidden}")
    forms = gongkai.forms()
    must({"annual_2019", "annual_2021"} <= set(forms), f"forms() gives {forms}")

    command = Path(sys.executable).parent / "gongkai"
    ran = subprocess.run([command, "forms"], capture_output=True, encoding="utf-8", check=False)
    must(ran.returncode == 0, f"gongkai forms: status {ran.returncode}\n{ran.stderr}")
    must(all(form in ran.stdout for form in forms), f"gongkai forms prints {ran.stdout!r}")

    versions = ", ".join(f"{one.name} {one.version}" for one in sorted(distributions(), key=lambda one: one.name) if one.name.lower() not in BARE)
    print(f"works: {versions}; {sample.name} read as {result.report.form}, {numbers} numbers")


main()
