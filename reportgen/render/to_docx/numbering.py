"""The marks of statements (・ and ★) as numbering definitions, never as typed characters.

Comes in: the marks in use, each with the paragraph style that carries it. Goes out: numbering.xml. In Word a statement
changes its mark by changing its style.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.japanese.width import width_em
from reportgen.render.to_docx.markup import DECLARATION, NAMESPACES, quoted
from reportgen.units import Pt, pt_to_twip


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """One mark: ``number`` is its ``numId`` from 1, ``style`` the id of the paragraph style that holds it."""

    mark: str
    number: int
    style: str
    size_pt: Pt


def bullet_number(bullet: Bullet) -> str:
    """Return the ``numPr`` by which a style takes its mark."""
    return f'<w:numPr><w:numId w:val="{bullet.number}"/></w:numPr>'


def numbering_xml(bullets: Iterable[Bullet], fonts: str) -> str:
    """Return numbering.xml. ``fonts`` is the ``rFonts`` of the text.

    All abstract definitions stand before the first instance (ECMA-376 part 1, 17.9.17).
    """
    marks = tuple(bullets)
    return "".join(
        (
            DECLARATION,
            f"<w:numbering {NAMESPACES}>",
            *(_abstract(bullet, fonts) for bullet in marks),
            *(
                f'<w:num w:numId="{bullet.number}"><w:abstractNumId w:val="{bullet.number - 1}"/></w:num>'
                for bullet in marks
            ),
            "</w:numbering>",
        )
    )


def _abstract(bullet: Bullet, fonts: str) -> str:
    """Return one definition of a single level.

    A mark of several characters, such as (1), is a text and no bullet: some programs draw only the first character of a
    bullet (ECMA-376 part 1, 17.18.59: ``none`` counts nothing and shows the text).

    The mark is followed by nothing, and the indent is its own width: a tab after a mark that fills its indent exactly
    would jump to the next tab stop.
    """
    kind = "bullet" if len(bullet.mark) == 1 else "none"
    indent = pt_to_twip(Pt(bullet.size_pt * width_em(bullet.mark)))
    return (
        f'<w:abstractNum w:abstractNumId="{bullet.number - 1}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{bullet.style}"/><w:suff w:val="nothing"/><w:lvlText w:val="{quoted(bullet.mark)}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>'
        f"<w:rPr>{fonts}</w:rPr></w:lvl></w:abstractNum>"
    )
