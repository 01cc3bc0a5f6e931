from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gongkai import grammar
from tests.unit import official


def test_the_forms_known_are_those_of_the_official_notices_the_oldest_first() -> None:
    assert grammar.forms() == official.ALL_FORMS


@pytest.mark.parametrize("name", official.FORMS)
def test_a_form_has_a_file_a_parser_and_a_description(name: str) -> None:
    assert grammar.path(name).name == f"{name}.lark"
    assert grammar.path(name).is_file()
    assert grammar.form(name).name == name
    assert grammar.parser(name).options.start == ["report"]


@pytest.mark.parametrize("name", ["", "annual", "annual_1999", "../annual_2021", "annual_2021.lark"])
def test_an_unknown_form_is_a_key_error_that_names_those_known(name: str) -> None:
    with pytest.raises(KeyError, match=r"statistics_2014, annual_2019, annual_2021"):
        grammar.path(name)


@pytest.mark.parametrize("name", official.FORMS)
def test_a_parser_is_built_once(name: str) -> None:
    assert grammar.parser(name) is grammar.parser(name)
    assert grammar.form(name) is grammar.form(name)
    assert grammar.scanner() is grammar.scanner()


def test_threads_share_one_parser() -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append((id(grammar.parser("annual_2021")), id(grammar.scanner())))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_scanner_knows_the_labels_of_the_forms_of_one_name() -> None:
    known = grammar.scanner().vocabulary.forms
    assert tuple(form.name for form in known) == official.FORMS
    assert [[form.name for form in scanner.vocabulary.forms] for scanner in grammar.other_scanners()] == [["statistics_2014"]]
    assert grammar.scanner("annual_2019") is grammar.scanner()
    assert grammar.scanner("statistics_2014") in list(grammar.other_scanners())


def test_the_import_paths_hold_the_grammars() -> None:
    assert [sorted(file.stem for file in Path(folder).glob("*.lark")) for folder in grammar.IMPORT_PATHS] == [sorted(official.ALL_FORMS)]
