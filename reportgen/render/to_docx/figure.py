"""A drawing as vector shapes in the line of text: one group, whose boxes hold text that can be edited.

Comes in: a ``Figure``, the styles, the theme. Goes out: the XML of its paragraph and, below it, of its caption. A
program that does not know shapes shows the steps as a line of text instead. Every namespace is declared here, for a
document without a figure needs none of them. Source: ECMA-376 part 1, 20.4.2.8 inline and 20.1.9.8 custGeom; part 3,
clause 7 AlternateContent; [MS-ODRAWXML] 2.11 wgp and wsp.
"""

from collections.abc import Sequence
from itertools import count
from typing import Final

from reportgen.document.draw import draw
from reportgen.document.drawing import LINE_PT, Arrow, Box, Drawing, Point
from reportgen.document.theme import Theme
from reportgen.document.tree import Figure
from reportgen.render.to_docx.links import Links
from reportgen.render.to_docx.markup import inline, paragraph, quoted, text_run
from reportgen.render.to_docx.styles import StyleSheet
from reportgen.units import mm_to_pt, pt_to_emu

_GROUP: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_NAMESPACES: Final = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:wpg="{_GROUP}" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_BLACK: Final = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
_LINE: Final = f'<a:ln w="{pt_to_emu(LINE_PT)}">{_BLACK}</a:ln>'
_NO_LINE: Final = "<a:ln><a:noFill/></a:ln>"


class FigureWriter:
    """Writes the figures of one document; the ids of its shapes count up in the order of use."""

    def __init__(self, styles: StyleSheet, links: Links) -> None:
        self._styles, self._links = styles, links
        self._ids = count(1)

    def write(self, figure: Figure, theme: Theme, *, page_break_before: bool) -> str:
        """Return the paragraph of a drawing, as wide as the page of the theme has room for, and that of its caption.

        Raises:
            UnwritableText: a character that XML cannot hold.
        """
        made = paragraph(
            self._styles.figure(),
            f"<w:r>{self._drawing(figure, theme)}</w:r>",
            keep_next=figure.caption is not None,
            page_break_before=page_break_before,
        )
        if figure.caption is None:
            return made
        return made + paragraph(self._styles.figure_caption(), inline(figure.caption.content, self._links))

    def _drawing(self, figure: Figure, theme: Theme) -> str:
        drawing = draw(figure.drawing, mm_to_pt(theme.page.text_width_mm), theme.table.cell)
        number = next(self._ids)
        size = _size(drawing.width_pt, drawing.height_pt)
        shapes = "".join(
            [
                *(self._shape(_rectangle(box), "<wps:bodyPr/>") for box in drawing.areas),
                *([self._shape(_strokes(drawing.strokes), "<wps:bodyPr/>")] if drawing.strokes else []),
                *map(self._arrow, drawing.arrows),
                *(self._label(box, drawing) for box in drawing.labels),
            ]
        )
        plain = figure.drawing.joint.join(figure.drawing.texts)
        return (
            f'<mc:AlternateContent {_NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="図 {number}" descr="{quoted(figure.alternative)}"/>'
            f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>'
            f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>'
            f"{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            f"<mc:Fallback>{_plain(plain)}</mc:Fallback></mc:AlternateContent>"
        )

    def _label(self, box: Box, drawing: Drawing) -> str:
        text = paragraph(self._styles.figure_text(box.align), text_run(box.text))
        side = pt_to_emu(drawing.padding_x_pt)
        return self._shape(
            _rectangle(box),
            f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>"
            f'<wps:bodyPr wrap="square" lIns="{side}" tIns="0" rIns="{side}" bIns="0" anchor="ctr">'
            "<a:noAutofit/></wps:bodyPr>",
        )

    def _arrow(self, arrow: Arrow) -> str:
        return self._shape(f"{_outline(arrow)}{_BLACK}{_LINE}", "<wps:bodyPr/>")

    def _shape(self, look: str, rest: str) -> str:
        number = next(self._ids)
        return (
            f'<wps:wsp><wps:cNvPr id="{number}" name="図形 {number}"/><wps:cNvSpPr/>'
            f"<wps:spPr>{look}</wps:spPr>{rest}</wps:wsp>"
        )


def _plain(text: str) -> str:
    return text_run(text).removeprefix("<w:r>").removesuffix("</w:r>")


def _rectangle(box: Box) -> str:
    """Return place, outline and look of a box."""
    fill = "<a:noFill/>"
    if box.fill is not None:
        level = f"{round(box.fill * 255):02X}"
        fill = f'<a:solidFill><a:srgbClr val="{level * 3}"/></a:solidFill>'
    return (
        f"{_frame(box.left_pt, box.top_pt, box.width_pt, box.height_pt)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}{_LINE if box.outlined else _NO_LINE}'
    )


def _size(width_pt: float, height_pt: float) -> str:
    return f'cx="{pt_to_emu(width_pt)}" cy="{pt_to_emu(height_pt)}"'


def _frame(left_pt: float, top_pt: float, width_pt: float, height_pt: float) -> str:
    place = f'x="{pt_to_emu(left_pt)}" y="{pt_to_emu(top_pt)}"'
    return f"<a:xfrm><a:off {place}/><a:ext {_size(width_pt, height_pt)}/></a:xfrm>"


def _outline(arrow: Arrow) -> str:
    """Return place and outline of an arrow: an open line, and a head that is filled."""
    return _outlined([arrow.points], [arrow.head])


def _strokes(strokes: Sequence[Sequence[Point]]) -> str:
    """Return place, outline and look of lines, all of them one shape."""
    return f"{_outlined(strokes)}<a:noFill/>{_LINE}"


def _outlined(lines: Sequence[Sequence[Point]], areas: Sequence[Sequence[Point]] = ()) -> str:
    points = [point for way in (*lines, *areas) for point in way]
    corner = Point(min(point.x_pt for point in points), min(point.y_pt for point in points))
    size = max(point.x_pt for point in points) - corner.x_pt, max(point.y_pt for point in points) - corner.y_pt
    frame = f'w="{pt_to_emu(size[0])}" h="{pt_to_emu(size[1])}"'
    drawn = "".join(_path(way, corner) for way in lines)
    filled = "".join(f'<a:path {frame} stroke="0">{_path(area, corner)}<a:close/></a:path>' for area in areas)
    return (
        f"{_frame(*corner, *size)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path {frame} fill="none">{drawn}</a:path>'
        f"{filled}</a:pathLst></a:custGeom>"
    )


def _path(points: Sequence[Point], corner: Point) -> str:
    """Return a line through points, each measured from ``corner``."""
    places = [f'<a:pt x="{pt_to_emu(x - corner.x_pt)}" y="{pt_to_emu(y - corner.y_pt)}"/>' for x, y in points]
    return f"<a:moveTo>{places[0]}</a:moveTo>" + "".join(f"<a:lnTo>{place}</a:lnTo>" for place in places[1:])
