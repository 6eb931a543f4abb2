"""The sheet 『エラーメッセージ一覧』: what a department may be told about its form, from the catalogue.

Comes in: what the form is made from. Goes out: one table a level on upright A4, locked, most serious first. Codes that
the secretariat acts on, that the layout switches off, or that the questions of this form cannot raise, are left out.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from openpyxl import Workbook

from reportgen.deliver.forms import look
from reportgen.deliver.forms.columns import Use
from reportgen.deliver.forms.page import Page
from reportgen.deliver.forms.sheet import FormSheet
from reportgen.deliver.forms.words import groups, word, words
from reportgen.findings.catalogue import Entry, Level, catalogue
from reportgen.findings.facts import with_names

_WIDTHS: Final = (2.0, 8.0, 10.0, 48.0, 48.0)


def write_messages(book: Workbook, forms: Sequence[FormSheet], wardrobe: look.Wardrobe) -> None:
    """Write the list as the next sheet of the book."""
    page = Page(book.create_sheet(word("sheets", "errors")), wardrobe, _WIDTHS)
    found = messages(forms)
    page.line(word("errors", "title"), look.TITLE_PT, bold=True)
    for line in words("errors", "opening"):
        page.line(line, color=look.MUTED)
    for level in Level:
        own = [_row(entry) for entry in found if entry.level is level]
        if own:
            meaning = word("errors", level.name.lower())
            page.table(word("errors", "level", 区分=level.value, 意味=meaning), words("errors", "head"), own)
    page.finish(forms[0].submitter)


def _row(entry: Entry) -> tuple[str, str, str, str]:
    do = with_names(entry.do) or word("errors", "nothing")
    return entry.code, entry.level.value, with_names(entry.what), do


def messages(forms: Sequence[FormSheet]) -> tuple[Entry, ...]:
    """Return what a department may be told about a form of these sheets, in the order of the catalogue."""
    here = frozenset(_traits(forms))
    never = {code for trait, codes in groups("only").items() if trait not in here for code in codes}
    entries = catalogue().with_levels(forms[0].layout.rules.levels).entries.values()
    return tuple(e for e in entries if e.enabled and e.actor == "担当課" and e.code not in never)


def _traits(forms: Sequence[FormSheet]) -> Iterator[str]:
    """Yield what some codes are about: the kinds of the questions, limits, choices with reasons, ratings, sheets."""
    fields = [c.field for form in forms for c in form.columns if c.use is Use.ANSWER and c.field]
    scales = forms[0].plan.scales
    yield from (field.kind for field in fields)
    if any(field.limit is not None for field in fields):
        yield "limit"
    if any(choice.reason_required for f in fields if f.scale for choice in scales[f.scale].choices):
        yield "reason"
    if any(one.kind == "band" for one in forms[0].layout.derive):
        yield "band"
    if len(forms) > 1:
        yield "sheets"
