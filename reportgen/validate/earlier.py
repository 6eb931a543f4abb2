"""An answer against the year before: the same text again, a year left standing, a number that changed much.

Comes in: one checked value with its question, and the history of its row (実績). Goes out: remarks (C19, C20, C22).
One finding for one cause: a text that is the same as last year is not asked about its years as well. Where there is
nothing to compare with, nothing is said here; C00 says once for all how many comparisons could not be made.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from reportgen.findings.catalogue import catalogue
from reportgen.findings.finding import Finding, Subject
from reportgen.japanese.numbers import number_text, plain, read_number, rounded
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.japanese.width import fold
from reportgen.japanese.years import years_in
from reportgen.model.plan import AskedRow, Plan
from reportgen.model.value import Value
from reportgen.place import Place
from reportgen.plan.load import Layout
from reportgen.plan.numbers import with_unit
from reportgen.plan.schema import Field, LayoutDefinition
from reportgen.validate.comparison.similarity import SHORTEST, similarity
from reportgen.validate.remark import Remark
from reportgen.validate.stale_years import stale_years
from reportgen.validate.wording.sentences import squeezed

_TEXTS: Final = ("text", "statements")
_FIGURES: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WHOLE: Final = 100


def against_before(
    value: Value, field: Field, asked: AskedRow, definition: LayoutDefinition, year: int
) -> Iterator[Remark]:
    """Yield what is to be asked about one answer. ``field`` has the unit of its row; ``year`` is that of the report."""
    if value.nothing is not None:
        return
    before = asked.history.get(field.key, {}).get(year - 1)
    label = fiscal_year_label(year - 1)
    if field.kind in _TEXTS:
        same = None
        if before is not None and not field.may_stay:
            same = _same(value.text, before.text, definition, label)
        yield from (same,) if same else _stale(value.text, field, year)
    elif field.kind == "number" and value.number is not None and before is not None:
        was = _number(before, field)
        if was is not None:
            yield from _change(was, value.number, field, _threshold(field, asked, definition), label)


def not_compared(plan: Plan, layout: Layout) -> tuple[Finding, ...]:
    """Return C00 with the number of answers that have nothing in the year before to be compared with, if there are any.

    Only comparisons count whose code is on.
    """
    words = catalogue().with_levels(layout.definition.rules.levels).entries
    lacking: list[str] = []
    every = 0
    for item in plan.items():
        for asked in item.rows():
            for field in _fields(asked, layout.definition):
                code = _code(field, asked, layout.definition)
                if not code or not any(entry.enabled for key, entry in words.items() if key.rstrip("ab") == code):
                    continue
                every += 1
                before = asked.history.get(field.key, {}).get(plan.year - 1)
                if before is None or (code == "C22" and _number(before, with_unit(field, asked.texts)) is None):
                    lacking.append(code)
    if not lacking:
        return ()
    facts = {
        "year": fiscal_year_label(plan.year - 1),
        "codes": "・".join(sorted(set(lacking))),
        "count": str(len(lacking)),
        "every": str(every),
    }
    return (Finding(code="C00", place=Place(""), subject=Subject(plan=plan.id), facts=facts),)


def _fields(asked: AskedRow, definition: LayoutDefinition) -> tuple[Field, ...]:
    return definition.entries.party if asked.kind == "party" else definition.entries.indicator


def _code(field: Field, asked: AskedRow, definition: LayoutDefinition) -> str:
    """Return the code with which an answer is compared with the year before; empty if it is not."""
    if field.kind in _TEXTS and not field.may_stay:
        return "C19"
    return "C22" if field.kind == "number" and _threshold(field, asked, definition) else ""


def _same(text: str, before: str, definition: LayoutDefinition, label: str) -> Remark | None:
    """Return C19a for the same text, C19b for nearly the same one; its years may differ, its other figures may not.

    Sentences that the layout lets repeat do not count.
    """
    now, then = (_folded(one, definition.wording.stock) for one in (text, before))
    if min(len(now), len(then)) < SHORTEST:
        return None
    if now == then:
        return Remark("C19a", {"year": label})
    mine, theirs = (_folded(_without_years(one), definition.wording.stock) for one in (text, before))
    if _FIGURES.findall(mine) != _FIGURES.findall(theirs):
        return None
    floor = definition.rules.same_as_before
    if mine != theirs and similarity(theirs, mine, floor) <= floor:
        return None
    return Remark("C19b", {"year": label})


def _folded(text: str, stock: tuple[str, ...]) -> str:
    folded = fold(squeezed(text))
    for sentence in stock:
        folded = folded.replace(fold(sentence), "")
    return folded


def _without_years(text: str) -> str:
    for one in reversed(years_in(text)):
        text = text[: one.start] + "年" + text[one.end :]
    return text


def _stale(text: str, field: Field, year: int) -> Iterator[Remark]:
    mentions = stale_years(text, year) if field.about != "reason" else ()
    if mentions:
        words = "、".join(dict.fromkeys(f"「{one.text}」" for one in mentions))
        yield Remark("C20", {"words": words, "year": fiscal_year_label(year)})


def _number(before: Value, field: Field) -> Decimal | None:
    return before.number if before.number is not None else read_number(before.text, field.unit)


def _threshold(field: Field, asked: AskedRow, definition: LayoutDefinition) -> Decimal:
    """Return the per cent over which a change is asked about, 0 for never: the row's, the field's, or the layout's."""
    own = asked.texts.get(field.change_key) if field.change_key else None
    if own is not None and own.number is not None:
        return own.number
    return Decimal(definition.rules.change_percent if field.change_percent is None else field.change_percent)


def _change(was: Decimal, now: Decimal, field: Field, threshold: Decimal, label: str) -> Iterator[Remark]:
    """Yield C22a for a change over the threshold, C22b where a rate says nothing: from 0, or over 0.

    A rate is that of the amount before, whatever its sign: from -10 to -20 is -100 %.
    """
    if not threshold or was == now:
        return
    facts = {"year": label, "last": _written(was, field), "now": _written(now, field)}
    if not was or was * now < 0:
        yield Remark("C22b", facts)
        return
    rate = plain((now - was) * _WHOLE / abs(was))
    if abs(rate) > threshold:
        amount = number_text(rounded(abs(rate), 0), thousands=True)
        yield Remark("C22a", {**facts, "change": ("＋" if rate > 0 else "－") + amount})


def _written(number: Decimal, field: Field) -> str:
    return (field.written(number) or number_text(number)) + field.unit
