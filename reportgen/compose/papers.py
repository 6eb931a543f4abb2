"""Papers beside the report: handouts, letters, lists of changes. Each is a template of the house in the same subset.

Comes in: the name of a paper, a report, its layout, and what else the paper tells, as plain data. Goes out: a
``Document`` like any other. A layout that holds ``<name>.html.j2`` of its own is asked before the house. Values of the
report keep their sources; a paper need not print all of them.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from reportgen.compose.assembly import Sheet, assemble
from reportgen.compose.faults import Faults
from reportgen.compose.record import Record
from reportgen.document.theme import Page, RoleStyle, TableStyle, TextStyle, Theme
from reportgen.document.tree import Document
from reportgen.model.report import Report
from reportgen.plan.load import Layout
from reportgen.units import Mm, Pt

PAPERS: Final = Path(str(files("reportgen.compose"))) / "papers"
"""The folder of the house's own papers."""
UPRIGHT: Final = Page(
    width_mm=Mm(210.0), height_mm=Mm(297.0), top_mm=Mm(20.0), bottom_mm=Mm(18.0), left_mm=Mm(20.0), right_mm=Mm(20.0)
)


_ROLES: Final = {
    "amount": RoleStyle(align="right"),
    "right": RoleStyle(align="right"),
    "middle": RoleStyle(align="center"),
}
"""What the house's papers give to cells with numbers and with short marks, unless the layout says otherwise."""


ONE_PAGE: Final = replace(UPRIGHT, top_mm=Mm(16.0), bottom_mm=Mm(14.0), left_mm=Mm(18.0), right_mm=Mm(18.0))
"""The sheet of a paper that is to fit on one page."""
_HEADINGS: Final = ((14.0, 19.0, 0.0, 4.0), (10.5, 14.0, 5.0, 2.5), *[(9.5, 13.0, 3.0, 2.0)] * 4)
"""Size, line pitch, and space before and after of its headings, in pt."""
_DENSE: Final = Theme(
    body=TextStyle(size_pt=Pt(9.0), leading_pt=Pt(13.0), after_pt=Pt(2.5)),
    note=TextStyle(size_pt=Pt(8.0), leading_pt=Pt(11.0), after_pt=Pt(2.0)),
    headings=tuple(
        TextStyle(size_pt=Pt(size), leading_pt=Pt(pitch), strong=True, before_pt=Pt(before), after_pt=Pt(after))
        for size, pitch, before, after in _HEADINGS
    ),
    table=TableStyle(
        padding_y_mm=Mm(0.4),
        cell=TextStyle(size_pt=Pt(8.0), leading_pt=Pt(11.0)),
        header=TextStyle(size_pt=Pt(8.0), leading_pt=Pt(11.0), strong=True, align="center"),
    ),
)
"""The look of a paper that is to fit on one page: close, but no letter below 8 points."""


def compose_paper(
    name: str,
    report: Report,
    layout: Layout,
    told: Mapping[str, object],
    page: Page = UPRIGHT,
) -> Document:
    """Return the paper ``<name>.html.j2`` on a sheet, upright A4 if none is given; ``ONE_PAGE`` sets it close.

    ``told`` are names for its template, beside those of reports. Frozen dataclasses and mappings become things with
    names, sequences lists of them. A paper of the layout's own has the layout's sheet.

    Raises:
        TemplateError: the only fault of the template, or K10 that tells all of them.
    """
    template = f"{name}.html.j2"
    own = (layout.folder / template).is_file()
    theme = layout.definition.theme
    sheet = Sheet(
        folder=layout.folder if own else PAPERS,
        template=template,
        theme=theme if own else _plain(theme, page),
        names={key: told_as(key, thing) for key, thing in told.items()},
        complete=False,
    )
    faults = Faults(f"templates/{layout.name}" if own else "papers")
    document = assemble(report, layout, faults, sheet)
    faults.raise_any()
    assert document is not None  # without a document there is a fault
    return document


def told_as(kind: str, thing: object) -> Any:
    """Return plain data as templates know it: things with names, lists, texts and numbers."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return Record(kind, {field.name: told_as(field.name, getattr(thing, field.name)) for field in fields(thing)})
    if isinstance(thing, Mapping):
        return Record(kind, {str(key): told_as(str(key), value) for key, value in thing.items()})
    if isinstance(thing, tuple | list):
        return tuple(told_as(kind, one) for one in thing)
    return thing


def _plain(theme: Theme, page: Page) -> Theme:
    """Return the house's look with the layout's typeface, style of page numbers, and roles."""
    sheet = replace(page, number=theme.page.number)
    look = _DENSE if page is ONE_PAGE else Theme()
    return replace(look, face=theme.face, page=sheet, roles={**_ROLES, **theme.roles})
