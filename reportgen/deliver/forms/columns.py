"""What stands side by side on the form: one definition of the columns for cells, names, widths and formulas.

Comes in: a layout, the plan's word for its sections, what the rows are about, and which questions have an answer of
the year before. Goes out: the columns, left to right.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from reportgen.deliver.forms.words import width, word
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.plan import Plan, RowKind
from reportgen.plan.schema import Field, LayoutDefinition, PlanText

NAME_PREFIX: Final[Mapping[RowKind, str]] = {"party": "rg_", "indicator": "rgi_"}
"""What defined names of columns begin with, so that questions of the same key on two sheets stay apart."""
_LIST_PREFIX: Final[Mapping[RowKind, str]] = {"party": "_list_", "indicator": "_listi_"}


class Use(Enum):
    """What a column is for. Plan columns are locked and grey, answers and reasons are open and tinted.

    ``EARLIER`` shows what was answered in the year before, beside the question; it is locked and grey as well.
    """

    IDENTITY = auto()
    PLAN = auto()
    EARLIER = auto()
    ANSWER = auto()
    COUNT = auto()
    REASON = auto()
    CHECK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``index`` is 1-based; ``key`` says which text stands there; ``name`` is its defined name, if any.

    ``field`` is the question of an answer column, the one whose characters a counter counts, or the one that was
    answered in the year before; ``choices`` is the defined name of its list of choices.
    """

    index: int
    key: str
    use: Use
    header: str
    width: float
    name: str | None = None
    field: Field | None = None
    choices: str | None = None

    @property
    def open(self) -> bool:
        """Whether a department writes here."""
        return self.use in (Use.ANSWER, Use.REASON)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierYear:
    """The fiscal year before, and the keys of the questions whose answers of then are shown."""

    year: int
    keys: Collection[str]


def earlier_year(plan: Plan, layout: LayoutDefinition, kind: RowKind) -> EarlierYear:
    """Return which answers of the year before the forms of a plan show: those that at least one row has (実績).

    All forms of a plan have the same columns. What the layout's ``earlier`` does not name is left out.
    """
    year, chosen = plan.year - 1, layout.form.earlier
    rows = [row for item in plan.items() for row in item.rows() if row.kind == kind]
    known = {key for row in rows for key, years in row.history.items() if year in years}
    return EarlierYear(year=year, keys=frozenset(known if chosen is None else known & set(chosen)))


_NO_YEAR: Final = EarlierYear(year=0, keys=())


def form_columns(
    layout: LayoutDefinition, section_kind: str, kind: RowKind = "party", earlier: EarlierYear = _NO_YEAR
) -> tuple[Column, ...]:
    """Return the columns of a sheet. ``section_kind`` heads the column that says where in the plan an item stands."""
    fields = layout.entries.party if kind == "party" else layout.entries.indicator
    drafts = [*_plan_columns(layout, section_kind, kind), *_answer_columns(fields, earlier), *_closing_columns()]
    return tuple(
        Column(
            index=index,
            key=key,
            use=use,
            header=header,
            width=wide,
            name=NAME_PREFIX[kind] + key if use in _NAMED or key in _IDENTIFYING else None,
            field=field,
            choices=_LIST_PREFIX[kind] + key if use is Use.ANSWER and field and field.scale else None,
        )
        for index, (key, use, header, wide, field) in enumerate(drafts, start=1)
    )


_Draft = tuple[str, Use, str, float, Field | None]
_NAMED: Final = (Use.IDENTITY, Use.ANSWER, Use.REASON)
_IDENTIFYING: Final = ("item_number", "item_name", "party", "indicator")


def _plan_columns(layout: LayoutDefinition, section_kind: str, kind: RowKind) -> Iterator[_Draft]:
    form = layout.form
    yield "row_id", Use.IDENTITY, word("columns", "row_id"), width("row_id"), None
    yield "section", Use.PLAN, section_kind or word("columns", "section"), width("section"), None
    yield "item_number", Use.PLAN, word("columns", "item_number"), width("item_number"), None
    yield "item_name", Use.PLAN, form.item_label, width("item_name"), None
    yield kind, Use.PLAN, form.party_label if kind == "party" else form.indicator_label, width("party"), None
    for text in layout.item_texts:
        yield _of_plan(f"text/{text.key}", text, "plan_text")
    for own in layout.party_texts if kind == "party" else layout.indicator_texts:
        yield _of_plan(f"own/{own.key}", own, "own_lines" if own.kind == "statements" else "own_text")


def _of_plan(key: str, text: PlanText, usual: str) -> _Draft:
    """Return a column with the plan's own words; a number needs less room than a text, a text than several lines."""
    wide = width("plan_number" if text.kind == "number" else usual)
    return key, Use.PLAN, word("columns", "plan_text", 項目=text.label), wide, None


def _answer_columns(fields: tuple[Field, ...], earlier: EarlierYear) -> Iterator[_Draft]:
    for field in fields:
        if field.key in earlier.keys:
            header = word("columns", "earlier", 項目=field.label, 年度=fiscal_year_label(earlier.year))
            yield f"earlier/{field.key}", Use.EARLIER, header, _earlier_width(field), field
        yield field.key, Use.ANSWER, field.label, field.width, field
        if field.limit is not None:
            header = word("columns", "count", 項目=field.label)
            yield f"count/{field.key}", Use.COUNT, header, width("count"), field


def _earlier_width(field: Field) -> float:
    """Return the width of a column to read: not wider than needed, and wide enough for its heading."""
    return min(max(field.width, width("earlier_least")), width("earlier_most"))


def _closing_columns() -> Iterator[_Draft]:
    yield "reason", Use.REASON, word("columns", "reason"), width("reason"), None
    yield "check", Use.CHECK, word("columns", "check"), width("check"), None
