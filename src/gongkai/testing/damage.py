"""The kinds of damage by name, and damage as a value that is called with a page's text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from attrs import frozen

from gongkai.testing import cells, characters, labels, surroundings

Kind = Callable[[str, Random], str]
"""Takes a text and what decides where it happens; gives the text after it, unchanged where it cannot happen."""


def _by_name(functions: Iterable[Kind]) -> dict[str, Kind]:
    return {function.__name__: function for function in functions}


LOSSLESS: dict[str, Kind] = _by_name(
    (
        surroundings.page_numbers,
        surroundings.site_chrome,
        surroundings.spam,
        characters.full_width_digits,
        characters.half_width_brackets,
        characters.full_width_brackets,
        characters.compatibility_forms,
        characters.traditional_characters,
        characters.other_quotes,
        characters.other_spaces,
        characters.spaces_in_labels,
        characters.asterisks,
        characters.trailing_spaces,
        characters.carriage_returns,
        labels.repeated_heading,
    )
)
"""The kinds that leave every number as it is, by name."""

LOSSY: dict[str, Kind] = _by_name(
    (
        cells.rows_lost,
        cells.rows_repeated,
        cells.rows_out_of_order,
        cells.unknown_rows,
        cells.row_wrapped,
        cells.lines_lost,
        cells.half_a_table_lost,
        cells.tables_absent,
        cells.repeated_lines_lost,
        cells.column_lost,
        cells.columns_swapped,
        cells.cells_lost,
        cells.blank_cells_lost,
        cells.number_cut,
        cells.number_wrapped,
        cells.thousands_apart,
        cells.cells_glued,
        labels.characters_lost,
        labels.characters_doubled,
        labels.characters_swapped,
        labels.labels_wrapped,
        labels.group_label_cut,
        labels.labels_of_a_group_lost,
        labels.labels_lost,
        labels.label_glued,
        labels.headings_lost,
        labels.heading_renamed,
        labels.heading_misnumbered,
        labels.heads_repeated,
        surroundings.page_numbers_in_rows,
        surroundings.bare_page_numbers,
        surroundings.notes,
        surroundings.table_of_contents,
        surroundings.another_report,
    )
)
"""The kinds that lose something, or put numbers where they do not belong, by name."""

DAMAGES: dict[str, Kind] = {**LOSSLESS, **LOSSY}
"""All kinds of damage, by name."""


@frozen
class Damage:
    """What happens to a page's text on its way: called with a text, gives the text after it."""

    kinds: tuple[str, ...]
    """Names from DAMAGES, in the order in which they happen."""
    seed: int
    """What decides where they happen."""

    def __call__(self, text: str) -> str:
        """The text after it has happened."""
        random = Random(self.seed)
        for kind in self.kinds:
            text = DAMAGES[kind](text, random)
        return text
