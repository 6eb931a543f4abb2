"""One cell, read by the kind of its field.

Comes in: a raw cell, its field and the scale of a choice. Goes out: a ``Reading``: the text, or the kind of nothing
that stands there, with every fix and every remark. A remark is a code with its facts; ``rules`` adds place and subject.

Cleaning is a list of named steps (``cleaning``), each logged as a fix. NFKC serves only to compare a
choice. What was typed stays in ``Value.raw`` whatever happens here.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from reportgen.japanese.classes import clusters
from reportgen.japanese.invisible import code_point, invisible_in, looks_empty, without_controls, without_invisible
from reportgen.japanese.numbers import number_text, stored_number
from reportgen.japanese.signs import as_one_sign
from reportgen.japanese.width import fold
from reportgen.model.plan import Scale
from reportgen.model.submitted import RawCell
from reportgen.model.value import Fix, Nothing
from reportgen.plan.quantities import quantity
from reportgen.plan.schema import Field, Rules
from reportgen.validate.cleaning import cleaned, without_unseen
from reportgen.validate.questions import questions
from reportgen.validate.remark import Remark

CELL_LIMIT: Final = 32_767
"""Characters of a cell, counted as UTF-16 code units: a longer text cannot be written back into a form.

Source: Excel specifications and limits.
"""
_NO_RULES: Final = Rules(short=0)
_OTHER_FILE: Final = re.compile(r"(?<!\w)\[[^\[\]]+\][^!\[\]]*!")
"""[1]Sheet1!A1 in the file, [回答.xlsx]Sheet1!A1 on the screen. Source: ECMA-376 part 1, 18.17.2.3."""
_SEPARATORS: Final = re.compile(r"[→⇒⇨>・･,、，./／|｜~～〜＋+&＆\s]|->|または|又は|あるいは|から|と|or")
_BRACKETED: Final = re.compile(r"(.+?)\s*[（(［\[〔【].*[）)］\]〕】]\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a cell says. With ``nothing`` set, ``text`` is empty and the layout's words are printed instead.

    ``number`` is the exact quantity where the cell says one.
    """

    text: str = ""
    number: Decimal | None = None
    nothing: Nothing | None = None
    fixes: tuple[Fix, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_cell(cell: RawCell, asked: Field, scale: Scale | None, rules: Rules = _NO_RULES) -> Reading:
    """Return what a cell says as an answer to a field.

    An error value, and a formula whose result the file does not hold, are 未確定 whatever the field asks for.
    """
    if cell.kind == "error":
        return _pending(Remark("C03"))
    if cell.formula is not None and cell.kind == "blank":
        return _pending(Remark("C01", {"formula": cell.formula}))
    reading = _choice(cell, asked, scale) if asked.kind == "choice" else _cleaned(cell, asked, scale, rules)
    reading = replace(reading, remarks=(*reading.remarks, *_about_look(cell)))
    if cell.formula is None:
        return reading
    remark = Remark("S14" if _OTHER_FILE.search(cell.formula) else "C02", {"formula": cell.formula})
    return replace(reading, remarks=(remark, *reading.remarks))


def _about_look(cell: RawCell) -> Iterator[Remark]:
    """Yield what the look of a cell says that its text does not."""
    if not looks_empty(cell.struck):
        yield Remark("T03", {"struck": cell.struck})
    if not looks_empty(cell.unseen):
        yield Remark("T04", {"unseen": cell.unseen})
    if not looks_empty(cell.set_apart):
        yield Remark("T18", {"words": cell.set_apart})


def _cleaned(cell: RawCell, asked: Field, scale: Scale | None, rules: Rules) -> Reading:
    """Return what a cell other than a choice says, mended step by step; a text is asked about as well."""
    is_text = asked.kind in ("text", "statements") and cell.kind != "date"
    if is_text and not looks_empty(cell.shown):
        mended = cleaned(cell.shown, lines=asked.kind == "statements", consent=rules.fixes)
        asking = questions(mended.text, asked, rules)
    else:
        mended = without_unseen(cell.shown)
        asking = ()
    reading = _READERS[asked.kind](replace(cell, shown=mended.text), asked, scale)
    if reading.nothing is not None:
        return reading
    remarks = (*mended.remarks, *reading.remarks, *asking)
    return replace(reading, fixes=(*mended.fixes, *reading.fixes), remarks=remarks)


def nothing_for(asked: Field) -> Nothing:
    """Return the kind of nothing that an empty cell is for a field."""
    return Nothing.UNSELECTED if asked.kind == "choice" else Nothing.BLANK


def _text(cell: RawCell, asked: Field, _: Scale | None) -> Reading:
    if looks_empty(cell.shown):
        return _missing(asked, Remark("C14b" if asked.example else "C14d", {"example": asked.example}))
    remarks: list[Remark] = []
    if cell.kind == "date":
        remarks.append(Remark("C06"))
    count = len(clusters(cell.shown))
    stored = len(cell.shown.encode("utf-16-le", "surrogatepass")) // 2
    if stored > CELL_LIMIT:
        limit = CELL_LIMIT if asked.limit is None else asked.limit
        remarks.append(Remark("C24", {"count": f"{stored:,}", "limit": f"{limit:,}"}))
    elif asked.limit is not None and count > asked.limit:
        facts = {"over": str(count - asked.limit), "count": str(count), "limit": str(asked.limit)}
        remarks.append(Remark("C17", facts))
    return Reading(text=cell.shown, remarks=tuple(remarks))


def _choice(cell: RawCell, asked: Field, scale: Scale | None) -> Reading:
    """Return the choice that is meant. NFKC, case, white space and look-alike signs are folded to compare only.

    A number in a cell is read as it is shown, and else as what it stores (5.0 in a scale of 1 to 5).
    """
    choices = scale.choices if scale else ()
    facts = {"choices": "・".join(choice.value for choice in choices), "example": choices[0].value if choices else ""}
    typed = cell.shown
    seen = without_invisible(without_controls(typed))
    if any(choice.value == typed for choice in choices):
        return Reading(text=typed)
    meaning = {_same(word): choice.value for choice in reversed(choices) for word in (*choice.synonyms, choice.value)}
    values = {_same(choice.value) for choice in choices}
    folded = _same(typed)
    stored = stored_number(cell.typed) if cell.kind == "number" else None
    if folded not in meaning and stored is not None:
        folded = number_text(stored)
    if folded in meaning:
        return _mended("C11a" if folded in values else "C15", typed, meaning[folded])
    if folded in ("", fold(Nothing.UNSELECTED.value)):
        return _missing(asked, Remark("C14a", facts))
    if len(_answers(seen, meaning)) > 1:
        return _pending(Remark("C12", facts))
    inside = _BRACKETED.fullmatch(seen)
    if inside and _same(inside[1]) in meaning:
        return _mended("C11b", typed, meaning[_same(inside[1])])
    unseen = "、".join(dict.fromkeys(map(code_point, invisible_in(typed))))
    return _pending(Remark("C13", facts | ({"codes": unseen} if unseen else {})))


def _same(text: str) -> str:
    return as_one_sign(fold(text))


def _answers(typed: str, meaning: Mapping[str, str]) -> set[str]:
    """Return the choices that a text names when nothing but choices and signs between them stands there.

    A choice with a sign behind it (B+, A-) stands between two choices and counts as two.
    """
    words = [_same(word) for word in _SEPARATORS.split(typed.strip("（）()「」『』"))]
    named = [word for word in words if word]
    if named and all(word in meaning for word in named):
        between = typed.strip()[-1:] in "+＋" and len(named) == 1
        return {meaning[word] for word in named} | ({typed} if between else set())
    letters = [char for char in _same(typed) if char not in "-−→()"]
    if letters and all(letter in meaning for letter in letters):
        between = len(letters) == 1 and fold(typed).endswith("-")
        return {meaning[letter] for letter in letters} | ({typed} if between else set())
    return set()


def _number(cell: RawCell, asked: Field, scale: Scale | None) -> Reading:
    """Return a number in the style of its field, else as shown. Figures typed as text are read, with their unit.

    A dash and 対象外 are kinds of nothing. Anything else is kept as typed and asked about; there is no number then.
    """
    if looks_empty(cell.shown):
        return _text(cell, asked, scale)
    said = quantity(cell, asked.unit)
    if said.nothing is not None:
        return Reading(nothing=said.nothing)
    if said.number is None:
        return Reading(text=cell.shown, remarks=(Remark("C08b", {"example": asked.example or "120"}),))
    written = asked.written(said.number)
    if not said.as_text:
        reading = _text(cell, asked, scale)
        return replace(reading, text=reading.text if written is None else written, number=said.number)
    figures = number_text(said.number)
    if cell.shown in (figures, written):
        return Reading(text=written or figures, number=said.number)
    return replace(_mended("C08a", cell.shown, written or figures), number=said.number)


def _date(cell: RawCell, asked: Field, scale: Scale | None) -> Reading:
    """Return a date as shown; a text is kept as typed and asked about, never guessed."""
    if looks_empty(cell.shown):
        return _text(cell, asked, scale)
    if cell.kind == "date":
        return Reading(text=cell.shown)
    return Reading(text=cell.shown, remarks=(Remark("C07", {"example": asked.example or "2021/4/1"}),))


_READERS: Final[Mapping[str, Callable[[RawCell, Field, Scale | None], Reading]]] = {
    "text": _text,
    "statements": _text,
    "choice": _choice,
    "number": _number,
    "date": _date,
}


def _mended(code: str, before: str, after: str) -> Reading:
    fix = Fix(code=code, before=before, after=after)
    return Reading(text=after, fixes=(fix,), remarks=(Remark(code, {"after": after}),))


def _missing(asked: Field, remark: Remark) -> Reading:
    return Reading(nothing=nothing_for(asked), remarks=(remark,) if asked.required else ())


def _pending(remark: Remark) -> Reading:
    return Reading(nothing=Nothing.PENDING, remarks=(remark,))
