"""Hypothesis strategies for reports, tables and pages, and damage to pages: for those who write forms or embed the parser.

Needs the package ``hypothesis``. Everything is invented from the form's grammar: a new form needs nothing here.

    @given(pages(), damage())
    def test_my_embedding_reads_every_layout(page, happens):
        assert my_reader(page.text) == page.report
        my_reader(happens(page.text))
"""

from gongkai.testing.damage import DAMAGES, LOSSLESS, LOSSY, Damage
from gongkai.testing.form_tests import FormTests
from gongkai.testing.strategies import Printed, damage, layouts, pages, readings, reconciled, reports, rows, tables

__all__ = [
    "DAMAGES",
    "LOSSLESS",
    "LOSSY",
    "Damage",
    "FormTests",
    "Printed",
    "damage",
    "layouts",
    "pages",
    "readings",
    "reconciled",
    "reports",
    "rows",
    "tables",
]
