"""From the report and a layout to the document: the format-neutral tree of what stands on the pages.

Comes in: a ``Report`` and a ``Layout``. Goes out: a ``Document``. Nothing of any file format is known here.

===========  =========================================================================================
names        what templates can call by name
record       a thing with names, as templates see it
datum        a model value in a template: printed, compared, tested, with provenance
years        fiscal years as the columns of a table
ledger       every text that may be printed, its mark in the markup, and whether it was printed
rows         the plan's tree as flat rows of a table, with the spans of merged cells
templates    runs the templates (the home of jinja2); every tag gets its file and line
stamps       file and line of a template, written into the markup that it makes
subset       the closed subset of HTML that templates write
markup       rendered text → elements, refusing what is outside the subset
leaves       words and white space → runs, paragraphs, lists
notes        ``aside`` → a mark, and a paragraph below its block
tables       ``table`` → resolved grid
figures      ``figure`` → flow chart with its alternative text, on a sheet that has room for it
charts       ``figure`` around a table → a chart of its figures, and the table
blocks       ``article`` → page header and blocks
composition  what the makers share
assembly     the stages in their order
faults       all faults of a layout, collected
papers       the house's own papers beside the report (handouts, letters, lists of changes)
trial        a made-up report by which a layout is checked without a plan
file_name    the name of the output files
===========  =========================================================================================
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.errors import TemplateError
    from reportgen.findings.finding import Finding
    from reportgen.model.report import Report
    from reportgen.plan.load import Layout


def compose(report: "Report", layout: "Layout") -> "tuple[Document, tuple[Finding, ...]]":
    """Return the document of a report as a layout writes it, and what there is to say about its data (nothing yet).

    Raises:
        TemplateError: the only fault of the layout, or K10 that tells all of them.
    """
    from reportgen.compose.assembly import assemble
    from reportgen.compose.faults import Faults

    faults = Faults(f"templates/{layout.name}")
    document = assemble(report, layout, faults)
    faults.raise_any()
    assert document is not None  # without a document there is a fault
    return document, ()


def check_layout(layout: "Layout") -> "tuple[TemplateError, ...]":
    """Return every fault of a layout, by file and line; empty if it is sound.

    The layout is run on made-up reports of its own definition: drafts and final versions, with and without a meeting,
    texts of several lines, several entries, all kinds of nothing.
    """
    from reportgen.compose.trial import try_layout

    return try_layout(layout)


def file_stem(report: "Report", layout: "Layout") -> str:
    """Return the name of the output files without its extension, as the layout's ``file_name`` says.

    Raises:
        TemplateError: K61 for a ``{…}`` that is neither {年度} nor {計画名}.
    """
    from reportgen.compose.file_name import filled

    return filled(report, layout)
