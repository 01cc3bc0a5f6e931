"""The steps of .ci/run one by one: ``nox -s tests``, ``nox -s lint types``; ``nox -l`` lists them."""

from pathlib import Path

import nox

nox.needs_version = ">=2024.4.15"
nox.options.sessions = ["tests", "lint", "types", "contracts", "build"]
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = False

PYTHONS = ["3.11", "3.12", "3.13"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run pytest; what stands after ``--`` is passed on."""
    session.install("-e", ".[dev]")
    session.run("pytest", *session.posargs)


@nox.session
def engines(session: nox.Session) -> None:
    """Run the tests of Apache Spark, which needs Java 17 or later."""
    session.install("-e", ".[engines]")
    session.run("pytest", "tests/engines")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    session.install("-e", ".[dev]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly."""
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def contracts(session: nox.Session) -> None:
    """Check that no module imports from a floor above its own."""
    session.install("-e", ".[dev]")
    session.run("lint-imports", "--no-logo")


@nox.session
def build(session: nox.Session) -> None:
    """Build sdist and wheel outside of the tree, and try the wheel in an environment that has nothing else."""
    session.install("build")
    folder = Path(session.create_tmp()).resolve() / "dist"
    for old in folder.glob("gongkai-*"):
        old.unlink()
    session.run("python", "-m", "build", "--outdir", str(folder))
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    session.run("python", ".ci/check_dist.py", str(wheel), str(sdist))
    tree = Path.cwd()
    bare = folder.parent / "bare"
    session.run("python", "-m", "venv", "--clear", str(bare))
    python = str(bare / "bin" / "python")
    session.run(python, "-m", "pip", "install", "-q", str(wheel), external=True)
    session.chdir(folder)
    session.run(python, "-I", str(tree / ".ci" / "smoke.py"), "wheel", str(tree), external=True)
