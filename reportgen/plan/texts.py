"""The sheet 文章: the plan's own words about sections, items, parties and indicators, one line a row.

Comes in: an open workbook, the layout, and who can own a text. Goes out: ``Texts``, faults noted. Rows with the same
owner and field are the lines of one text, in the order of the sheet.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from reportgen.japanese.wareki import parse_fiscal_year
from reportgen.japanese.width import fold
from reportgen.model.value import Statement, Value
from reportgen.plan.cells import identity, printed
from reportgen.plan.faults import Faults
from reportgen.plan.load import Layout
from reportgen.plan.master_words import master_words
from reportgen.plan.rows import JOINT
from reportgen.plan.schema import Marks, PlanText
from reportgen.plan.tables import Row, Table, read_table
from reportgen.workbook import Workbook

OwnerKind = Literal["section", "item", "party", "indicator"]
Owners = Mapping[OwnerKind, Collection[str]]
"""The ids of all sections and items, and the row ids of all parties and indicators."""

_SHEETS: Final[Mapping[OwnerKind, str]] = {
    "section": "sections",
    "item": "items",
    "party": "assignments",
    "indicator": "indicators",
}
_VALUE_IDS: Final[Mapping[OwnerKind, str]] = {
    "section": "section",
    "item": "item",
    "party": "entry",
    "indicator": "indicator",
}
_JOINTS: Final[Mapping[OwnerKind, str]] = {"party": "/", "indicator": JOINT}


@dataclass(frozen=True, slots=True)
class _Line:
    row: Row
    statement: Statement


@dataclass(frozen=True, slots=True)
class Texts:
    """What the sheet 文章 says. ``asked`` are the texts that the layout knows for each kind of owner."""

    asked: Mapping[OwnerKind, Sequence[PlanText]] = field(default_factory=dict)
    lines: Mapping[tuple[OwnerKind, str, str], Sequence[_Line]] = field(default_factory=dict)

    def of(self, kind: OwnerKind, owner: str) -> dict[str, Value]:
        """Return the texts that were written about one owner, by key, in the order of the layout."""
        written = ((text, self.lines.get((kind, owner, text.key), ())) for text in self.asked.get(kind, ()))
        return {
            text.key: _value(f"{_VALUE_IDS[kind]}/{owner}/{text.key}", text, lines) for text, lines in written if lines
        }


def _value(identity: str, text: PlanText, lines: Sequence[_Line]) -> Value:
    return Value(
        id=identity,
        text="\n".join(line.statement.text for line in lines),
        raw="\n".join(line.row.text("text") for line in lines),
        place=lines[0].row.cell("text").place,
        statements=tuple(line.statement for line in lines) if text.kind == "statements" else (),
    )


def read_texts(book: Workbook, layout: Layout | None, owners: Owners, faults: Faults) -> Texts:
    """Return the texts of a plan; there need not be any, and no such sheet.

    Notes: M33 no fiscal year, M60 an unknown field, M61 a name where none belongs, M62 an unknown owner, M63 and M64
    a mark, M65 a year without its mark, M66 a line break, M69 a mark inside the text.
    """
    if layout is None:
        return Texts()
    table = read_table(book, master_words().sheets["texts"], faults, required=False)
    reader = _Reader(layout, owners, faults)
    lines: dict[tuple[OwnerKind, str, str], list[_Line]] = {}
    for row in table.rows if table else ():
        found = reader.line(table, row) if table else None
        if found:
            key, line = found
            lines.setdefault(key, []).append(line)
    return Texts(reader.asked, lines)


class _Reader:
    """Reads one row after the other."""

    def __init__(self, layout: Layout, owners: Owners, faults: Faults) -> None:
        definition = layout.definition
        self.asked: dict[OwnerKind, Sequence[PlanText]] = {
            "section": definition.section_texts,
            "item": [text for text in definition.item_texts if text.kind == "statements"],
            "party": [text for text in definition.party_texts if text.kind != "number"],
            "indicator": [text for text in definition.indicator_texts if text.kind != "number"],
        }
        self._by_label = {fold(text.label): (kind, text) for kind, texts in self.asked.items() for text in texts}
        self._marks: Marks = definition.marks
        self._owners, self._faults = owners, faults

    def line(self, table: Table, row: Row) -> tuple[tuple[OwnerKind, str, str], _Line] | None:
        """Return a line with whose it is, or ``None`` where a fault was noted."""
        identity(table, row, "owner", self._faults)
        label = identity(table, row, "field", self._faults)
        found = self._by_label.get(fold(label))
        if found is None:
            labels = "、".join(text.label for _, text in self._by_label.values())
            if label:
                self._faults.add("M60", row.cell("field").place, found=label, labels=labels)
            return None
        kind, text = found
        line = _Line(row, self._statement(table, row, text))
        owner = self._owner(table, row, kind, text)
        return ((kind, owner, text.key), line) if owner is not None else None

    def _owner(self, table: Table, row: Row, kind: OwnerKind, text: PlanText) -> str | None:
        owner, joint = row.text("owner"), _JOINTS.get(kind)
        name = identity(table, row, "name", self._faults, required=joint is not None)
        if name and joint is None:
            facts = {"label": text.label, "heading": table.headings["name"]}
            self._faults.add("M61", row.cell("name").place, **facts)
            return None
        whole = f"{owner}{joint}{name}" if joint else owner
        if whole in self._owners[kind]:
            return whole
        if owner == owner.strip() and owner and bool(name) == bool(joint):
            facts = {"found": f"{owner} {name}".strip(), "sheet": master_words().sheets[_SHEETS[kind]].name}
            self._faults.add("M62", row.cell("name" if joint else "owner").place, **facts)
        return None

    def _statement(self, table: Table, row: Row, text: PlanText) -> Statement:
        words = printed(table, row, "text", self._faults)
        mark, place = row.text("mark").strip(), row.cell("text").place
        bullet, star = self._marks.bullet, self._marks.star
        if text.kind == "text":
            if mark:
                self._faults.add("M64", row.cell("mark").place, label=text.label)
        elif fold(mark) not in (fold(each) for each in ("", bullet, star)):
            self._faults.add("M63", row.cell("mark").place, found=mark, bullet=bullet, star=star)
        elif "\n" in words:
            self._faults.add("M66", place)
        elif words.startswith((bullet, star)):
            self._faults.add("M69", place, mark=words[0], heading=table.headings["mark"])
        starred = fold(mark) == fold(star)
        return Statement(text=words, mark=star if starred else bullet, judged=self._judged(table, row, starred))

    def _judged(self, table: Table, row: Row, starred: bool) -> int | None:
        said = printed(table, row, "judged", self._faults, required=False)
        year = parse_fiscal_year(said)
        if said.strip() and not starred:
            self._faults.add("M65", row.cell("judged").place, star=self._marks.star)
        elif said.strip() and year is None:
            self._faults.add("M33", row.cell("judged").place, found=said)
        return year
