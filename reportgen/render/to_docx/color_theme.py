"""The theme part: the palette and the faces that Word offers to whoever edits the file.

Comes in: the theme of the document. Goes out: theme1.xml. No style refers to it; Word and its validator expect the part
to be there, and a file without it offers faces and colours of the reader's own machine.
"""

from typing import Final

from reportgen.document.theme import Theme
from reportgen.render.to_docx.markup import DECLARATION, quoted

_NAMESPACE: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLORS: Final = (
    ("dk1", '<a:sysClr val="windowText" lastClr="000000"/>'),
    ("lt1", '<a:sysClr val="window" lastClr="FFFFFF"/>'),
    ("dk2", '<a:srgbClr val="404040"/>'),
    ("lt2", '<a:srgbClr val="E6E6E6"/>'),
    ("accent1", '<a:srgbClr val="1F4E79"/>'),
    ("accent2", '<a:srgbClr val="B04A00"/>'),
    ("accent3", '<a:srgbClr val="2E6B34"/>'),
    ("accent4", '<a:srgbClr val="7A5C00"/>'),
    ("accent5", '<a:srgbClr val="5B3A8E"/>'),
    ("accent6", '<a:srgbClr val="9C1F2E"/>'),
    ("hlink", '<a:srgbClr val="0563C1"/>'),
    ("folHlink", '<a:srgbClr val="954F72"/>'),
)
"""Each of the accents reads on white with a contrast above 4.5 to 1 (JIS X 8341-3:2016, 1.4.3)."""
_FILL: Final = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINES: Final = "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))


def theme_xml(theme: Theme) -> str:
    """Return theme1.xml: one face for headings and text, a palette, and the plainest of styles for shapes.

    A format scheme needs three fills, lines and effects (ECMA-376 part 1, 20.1.4.1.14).
    """
    face = quoted(theme.face.word_name)
    faces = f'<a:latin typeface="{face}"/><a:ea typeface="{face}"/><a:cs typeface="{face}"/>'
    colors = "".join(f"<a:{name}>{color}</a:{name}>" for name, color in _COLORS)
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_NAMESPACE}" name="reportgen"><a:themeElements>'
        f'<a:clrScheme name="reportgen">{colors}</a:clrScheme>'
        f'<a:fontScheme name="reportgen"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="reportgen"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINES}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
