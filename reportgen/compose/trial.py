"""Try a layout on made-up reports, so that it can be checked before there is a plan.

Comes in: a layout. Goes out: its faults. The reports are made of the definition alone: the layout's own item texts,
fields, scales and words for nothing. They hold texts of several lines, sections without items, items with several
entries, one and none, all kinds of nothing, drafts and final versions, with a meeting and without.

How deep the plan's tree is, only the plan says: the layout is sound if it is sound for a tree of one, two or three
levels, and its faults are those of the best fit.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import cycle

from reportgen.compose.assembly import assemble, read_templates
from reportgen.compose.faults import Faults
from reportgen.compose.file_name import PLACES, unknown_places
from reportgen.document.text import Origin
from reportgen.errors import TemplateError
from reportgen.model.plan import Choice, History, Meeting, Opinion, Scale
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem, ReportSection
from reportgen.model.value import Nothing, Statement, Value
from reportgen.plan.derivations import Derivation, Noun
from reportgen.plan.load import Layout
from reportgen.plan.numbers import NumberStyle
from reportgen.plan.schema import Field, LayoutDefinition, PlanText

_YEAR = 2021
_DEPTHS = (2, 1, 3)
_QUANTITY = Decimal("-1234.5")
_MEETING = Meeting(document_number="資料1", name="審議会", day=date(2022, 7, 1), contact="企画課")


def try_layout(layout: Layout) -> tuple[TemplateError, ...]:
    """Return every fault, by file and line; empty if the layout is sound."""
    found: list[Faults] = []
    for depth in _DEPTHS:
        found.append(_faults(layout, depth))
        if not found[-1]:
            return ()
    return min(found, key=lambda faults: (faults.count("K58", "K83"), len(faults))).all()


def trial_reports(definition: LayoutDefinition, layout: str = "", depth: int = 2) -> tuple[Report, ...]:
    """Return the made-up reports of a definition: a draft with a meeting, and a final version without one."""
    maker = _Maker(definition)
    draft = Report(
        plan_id="trial",
        municipality="見本市",
        plan_name="見本計画",
        short_name="第2期計画",
        year=_YEAR,
        layout=layout,
        issued=date(2022, 7, 1),
        final=False,
        meeting=_MEETING,
        scales=_scales(definition),
        sections=tuple(maker.section(str(number), 1, depth) for number in (1, 2)),
        derived=maker.derived("report", "report"),
        receipts=(),
    )
    return draft, replace(draft, issued=None, final=True, meeting=Meeting(final=True))


def _faults(layout: Layout, depth: int) -> Faults:
    faults = Faults(f"templates/{layout.name}")
    read_templates(layout, faults)
    for name in unknown_places(layout.definition.file_name):
        faults.add("K61", Origin(f"{faults.layout}/layout.toml", 0), name=name, names=PLACES)
    for report in trial_reports(layout.definition, layout.name, depth):
        assemble(report, layout, faults, trial=True)
    return faults


class _Maker:
    """Makes sections, items and entries; goes through the kinds of text and of nothing in turn."""

    def __init__(self, definition: LayoutDefinition) -> None:
        self._definition = definition
        self._kinds = cycle((None, *Nothing))
        self._dashes = cycle((False, False, True))

    def section(self, path: str, level: int, depth: int) -> ReportSection:
        deeper = level < depth
        counts = (1, 2, 3, 0) if path.endswith("1") else ()
        return ReportSection(
            id=path,
            kind=f"第{level}段",
            level=level,
            number=_value(f"section/{path}/number", path),
            title=_value(f"section/{path}/title", "区分の名前"),
            texts=self._texts(f"section/{path}", self._definition.section_texts if counts else ()),
            sections=tuple(self.section(f"{path}-{n}", level + 1, depth) for n in (1, 2)) if deeper else (),
            items=tuple(self._item(f"{path}-{n}", n) for n in (() if deeper else counts)),
            derived=self.derived("section", f"section/{path}"),
            opinions=_opinions(f"section/{path}") if counts else (),
        )

    def _item(self, path: str, count: int) -> ReportItem:
        """Return an item with that many entries."""
        indicators = count if self._definition.entries.indicator else 0
        return ReportItem(
            id=path,
            number=_value(f"item/{path}/number", str(count)),
            full_number=path,
            name=_value(f"item/{path}/name", "事業の名前"),
            texts=self._texts(f"item/{path}", self._definition.item_texts),
            entries=tuple(self._entry(f"{path}/{n}") for n in range(1, count + 1)),
            indicators=tuple(self._indicator(f"{path}/i{n}") for n in range(1, indicators + 1)),
            derived=self.derived("item", f"item/{path}"),
            badges=("重点", "新規")[:count],
            opinions=_opinions(f"item/{path}")[:count],
        )

    def _entry(self, path: str) -> Entry:
        own = f"entry/{path}"
        party = _value(f"{own}/party", f"担当{path}")
        return Entry(
            id=own,
            party=party,
            submitter="担当",
            values=self._answers(own, self._definition.entries.party),
            texts=self._texts(own, self._definition.party_texts),
            derived=self.derived("entry", own),
            history=self._history(own, self._definition.entries.party),
        )

    def _indicator(self, path: str) -> IndicatorEntry:
        own = f"indicator/{path}"
        name = _value(f"{own}/name", f"指標{path}")
        return IndicatorEntry(
            id=own,
            name=name,
            submitter="担当",
            values=self._answers(own, self._definition.entries.indicator),
            texts=self._texts(own, self._definition.indicator_texts),
            derived=self.derived("indicator", own),
            history=self._history(own, self._definition.entries.indicator),
        )

    def _texts(self, own: str, texts: Sequence[PlanText]) -> dict[str, Value]:
        made: dict[str, Value] = {}
        for text in texts:
            name = f"{own}/{text.key}"
            made[text.key] = self._text(name, text)
        return made

    def _text(self, name: str, text: PlanText) -> Value:
        if text.kind == "statements":
            return self._statements(name)
        if text.kind == "number":
            return _number(name, text)
        return _value(name, f"{text.label}の1行目\n・2行目")

    def derived(self, noun: Noun, own: str) -> dict[str, Value]:
        """Return made-up derived values, each kind as it may come: numbers, words, and a dash in turn."""
        return {
            key: self._derived(f"{own}/{key}", one)
            for one in self._definition.derive
            if noun in one.on
            for key in one.made_keys()
        }

    def _derived(self, name: str, one: Derivation) -> Value:
        if next(self._dashes):
            return Value(id=name, text=self._definition.empty.text(Nothing.DASH), nothing=Nothing.DASH)
        if one.kind == "arrow":
            return _value(name, one.arrows[0])
        return _value(name, one.bands[0].value) if one.kind == "band" else _number(name, one)

    def _statements(self, name: str) -> Value:
        marks = self._definition.marks
        made = (
            Statement(text="1つ目の文", mark=marks.bullet),
            Statement(text="2つ目の文", mark=marks.star, judged=2020),
        )
        return replace(_value(name, "\n".join(one.text for one in made)), statements=made)

    def _answers(self, own: str, fields: tuple[Field, ...]) -> dict[str, Value]:
        return {field.key: self._answer(f"{own}/{field.key}", field, next(self._kinds)) for field in fields}

    def _history(self, own: str, fields: tuple[Field, ...]) -> History:
        """Return a value of the year before, of every field; of the years before that there is none."""
        return {field.key: {_YEAR - 1: self._answer(f"history/{own}/{field.key}", field, None)} for field in fields}

    def _answer(self, name: str, field: Field, kind: Nothing | None) -> Value:
        if kind is not None:
            return Value(id=name, text=self._definition.empty.text(kind), nothing=kind)
        if field.kind == "statements":
            return self._statements(name)
        if field.kind == "number":
            return _number(name, field)
        return _value(name, field.example or f"{field.label}の1行目\n2行目")


def _opinions(own: str) -> tuple[Opinion, ...]:
    names = ("speaker", "opinion", "response")
    return tuple(
        Opinion(
            **{name: _value(f"opinion/{own}/{number}/{name}", text) for name, text in zip(names, texts, strict=True)}
        )
        for number, texts in enumerate((("委員", "意見の1行目\n2行目", "回答"), ("", "意見", "")), 1)
    )


def _scales(definition: LayoutDefinition) -> dict[str, Scale]:
    fields = (*definition.entries.party, *definition.entries.indicator)
    names = {field.scale: field.example for field in fields if field.scale}
    choices = {
        name: (Choice(value=example or "A", meaning="意味"), Choice(value="B")) for name, example in names.items()
    }
    return {name: Scale(name=name, choices=choices[name]) for name in names}


def _number(name: str, style: NumberStyle) -> Value:
    return replace(_value(name, style.written(_QUANTITY) or str(_QUANTITY)), number=_QUANTITY)


def _value(name: str, text: str) -> Value:
    return Value(id=name, text=text, raw=text)
