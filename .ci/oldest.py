"""pyproject.toml -> the dependencies, each at the lowest version that is allowed, one a line."""

import re
import tomllib
from pathlib import Path


def main() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    for requirement in project["dependencies"]:
        match = re.fullmatch(r"([\w.-]+)>=([\d.]+)(?:,.*)?", requirement)
        if match is None:
            raise SystemExit(f"no lowest version in {requirement!r}")
        print(f"{match[1]}=={match[2]}")


main()
