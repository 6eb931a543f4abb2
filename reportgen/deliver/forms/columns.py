"""What stands side by side on the form: one definition of the columns for cells, names, widths and formulas.

Comes in: a layout and the plan's word for its sections. Goes out: the columns, left to right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from reportgen.deliver.forms.words import width, word
from reportgen.plan.schema import Field, LayoutDefinition


class Use(Enum):
    """What a column is for. Plan columns are locked and grey, answers and reasons are open and tinted."""

    IDENTITY = auto()
    PLAN = auto()
    ANSWER = auto()
    COUNT = auto()
    REASON = auto()
    CHECK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``index`` is 1-based; ``key`` says which text stands there; ``name`` is its defined name, if any.

    ``field`` is the question of an answer column, or the one whose characters a counter counts.
    """

    index: int
    key: str
    use: Use
    header: str
    width: float
    name: str | None = None
    field: Field | None = None

    @property
    def open(self) -> bool:
        """Whether a department writes here."""
        return self.use in (Use.ANSWER, Use.REASON)


def form_columns(layout: LayoutDefinition, section_kind: str) -> tuple[Column, ...]:
    """Return the columns of the form. ``section_kind`` heads the column that says where in the plan an item stands."""
    drafts = [*_plan_columns(layout, section_kind), *_answer_columns(layout), *_closing_columns()]
    return tuple(
        Column(index=index, key=key, use=use, header=header, width=wide, name=name, field=field)
        for index, (key, use, header, wide, name, field) in enumerate(drafts, start=1)
    )


_Draft = tuple[str, Use, str, float, str | None, Field | None]


def _plan_columns(layout: LayoutDefinition, section_kind: str) -> Iterator[_Draft]:
    yield "row_id", Use.IDENTITY, word("columns", "row_id"), width("row_id"), "rg_row_id", None
    yield "section", Use.PLAN, section_kind or word("columns", "section"), width("section"), None, None
    for key in ("item_number", "item_name", "party"):
        yield key, Use.PLAN, word("columns", key), width(key), f"rg_{key}", None
    for text in layout.item_texts:
        header = word("columns", "plan_text", 項目=text.label)
        yield f"text/{text.key}", Use.PLAN, header, width("plan_text"), None, None


def _answer_columns(layout: LayoutDefinition) -> Iterator[_Draft]:
    for field in layout.entries.party:
        yield field.key, Use.ANSWER, field.label, field.width, f"rg_{field.key}", field
        if field.limit is not None:
            header = word("columns", "count", 項目=field.label)
            yield f"count/{field.key}", Use.COUNT, header, width("count"), None, field


def _closing_columns() -> Iterator[_Draft]:
    yield "reason", Use.REASON, word("columns", "reason"), width("reason"), "rg_reason", None
    yield "check", Use.CHECK, word("columns", "check"), width("check"), None, None
