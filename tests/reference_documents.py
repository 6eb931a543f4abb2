"""Word files that give a report its look, as somebody would make them in Word: ids of Japanese Word, a letterhead."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from reportgen.opc import repack, unpack

CITY = "試験市役所"
TELEPHONE = "電話 000-000-0000"


def picture(width: int = 60, height: int = 20) -> bytes:
    """A blue rectangle as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x1f\x4e\x79" * width) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def reference(*, page_number: bool = False, first_page: bool = False) -> bytes:
    """Serif text, blue headings, and a letterhead of a picture and the name of the city.

    ``page_number``: its footer counts pages. ``first_page``: the first page has another header.
    """
    made = docx.Document()
    _restyle(made)
    section = made.sections[0]
    section.header_distance, section.footer_distance = Mm(8), Mm(7)
    line = section.header.paragraphs[0]
    line.add_run().add_picture(BytesIO(picture()), height=Mm(6))
    line.add_run(f"　{CITY}")
    foot = section.footer.paragraphs[0]
    foot.add_run(TELEPHONE)
    if page_number:
        foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    if first_page:
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].add_run("表題紙")
    made.add_paragraph("この文は使われません。")
    made.core_properties.author = "個人の名前"
    target = BytesIO()
    made.save(target)
    return with_ids_of_word(target.getvalue())


def _restyle(made: "docx.document.Document") -> None:
    normal = made.styles["Normal"]
    normal.font.size = Pt(11)
    normal.font.name = "ＭＳ 明朝"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "ＭＳ 明朝")
    normal.paragraph_format.first_line_indent = Pt(11)
    made.styles["Heading 2"].font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)
    made.styles["Heading 2"].font.size = Pt(20)
    table = made.styles.add_style("進捗状況表", WD_STYLE_TYPE.TABLE)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="1F4E79"/>' for side in sides)
    table.element.append(parse_xml(f"<w:tblPr {nsdecls('w')}><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"))
    table.element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr>'
            '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/></w:tcPr></w:tblStylePr>'
        )
    )
    other = made.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    other.font.size = Pt(30)
    made.styles["Body Text"].delete()


def with_ids_of_word(data: bytes) -> bytes:
    """The ids that Japanese Word gives: 1 for heading 1, a for Normal."""
    parts = unpack(data)
    for old, new in (("Heading1", "1"), ("Heading2", "2"), ("Normal", "a"), ("Header", "a7")):
        for name in [n for n in parts if n.startswith("word/") and n.endswith(".xml")]:
            parts[name] = parts[name].replace(f'"{old}"'.encode(), f'"{new}"'.encode())
            parts[name] = parts[name].replace(f'w:name w:val="{new}"'.encode(), f'w:name w:val="{old}"'.encode())
    return repack(parts)


def changed(data: bytes, **replaced: tuple[str, str]) -> bytes:
    """A Word file in which one text was replaced in each of these parts of the folder word."""
    parts = unpack(data)
    for part, (old, new) in replaced.items():
        name = f"word/{part}.xml"
        assert old.encode() in parts[name], (part, old)
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    return repack(parts)


def with_parts(data: bytes, more: Mapping[str, bytes]) -> bytes:
    return repack(unpack(data) | dict(more))
