"""Sheets of paper other than the theme's own: their names, and their rules for printing.

Comes in: the document. Goes out: classes of sections and CSS (CSS Paged Media Module Level 3, 7.1 named pages). On a
screen they change nothing.
"""

from reportgen.document.theme import Page, Theme
from reportgen.document.tree import Document, PageHeader, Section
from reportgen.render.to_html.look import css_string, paper

COVER = "cover"


def sheets(document: Document) -> dict[Page, str]:
    """Return the name of every further sheet, in the order in which the document uses them."""
    sections = [block for block in document.blocks if isinstance(block, Section)]
    pages = dict.fromkeys(section.page for section in sections if section.page and not section.cover)
    return {page: f"sheet-{number}" for number, page in enumerate(pages, 1)}


def sheet_class(section: Section, names: dict[Page, str]) -> str:
    """Return the class of a section, by which it finds its sheet; empty without one."""
    if section.cover:
        return COVER
    return f"sheet {names[section.page]}" if section.page else ""


def sheets_css(document: Document) -> str:
    """Return the rules of the further sheets and of the cover; empty if there are none."""
    theme = document.theme
    rules = [f"{paper(theme, page, name)}\n.{name} {{ page: {name}; }}\n" for page, name in sheets(document).items()]
    for section in document.blocks:
        if isinstance(section, Section) and section.cover:
            rules.append(_cover(theme, section.page or theme.page))
            rules.append(_page_header(theme, document.page_header))
    return "".join(rules)


def _cover(theme: Theme, page: Page) -> str:
    """Return the rules of the cover. It has no number, and what follows begins with page 1."""
    height_mm = page.text_height_mm - _SLACK_MM
    return (
        f"{paper(theme, page, COVER, number=False)}\n"
        f"@page {COVER} {{ counter-increment: page 0; }}\n"
        f"@media print {{ .{COVER} {{ page: {COVER}; min-height: {height_mm:g}mm; }} }}\n"
    )


_SLACK_MM = 1.0
"""So much lower than the text area is the cover, that no rounding makes it two pages."""


def _page_header(theme: Theme, header: PageHeader) -> str:
    """Return the page header as it is printed behind a cover: in the margin of every page, and not before the cover."""
    corners = {
        "left": header.left,
        "center": header.center,
        "right": "　".join(text for text in (header.right, header.box) if text),
    }
    boxes = "".join(
        f"  @top-{corner} {{ content: {css_string(text)}; font: {theme.furniture.size_pt:g}pt var(--face); }}\n"
        for corner, text in corners.items()
        if text
    )
    empty = "".join(f'  @top-{corner} {{ content: ""; }}\n' for corner, text in corners.items() if text)
    return (
        f"@page {{\n{boxes}}}\n@page {COVER} {{\n{empty}}}\n@media print {{ .page-header {{ display: none; }} }}\n"
        if boxes
        else ""
    )
