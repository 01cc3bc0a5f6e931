"""A form -> the laws that hold for it, as tests for whoever writes one."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.cells import Status
from gongkai.parser import parse
from gongkai.rendering import keeps_rows, layouts, render, shows_blanks
from gongkai.testing.strategies import reports

_SETTINGS = settings(
    max_examples=15,
    deadline=None,
    # A fixture that makes a form known may do so for each test; and each class that inherits these tests is a form of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors, HealthCheck.too_slow],
)


class FormTests:
    """What a package that adds a form tests it with: a class of its own that names the form.

    class TestMyForm(FormTests):
        form = "annual_2027"
    """

    form: ClassVar[str]
    """The form's name."""

    def test_the_grammar_is_a_form(self) -> None:
        """What ``gongkai forms --check`` asks: it is well, and no other form has its name or its labels."""
        assert grammar.check(grammar.path(self.form)).rows

    @_SETTINGS
    @given(st.data())
    def test_every_layout_gives_the_same_tree(self, data: st.DataObject) -> None:
        """A sheet in which every cell has a number gives one tree, in whatever layout it is printed that keeps its rows on lines."""
        report = data.draw(reports(self.form, consistent=True))
        trees = [parse(render(report, name)).tree for name in layouts() if keeps_rows(name) and shows_blanks(name)]
        assert trees
        assert all(tree == trees[0] for tree in trees)

    @_SETTINGS
    @given(st.data())
    def test_a_report_is_read_as_it_was_written(self, data: st.DataObject) -> None:
        """Blank cells and those that do not apply included."""
        report = data.draw(reports(self.form, missing=False))
        name = data.draw(st.sampled_from([name for name in layouts() if keeps_rows(name) and shows_blanks(name)]))
        assert parse(render(report, name)).report == report

    @_SETTINGS
    @given(st.data())
    def test_no_layout_gives_a_number_that_is_not_printed(self, data: st.DataObject) -> None:
        """In no layout is a number read that its cell does not have, even where rows are missing."""
        report = data.draw(reports(self.form))
        read = parse(render(report, data.draw(st.sampled_from(layouts())))).report
        written = {entry.key: entry.value for entry in report.entries()}
        assert [entry.key for entry in read.entries() if entry.status is Status.REPORTED and entry.value != written.get(entry.key)] == []

    @_SETTINGS
    @given(st.data())
    def test_a_page_is_known_by_its_labels(self, data: st.DataObject) -> None:
        """A whole sheet is read as this form."""
        assert parse(render(data.draw(reports(self.form, missing=False)))).report.form == self.form

    @_SETTINGS
    @given(st.data())
    def test_the_other_forms_are_read_as_before(self, data: st.DataObject) -> None:
        """A whole sheet of another form is none of this one, and says what it said."""
        for other in grammar.forms():
            if other != self.form:
                report = data.draw(reports(other, missing=False))
                assert parse(render(report)).report == report

    def test_the_sums_speak_of_rows_that_are_there(self) -> None:
        """Every sum has operands among the keys of the form."""
        keys = {key for row in grammar.form(self.form).rows for key in row.keys}
        for equation in grammar.equations(self.form):
            assert keys.issuperset((*equation.left, *equation.right))
