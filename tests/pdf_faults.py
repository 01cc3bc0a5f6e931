"""A sheet -> PDFs with the faults of real ones: rules lost or misplaced, pages cut anywhere, numbers drawn in pieces, twice, hidden or over each other.

What tests/faulty_pages.py does to rows and cells can be done before it is drawn.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random

from attrs import define, evolve, field

from gongkai.sheet import Cell, Paragraph, Part, Sheet
from tests import faulty_pages
from tests.faulty_pages import Rows, table
from tests.html_faults import FaultyHtml
from tests.unit.drawing import HEIGHT, WIDTH, Drawing, pdf

LEFT, RIGHT, TOP, BOTTOM = 50.0, 545.0, 60.0, 780.0
_LEADING = 1.35
Place = tuple[Cell, int, int, int, int]
"""A cell, its first row and column, and those behind its last."""
_KANGXI = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
_MARKS = "123①*"


@define
class Piece:
    """Text at a place."""

    text: str
    x: float
    base: float
    size: float
    cell: Cell | None = None
    mode: int = 0
    """How it is drawn: 3 is not at all."""
    tint: float = 0.0
    """1 is white."""

    @property
    def wide(self) -> float:
        return _wide(self.text, self.size)


@define
class Rule:
    """A line, and in which way it is drawn: S as a stroke, f as an area, i as a picture."""

    x0: float
    y0: float
    x1: float
    y1: float
    thick: float = 0.5
    way: str = "S"

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 > self.y1 - self.y0


@define
class Leaf:
    """A page."""

    pieces: list[Piece] = field(factory=list)
    rules: list[Rule] = field(factory=list)
    strokes: list[Rule] = field(factory=list)
    """Lines that are no rules of a table."""
    crop: tuple[float, float, float, float] | None = None
    fields: list[Piece] = field(factory=list)
    """What stands in fields to be filled in."""

    @property
    def numbers(self) -> list[Piece]:
        return [one for one in self.pieces if one.cell is not None and one.cell.part is Part.VALUE and one.text.isdigit()]


@define
class Setting:
    """How a document is set."""

    size: float = 8.0
    align: float = 0.5
    """Where text stands in its cell: 0 at the left, 1 at the right."""
    above: float = 0.5
    """The same, from top to bottom."""
    breaks: set[int] = field(factory=set)
    """Rows, counted over all tables, that begin a page."""
    cut: float | None = None
    """How much of the row that does not fit stands on the page, where rows may be cut."""
    heads_again: bool = False
    ruled_at_breaks: bool = True
    around: Callable[[int, float, float], Iterable[Piece]] | None = None
    """What stands above and below a part of a table on a page, of that number."""
    turned: int = 0
    """By how much pages lie on their side."""
    shown_turned: bool = True
    """Whether they are shown upright all the same."""


class FaultyFile(FaultyHtml):
    """A sheet that can be changed, and drawn, and changed then."""

    def __init__(self, sheet: Sheet, setting: Setting) -> None:
        super().__init__(sheet)
        self.setting = setting
        self.later: list[Callable[[list[Leaf]], None]] = []
        self.unsaid: set[str | None] = set()
        """The entries whose numbers nobody can see."""
        self.others: list[FaultyFile] = []
        """What follows in the same file."""

    def leaves(self) -> list[Leaf]:
        leaves = _Setter(self).leaves()
        for fault in self.later:
            fault(leaves)
        return leaves + [leaf for other in self.others for leaf in other.leaves()]

    def pdf(self) -> bytes:
        return _file(self.leaves(), self.setting.turned, self.setting.shown_turned)

    def plain(self, text: str) -> str:
        return "".join(super().plain(text).split())


def _wide(text: str, size: float) -> float:
    return sum(size / 2 if char.isascii() else size for char in text)


def _wrapped(text: str, wide: float, size: float) -> list[str]:
    lines = [""]
    for char in text:
        if char == "\n" or (lines[-1] and _wide(lines[-1] + char, size) > wide and not char.isdigit()):
            lines.append("")
        if char != "\n":
            lines[-1] += char
    return lines


class _Setter:
    """Lays a document out."""

    def __init__(self, file: FaultyFile) -> None:
        self.file = file
        self.setting = file.setting
        self.found = [Leaf()]
        self.y = TOP
        self.row = 0

    def leaves(self) -> list[Leaf]:
        for block in self.file.blocks:
            if isinstance(block, Paragraph):
                self.paragraph(block.text)
            elif block:
                self.table(block)
        return self.found

    def turn(self) -> None:
        self.found.append(Leaf())
        self.y = TOP

    def paragraph(self, text: str) -> None:
        for line in _wrapped(text, RIGHT - LEFT, 10):
            if self.y + 16 > BOTTOM:
                self.turn()
            self.found[-1].pieces.append(Piece(line, LEFT, self.y + 12, 10))
            self.y += 16
        self.y += 4

    def said(self, cell: Cell, wide: float) -> list[str]:
        text = cell.text
        for at, element in enumerate(self.file.elements):
            text = text.replace(chr(0xE000 + at), "\n" if element.printed in ("<br>", "</p><p>") else "")
        return _wrapped(text, wide - 4, self.setting.size)

    def table(self, rows: Rows) -> None:
        """A table, which is laid out as if a page had no end, and then cut."""
        setting, step = self.setting, self.setting.size * _LEADING
        whole = table(rows)
        places = [
            (cell, row, column, min(row + cell.rows, len(rows)), min(column + cell.columns, whole.width)) for cell, row, column in whole.places()
        ]
        xs = _edges(whole.width, min((column for cell, _, column in whole.places() if cell.part is Part.VALUE), default=0))
        said = [self.said(cell, xs[over] - xs[column]) for cell, _, column, _, over in places]
        high = [step + 6.0] * len(rows)
        for (_, row, _, behind, _), lines in sorted(zip(places, said, strict=True), key=lambda one: one[0][3] - one[0][1]):
            high[behind - 1] += max(len(lines) * step + 6 - sum(high[row:behind]), 0)
        ys = [sum(high[:at]) for at in range(len(rows) + 1)]
        heads = next((at for at, row in enumerate(rows) if any(cell.part is not Part.HEAD for cell in row)), 0)
        begin = 0.0
        while begin < ys[-1]:
            again = ys[heads] if begin > ys[heads] and setting.heads_again else 0.0
            end = self.end(ys, begin, BOTTOM - self.y - again)
            if end <= begin:
                self.turn()
                continue
            top = self.y
            for part in [(0.0, again), (begin, end)] if again else [(begin, end)]:
                self.part(places, said, xs, ys, part)
            if setting.around is not None:
                self.found[-1].pieces.extend(setting.around(len(self.found), top, self.y))
            begin = end
            if begin < ys[-1]:
                self.turn()
        self.row += len(rows)
        self.y += 10

    def end(self, ys: list[float], begin: float, room: float) -> float:
        """Where the part of a table ends that stands on this page; ``begin`` where none does."""
        forced = next((y for at, y in enumerate(ys[:-1]) if y > begin and self.row + at in self.setting.breaks), ys[-1])
        whole = max((y for y in ys if begin <= y <= min(begin + room, forced)), default=begin)
        if whole == ys[-1] or self.setting.cut is None:
            return whole if whole > begin or self.y > TOP else min(y for y in ys if y > begin)
        following = min(y for y in ys if y > whole)
        cut = whole + (following - whole) * self.setting.cut
        return cut if begin < cut <= begin + room else whole if whole > begin or self.y > TOP else following

    def part(self, places: Sequence[Place], said: list[list[str]], xs: list[float], ys: list[float], part: tuple[float, float]) -> None:
        """A part of a table, where the page has come to."""
        setting, size, leaf = self.setting, self.setting.size, self.found[-1]
        begin, end = part
        wide = len(xs) - 1
        owner: dict[tuple[int, int], int] = {}
        for number, (cell, row, column, behind, over) in enumerate(places):
            above, below = max(ys[row], begin), min(ys[behind], end)
            if above >= below:
                continue
            owner.update({(at, place): number for at in range(row, behind) for place in range(column, over)})
            fit = max(int((below - above - 5) / (size * _LEADING)), 0)
            first = 0 if ys[row] >= begin else max(int((begin - ys[row] - 5) / (size * _LEADING)), 0)
            now = said[number][first:] if ys[behind] <= end else said[number][first : first + fit]
            y = self.y + above - begin + 3 + max(below - above - 6 - len(now) * size * _LEADING, 0) * setting.above
            for line in now:
                if line:
                    x = xs[column] + 2 + max(xs[over] - xs[column] - 4 - _wide(line, size), 0) * setting.align
                    leaf.pieces.append(Piece(line, x, y + size, size, cell))
                y += size * _LEADING
        shown = [at for at in range(len(ys) - 1) if ys[at] < end and ys[at + 1] > begin]
        edges = [max(ys[shown[0]], begin), *(ys[at] for at in shown[1:]), min(ys[shown[-1] + 1], end)]
        edges = [self.y + y - begin for y in edges]
        for at, y in enumerate(edges):
            if at in (0, len(shown)) and not setting.ruled_at_breaks and (begin if at == 0 else end) not in ys:
                continue
            drawn = [at in (0, len(shown)) or owner.get((shown[at - 1], place)) != owner.get((shown[at], place), -1) for place in range(wide)]
            leaf.rules.extend(Rule(xs[one], y, xs[two], y) for one, two in _runs(drawn))
        for place, x in enumerate(xs):
            drawn = [place in (0, wide) or owner.get((at, place - 1)) != owner.get((at, place), -1) for at in shown]
            leaf.rules.extend(Rule(x, edges[one], x, edges[two]) for one, two in _runs(drawn))
        self.y += end - begin


def _edges(width: int, labels: int) -> list[float]:
    """Where the columns of a table begin and end, so many of them of labels."""
    wide = ([], [160.0], [45.0, 115.0], [30.0, 45.0, 85.0])[labels] if labels < 4 else [160.0 / labels] * labels
    wide = wide + [(RIGHT - LEFT - sum(wide)) / max(width - labels, 1)] * (width - labels)
    return [LEFT + sum(wide[:at]) for at in range(width + 1)]


def _runs(drawn: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where stretches begin and end that are drawn."""
    begin = None
    for at, one in enumerate([*drawn, False]):
        if one and begin is None:
            begin = at
        elif not one and begin is not None:
            yield begin, at
            begin = None


def _file(leaves: Sequence[Leaf], turned: int, shown_turned: bool) -> bytes:
    drawings = []
    for leaf in leaves:
        drawing = Drawing()
        for rule in [*leaf.rules, *leaf.strokes]:
            _rule(drawing, rule)
        for one in [*leaf.pieces, *leaf.fields] if turned else leaf.pieces:
            drawing.steps.append(f"{one.mode} Tr {one.tint} g")
            drawing.text(round(one.x, 2), round(one.base, 2), one.text, one.size)
            drawing.steps.append("0 Tr 0 g")
        for one in [] if turned else leaf.fields:
            drawing.note(
                "Widget", one.x - 1, one.base - one.size, one.x + one.wide + 1, one.base + 2, f"/FT /Tx /V <FEFF{one.text.encode('utf-16-be').hex()}>"
            )
        if leaf.crop is not None:
            x0, y0, x1, y1 = leaf.crop
            drawing.extra += f" /CropBox [{x0} {HEIGHT - y1} {x1} {HEIGHT - y0}]"
        if turned:  # what is drawn lies on its side, and the page is turned
            matrix, box = {
                90: (f"0 1 -1 0 {HEIGHT} 0", (HEIGHT, WIDTH)),
                180: (f"-1 0 0 -1 {WIDTH} {HEIGHT}", (WIDTH, HEIGHT)),
                270: (f"0 -1 1 0 0 {WIDTH}", (HEIGHT, WIDTH)),
            }[turned]
            drawing.steps = [f"q {matrix} cm", *drawing.steps, "Q"]
            drawing.extra = f"/MediaBox [0 0 {box[0]} {box[1]}] /Rotate {turned * shown_turned}"
        drawings.append(drawing)
    return pdf(*drawings)


def _rule(drawing: Drawing, rule: Rule) -> None:
    x0, y0, x1, y1 = (round(one, 2) for one in (rule.x0, rule.y0, rule.x1, rule.y1))
    if rule.way == "S":
        drawing.line(x0, y0, x1, y1)
        return
    half = rule.thick / 2
    x0, y0, x1, y1 = (x0, y0 - half, x1, y1 + half) if rule.level else (x0 - half, y0, x1 + half, y1)
    if rule.way == "f":
        drawing.area(x0, y0, x1, y1, 0)
    else:
        drawing.steps.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {HEIGHT - y1} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \0 EI Q")


# ---------------------------------------------------------------- rules


def _some_rules(leaves: list[Leaf], random: Random) -> list[tuple[Leaf, list[Rule]]]:
    """Rules of all pages or one: all, the level ones, the upright ones, those at one place, or single ones."""
    chosen = [leaf for leaf in leaves if leaf.rules]
    if chosen and random.random() < 0.5:
        chosen = [random.choice(chosen)]
    kind, near = random.randrange(5), random.random()
    found = []
    for leaf in chosen:
        rules = [
            leaf.rules,
            [rule for rule in leaf.rules if rule.level],
            [rule for rule in leaf.rules if not rule.level],
            [rule for rule in leaf.rules if not rule.level and abs(rule.x0 - leaf.rules[int(near * len(leaf.rules))].x0) < 1],
            random.sample(leaf.rules, min(len(leaf.rules), random.randint(1, 6))),
        ][kind]
        found.append((leaf, [*rules]))
    return found


def rules_lost(file: FaultyFile, random: Random) -> None:
    """Some rules, or those within the tables, or a stretch of some."""
    how = random.randrange(3)

    def lose(leaves: list[Leaf]) -> None:
        for leaf, rules in _some_rules(leaves, random):
            xs, ys = [rule.x0 for rule in leaf.rules], [rule.y0 for rule in leaf.rules]
            for rule in rules:
                if how == 0 or (how == 1 and rule.x0 != min(xs) and rule.x1 != RIGHT and rule.y0 != min(ys)):
                    leaf.rules.remove(rule)
                elif how == 2:
                    _shorten(rule, random.random(), random.random())

    file.later.append(lose)


def _shorten(rule: Rule, one: float, two: float) -> None:
    one, two = sorted((one, two))
    rule.x0, rule.x1 = rule.x0 + (rule.x1 - rule.x0) * one, rule.x0 + (rule.x1 - rule.x0) * two
    rule.y0, rule.y1 = rule.y0 + (rule.y1 - rule.y0) * one, rule.y0 + (rule.y1 - rule.y0) * two


def rules_with_gaps(file: FaultyFile, random: Random) -> None:
    """Some rules are dashed, or have a gap."""
    dash, gap = random.choice((3, 20, 60)), random.choice((1, 3, 5, 12))

    def cut(leaves: list[Leaf]) -> None:
        for leaf, rules in _some_rules(leaves, random):
            for rule in rules:
                leaf.rules.remove(rule)
                long = max(rule.x1 - rule.x0, rule.y1 - rule.y0)
                at = random.random() * dash
                leaf.rules.append(evolve(rule))
                _shorten(leaf.rules[-1], 0, min(at / long, 1) if long else 1)
                while long and (at := at + gap) < long:
                    leaf.rules.append(evolve(rule))
                    _shorten(leaf.rules[-1], at / long, min((at + dash) / long, 1))
                    at += dash

    file.later.append(cut)


def column_lost(file: FaultyFile, random: Random) -> None:
    """A column of a table, its title with it."""
    rows, at = random.choice(file.rows())
    whole = list(table(rows).places())
    gone = random.choice([column for cell, row, column in whole if row == at and cell.part is Part.VALUE])
    for cell, row, column in whole:
        if cell.part in (Part.VALUE, Part.HEAD) and column <= gone < column + cell.columns:
            place = next(one for one, other in enumerate(rows[row]) if other is cell)
            rows[row][place : place + 1] = [evolve(cell, columns=cell.columns - 1)] if cell.columns > 1 else []


def rules_moved(file: FaultyFile, random: Random) -> None:
    """Some rules are a little off, too long, too short, or drawn twice."""
    most, how = random.choice((0.5, 1.5, 3, 4, 6)), random.randrange(4)

    def move(leaves: list[Leaf]) -> None:
        for leaf, rules in _some_rules(leaves, random):
            for rule in rules:
                by = random.uniform(-most, most)
                moved = evolve(rule)
                if how < 2:
                    moved = evolve(rule, y0=rule.y0 + by, y1=rule.y1 + by) if rule.level else evolve(rule, x0=rule.x0 + by, x1=rule.x1 + by)
                elif rule.level:
                    moved = evolve(rule, x0=rule.x0 + by, x1=rule.x1 + (by if how == 2 else -by))
                else:
                    moved = evolve(rule, y0=rule.y0 + by, y1=rule.y1 + (by if how == 2 else -by))
                leaf.rules.append(moved)
                if how:
                    leaf.rules.remove(rule)

    file.later.append(move)


def rules_painted(file: FaultyFile, random: Random) -> None:
    """Some rules are areas, thin or not so thin, or pictures."""
    way, thick = random.choice("ffi"), random.choice((0.3, 1, 2.5, 4))

    def paint(leaves: list[Leaf]) -> None:
        for _, rules in _some_rules(leaves, random):
            for rule in rules:
                rule.way, rule.thick = way, thick

    file.later.append(paint)


def rule_too_many(file: FaultyFile, random: Random) -> None:
    """A rule anywhere on a page with a table, through numbers, too."""

    def draw(leaves: list[Leaf]) -> None:
        for leaf in [leaf for leaf in leaves if leaf.rules][:3]:
            other = random.choice(leaf.rules)
            by = random.uniform(-30, 30)
            leaf.rules.append(evolve(other, y0=other.y0 + by, y1=other.y1 + by) if other.level else evolve(other, x0=other.x0 + by, x1=other.x1 + by))
            _shorten(leaf.rules[-1], random.choice((0, random.random())), random.choice((1, random.random())))

    file.later.append(draw)


def numbers_struck_out(file: FaultyFile, random: Random) -> None:
    """A line is drawn through up to three numbers, or under them."""
    through = random.random() < 0.5

    def strike(leaves: list[Leaf]) -> None:
        for leaf, one in _numbers(leaves, random, 3):
            y = one.base - one.size * 0.35 if through else one.base + 1.2
            leaf.strokes.append(Rule(one.x - 0.5, y, one.x + one.wide + 0.5, y))
            if through and one.cell is not None:
                file.unsaid.add(one.cell.key)

    file.later.append(strike)


# ---------------------------------------------------------------- numbers


def _numbers(leaves: list[Leaf], random: Random, most: int) -> list[tuple[Leaf, Piece]]:
    found = [(leaf, one) for leaf in leaves for one in leaf.numbers]
    return random.sample(found, min(len(found), random.choice((random.randint(1, most), random.randint(1, most), len(found)))))


def numbers_in_pieces(file: FaultyFile, random: Random) -> None:
    """The digits of numbers are drawn one by one, with gaps, or squeezed, and perhaps not all at one height."""
    gap, drop, back = random.choice((-1.5, -0.5, 0, 0.4, 1, 2, 4)), random.choice((0, 0, 0.4, 2)), random.random() < 0.3

    def split(leaves: list[Leaf]) -> None:
        for leaf, one in _numbers(leaves, random, 3):
            pieces = [
                evolve(one, text=digit, x=one.x + at * (one.size / 2 + gap), base=one.base + drop * (at % 2)) for at, digit in enumerate(one.text)
            ]
            at = leaf.pieces.index(one)
            leaf.pieces[at : at + 1] = pieces[::-1] if back else pieces

    file.later.append(split)


def numbers_moved(file: FaultyFile, random: Random) -> None:
    """Numbers stand a little aside, over a border perhaps."""
    over, down = random.uniform(-1, 1), random.choice((0, 0, random.uniform(-0.5, 0.5)))
    far = random.choice((4, 10, 16))

    def move(leaves: list[Leaf]) -> None:
        for _, one in _numbers(leaves, random, 4):
            one.x += over * far
            one.base += down * one.size

    file.later.append(move)


def numbers_twice(file: FaultyFile, random: Random) -> None:
    """Numbers are drawn again a little aside, to be seen or not, and say the same or not."""
    mode, tint, same = random.choice(((0, 0.0, True), (3, 0.0, True), (3, 0.0, False), (0, 1.0, False), (0, 1.0, True)))
    aside, down = random.choice((0, 0.3, 0.8, 1.5, 2.5) if not mode and not tint else (0, 0.5, 2, 4, 7)), random.choice((0, 0, 0.5, 2.7, 5))
    first = random.random() < 0.5

    def again(leaves: list[Leaf]) -> None:
        for leaf, one in _numbers(leaves, random, 3):
            text = one.text if same else str(random.choice((7, random.randint(2, 60), random.randint(2, 9000))))
            leaf.pieces.insert(0 if first else len(leaf.pieces), evolve(one, text=text, x=one.x + aside, base=one.base + down, mode=mode, tint=tint))

    file.later.append(again)


def numbers_that_nobody_sees(file: FaultyFile, random: Random) -> None:
    """White numbers, or numbers that are not drawn, in blank cells or for those that are there."""
    mode, tint = random.choice(((3, 0.0), (0, 1.0)))
    blanks = random.random() < 0.5
    blank = [row for rows in file.tables for row in rows for cell in row if cell.part is Part.VALUE and not cell.text]
    if blanks and blank:
        for row in random.sample(blank, min(3, len(blank))):
            for at, cell in enumerate(row):
                if cell.part is Part.VALUE and not cell.text:
                    row[at] = evolve(cell, text="8")
                    file.unsaid.add(cell.key)
    chosen = {*file.unsaid}

    def hide(leaves: list[Leaf]) -> None:
        for _, one in (
            [(leaf, one) for leaf in leaves for one in leaf.numbers if one.cell and one.cell.key in chosen] if chosen else _numbers(leaves, random, 3)
        ):
            one.mode, one.tint = mode, tint
            file.unsaid.add(one.cell.key if one.cell is not None else None)

    file.later.append(hide)


def numbers_marked(file: FaultyFile, random: Random) -> None:
    """Numbers have a mark that refers to a note, small and raised, or of the same size."""
    size, up, before = random.choice((0.5, 0.65, 0.8)), random.choice((0.25, 0.35, 0.5)), random.random() < 0.2
    mark = random.choice(_MARKS)

    def write(leaves: list[Leaf]) -> None:
        for leaf, one in _numbers(leaves, random, 3):
            small = one.size * size
            x = one.x - _wide(mark, small) if before else one.x + one.wide
            leaf.pieces.append(evolve(one, text=mark, x=x, base=one.base - one.size * up, size=small))

    file.later.append(write)


def numbers_in_fields(file: FaultyFile, random: Random) -> None:
    """Numbers stand in fields to be filled in, and not on the page."""

    def fill(leaves: list[Leaf]) -> None:
        for leaf, one in _numbers(leaves, random, 3):
            leaf.pieces.remove(one)
            leaf.fields.append(one)

    file.later.append(fill)


def other_characters(file: FaultyFile, random: Random) -> None:
    """Digits of full width, and radicals in the place of ideographs."""

    def replace(leaves: list[Leaf]) -> None:
        for _, one in _numbers(leaves, random, 3):
            if len(one.text) < 4:
                one.x -= one.wide / 2
                one.text = "".join(chr(ord(digit) + 0xFEE0) for digit in one.text)
        for leaf in leaves:
            for one in leaf.pieces:
                if random.random() < 0.5:
                    one.text = "".join(_KANGXI.get(char, char) for char in one.text)

    file.later.append(replace)


def cell_set_otherwise(file: FaultyFile, random: Random) -> None:
    """Text stands at another side of its cells; numbers of neighbours may touch."""
    file.setting.align, file.setting.above = random.choice((0, 0.5, 1)), random.choice((0, 0.5, 1))
    file.setting.size = random.choice((6.0, 8.0, 9.0))


# ---------------------------------------------------------------- pages


def pages_cut(file: FaultyFile, random: Random) -> None:
    """Pages end behind any rows, or within one; heads are printed again, or not."""
    count = sum(map(len, file.tables))
    file.setting.breaks |= set(random.sample(range(1, count), random.randint(1, 3)))
    file.setting.cut = random.choice((None, random.random()))
    file.setting.heads_again = random.random() < 0.4
    file.setting.ruled_at_breaks = random.random() < 0.5


def lines_near_a_table(file: FaultyFile, random: Random) -> None:
    """The number of a page, or a running head, close to a table or within it."""
    above, below = random.uniform(1, 8), random.uniform(1, 14)
    said, x = random.choice(("{}", "- {} -", "第{}页", "云山县水务局", "9")), random.choice((60, 250, 290, 520))

    def around(number: int, top: float, bottom: float) -> Iterator[Piece]:
        if random.random() < 0.6:
            yield Piece(said.format(number + 2), x, bottom + below + 8, 8)
        else:
            yield Piece(said.format(number + 2), x, top - above, 8)

    file.setting.around = around


def columns_on_the_next_page(file: FaultyFile, random: Random) -> None:
    """What stands right of a border stands on a page of its own."""
    share = random.random()

    def part(leaves: list[Leaf]) -> None:
        at = next((at for at, leaf in enumerate(leaves) if len({rule.x0 for rule in leaf.rules if not rule.level}) > 4), None)
        if at is None:
            return
        leaf = leaves[at]
        edges = sorted({round(rule.x0, 1) for rule in leaf.rules if not rule.level and rule.x0 > LEFT + 160})[:-1]
        if not edges:
            return
        x = edges[int(share * len(edges))]
        right = [one for one in leaf.pieces if one.cell is not None and one.x >= x]
        other = Leaf([evolve(one, x=one.x - x + LEFT) for one in right], [])
        leaf.pieces = [one for one in leaf.pieces if not any(one is each for each in right)]
        for rule in [*leaf.rules]:
            if rule.x1 > x:
                other.rules.append(evolve(rule, x0=max(rule.x0, x) - x + LEFT, x1=rule.x1 - x + LEFT))
            if rule.x0 > x:
                leaf.rules.remove(rule)
            else:
                rule.x1 = min(rule.x1, x)
        leaves.insert(at + 1, other)

    file.later.append(part)


def pages_out_of_order(file: FaultyFile, random: Random) -> None:
    """A page is lost, or there twice, or two are exchanged."""
    how, share = random.randrange(3), random.random()

    def change(leaves: list[Leaf]) -> None:
        at = int(share * len(leaves))
        if how == 0 and len(leaves) > 1:
            del leaves[at]
        elif how == 1:
            leaves.insert(at, leaves[at])
        else:
            leaves[at - 1], leaves[at] = leaves[at], leaves[at - 1]

    file.later.append(change)


def page_cropped(file: FaultyFile, random: Random) -> None:
    """The page that is shown ends within the one that is drawn, or begins in it."""
    side, by = random.randrange(4), random.choice((20, 60, 120, 250))

    def crop(leaves: list[Leaf]) -> None:
        leaf = random.choice(leaves)
        box = [0.0, 0.0, float(WIDTH), float(HEIGHT)]
        box[side] += by if side < 2 else -by
        leaf.crop = box[0], box[1], box[2], box[3]

    file.later.append(crop)


def page_turned(file: FaultyFile, random: Random) -> None:
    """Pages lie on their side, and are shown turned."""
    file.setting.turned = random.choice((90, 180, 270))


def page_on_its_side(file: FaultyFile, random: Random) -> None:
    """Pages lie on their side, and are shown so."""
    file.setting.turned, file.setting.shown_turned = random.choice((90, 180, 270)), False


def another_report_behind(file: FaultyFile, random: Random) -> None:
    """The report of another year follows, of other numbers, on a page of its own or not."""
    other = FaultyFile(Sheet(()), file.setting)
    for block in file.blocks:
        if isinstance(block, Paragraph):
            other.blocks.append(evolve(block, text="白石县林业局2017年政府信息公开工作年度报告") if block.level == 1 else block)
        else:
            other.blocks.append(
                [[evolve(cell, text=str(5000 + int(cell.text)), key=None) if cell.text.isdigit() else cell for cell in row] for row in block]
            )
    if random.random() < 0.5:
        file.blocks += other.blocks
    else:
        file.others.append(other)


def order_of_drawing(file: FaultyFile, random: Random) -> None:
    """Text is drawn in another order than it is read in."""
    how = random.randrange(4)

    def shuffle(leaves: list[Leaf]) -> None:
        for leaf in leaves:
            if how == 0:
                random.shuffle(leaf.pieces)
            elif how == 1:
                leaf.pieces.reverse()
            elif how == 2:
                leaf.pieces.sort(key=lambda one: one.x)
            else:
                leaf.pieces = [
                    evolve(one, text=char, x=one.x + _wide(one.text[:at], one.size)) for one in leaf.pieces for at, char in enumerate(one.text)
                ]
                random.shuffle(leaf.pieces)

    file.later.append(shuffle)


FAULTS: dict[str, Callable[[FaultyFile, Random], None]] = {
    one.__name__: one
    for one in (
        rules_lost, rules_with_gaps, rules_moved, rules_painted, rule_too_many, numbers_struck_out, numbers_in_pieces, numbers_moved, numbers_twice,
        numbers_that_nobody_sees, numbers_marked, numbers_in_fields, other_characters, cell_set_otherwise, pages_cut, lines_near_a_table,
        columns_on_the_next_page, pages_out_of_order, page_cropped, page_turned, page_on_its_side,
        another_report_behind, order_of_drawing,
        faulty_pages.rows_lost, faulty_pages.row_twice, faulty_pages.rows_in_one, faulty_pages.unknown_row, faulty_pages.number_in_the_next_row,
        faulty_pages.cells_lost, faulty_pages.cells_merged, faulty_pages.cells_merged_down, faulty_pages.cell_split, faulty_pages.empty_cell_put_in,
        faulty_pages.span_wrong, faulty_pages.spans_lost, faulty_pages.blanks_dropped, faulty_pages.labels_damaged, column_lost,
        faulty_pages.columns_swapped, faulty_pages.unknown_column, faulty_pages.head_row_lost, faulty_pages.head_repeated, faulty_pages.table_cut,
        faulty_pages.tables_joined, faulty_pages.headings_lost, faulty_pages.sections_swapped,
    )
}  # fmt: skip
