"""Find, load and keep the forms: grammars/*.lark -> their parse tables and Forms.

A file in the folder is a form, named by its stem. Nothing is loaded before it is asked for, and each table is made once a process.
A form of a plug-in is looked at before it is one of them: one that is broken is left out, and named in a warning.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from lark import Lark

from gongkai import form_file, plugins
from gongkai.complaints import say
from gongkai.equations import Equations, equations_of
from gongkai.errors import FormError
from gongkai.form import Form
from gongkai.lines import Scanner
from gongkai.parse_table import ParseTable, store
from gongkai.vocabulary import Vocabulary

_FOLDER = Path(import_module("gongkai.grammars").__path__[0])

IMPORT_PATHS: list[str] = [str(_FOLDER)]
"""For ``Lark(…, import_paths=gongkai.IMPORT_PATHS)``: the folder of the built-in forms, so that ``%import annual_2021.report`` finds them."""

_lock = threading.RLock()


class _Registry(NamedTuple):
    files: dict[str, Path]
    loaded: dict[str, tuple[ParseTable, Form]]
    """The forms of plug-ins, which had to be loaded to be looked at."""
    folders: tuple[str, ...]
    """Where the imports of grammars are looked for."""
    broken: tuple[FormError, ...]


def forms() -> tuple[str, ...]:
    """The names of the forms known, the oldest first; plug-ins' forms after the built-in ones."""
    return tuple(_files())


def broken() -> tuple[FormError, ...]:
    """Why files of plug-ins are no forms."""
    with _lock:
        return _registry().broken


def _files() -> dict[str, Path]:
    with _lock:
        return _registry().files


@cache
def _registry() -> _Registry:
    folders, problems = plugins.grammar_folders()
    found = _Registry(_built_in(), {}, (*IMPORT_PATHS, *map(str, folders)), ())
    for folder in folders:
        for file in sorted(folder.glob("*.lark")):
            if file in found.files.values():
                continue
            try:
                found.loaded[file.stem] = _look_at(file, found)
                found.files[file.stem] = file
            except FormError as error:
                problems.append(error)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with a plug-in, the other forms are read
                problems.append(FormError(say("form_load", found=f"{type(error).__name__}: {error}"), file=str(file)))
    for problem in problems:
        warnings.warn(say("plugin", problem=problem), stacklevel=2)
    return found._replace(broken=tuple(problems))


def _built_in() -> dict[str, Path]:
    return {path.stem: path for path in sorted(_FOLDER.glob("*.lark"), key=lambda path: (_year(path.stem), path.stem))}


def _family(name: str) -> str:
    return name.rpartition("_")[0]


def _year(name: str) -> str:
    return name.rpartition("_")[2]


def _look_at(file: Path, known: _Registry, *, anew: bool = False) -> tuple[ParseTable, Form]:
    """Somebody's form, loaded; its table made ``anew``, if so asked. Raises FormError where it is none, or comes in the way of one that is known."""
    if file.stem in known.files:
        raise FormError(say("form_known", form=file.stem), say("form_known_remedy"), file=str(file))
    loaded = form_file.load(file, known.folders, anew=anew)
    others = [(known.loaded.get(name) or _loaded(name))[1] for name in known.files]
    form_file.check_apart(loaded[1], others, file)
    return loaded


def check(file: Path) -> Form:
    """The form that a file describes, looked at as one of a plug-in is. Raises FormError where it is none."""
    return _checked(file)[1]


def write_table(file: Path) -> Form:
    """The same, and its parse table is written beside the file, where it is looked for first. Raises OSError where that cannot be."""
    made, form = _checked(file)
    store(made, file, _registry().folders)
    return form


def _checked(file: Path) -> tuple[ParseTable, Form]:
    with _lock:
        known = _registry()
        built_in = _built_in().get(file.stem)
        if built_in is None or built_in.resolve() == file.resolve():  # looked at without itself: a plug-in's may be installed, as a copy of this file
            known = known._replace(files={name: path for name, path in known.files.items() if name != file.stem})
        return _look_at(file, known, anew=True)


def path(name: str) -> Path:
    """The file of a form. Raises KeyError with the names of the forms known."""
    try:
        return _files()[name]
    except KeyError:
        raise KeyError(f"no form {name!r}; known are {', '.join(_files())}") from None


def parser(name: str) -> Lark:
    """Lark's parser of a form, built on the first call: for what reads text with it. A page is read by the table."""
    with _lock:
        return _parser(name)


@cache
def _parser(name: str) -> Lark:
    return form_file.build(path(name), _registry().folders)


def table(name: str) -> ParseTable:
    """The parse table of a form, made or fetched on the first call."""
    with _lock:
        return _loaded(name)[0]


def form(name: str) -> Form:
    """What a form holds, read from its grammar."""
    with _lock:
        return _loaded(name)[1]


@cache
def _loaded(name: str) -> tuple[ParseTable, Form]:
    if name in _built_in():  # asked for while the plug-ins are looked at, too
        return form_file.described(_built_in()[name], IMPORT_PATHS)
    path(name)
    return _registry().loaded[name]


@cache
def equations(name: str) -> Equations:
    """The sums that the numbers of a form obey."""
    return equations_of(form(name))


@cache
def _families() -> tuple[tuple[str, ...], ...]:
    """The forms by their names without the year: first those of the newest built-in form, which most pages are."""
    families: dict[str, list[str]] = {}
    first = _family(max(_built_in(), key=_year))
    for name in sorted(_files(), key=lambda name: _family(name) != first):
        families.setdefault(_family(name), []).append(name)
    return tuple(map(tuple, families.values()))


@cache
def _scanner(family: tuple[str, ...]) -> Scanner:
    return Scanner(Vocabulary([_loaded(name)[1] for name in family]))


def scanner(form: str | None = None) -> Scanner:
    """A scanner that knows the labels of the forms of one name, a form's or else the newest built-in form's: ``annual`` of any year."""
    with _lock:
        families = _families()
        return _scanner(next(family for family in families if form in family) if form is not None else families[0])


def other_scanners() -> Iterator[Scanner]:
    """Those of the forms of other names."""
    for family in _families()[1:]:
        yield scanner(family[0])


def forget() -> None:
    """Look for the forms again: for tests, and for whoever installs a form while Python runs."""
    with _lock:
        for known in (_registry, _parser, _loaded, equations, _families, _scanner):
            known.cache_clear()
