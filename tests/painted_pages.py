"""What each page of a PDF paints, mark by mark, read back with pikepdf alone.

``/TD 3: 子育て支援課`` is a mark of a cell with its MCID; ``/Artifact Pagination Header: No.`` is no content.
"""

from __future__ import annotations

import io
import re
from typing import NamedTuple

import pikepdf


class Painted(NamedTuple):
    """One mark: its tag, MCID, kind of artifact, text, its faces, its lines, and where each stretch starts."""

    tag: str
    mcid: int | None
    artifact: str
    text: str
    places: tuple[tuple[float, float], ...]
    faces: tuple[str, ...]
    lines: tuple[str, ...]

    def __str__(self) -> str:
        number = "" if self.mcid is None else f" {self.mcid}"
        return f"/{self.tag}{number}{' ' * bool(self.artifact)}{self.artifact}: {self.text}".rstrip()


def painted_pages(data: bytes) -> list[list[Painted]]:
    """The marks of each page, in paint order."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return [_marks(page) for page in file.pages]


def _marks(page: pikepdf.Page) -> list[Painted]:
    fonts = {name: _texts(font) for name, font in page.Resources.Font.items()}
    names = {name: str(font.BaseFont).split("+")[-1] for name, font in page.Resources.Font.items()}
    marks: list[Painted] = []
    tag, properties, places, faces, font = "", {}, [], [], ""
    lines: list[str] = []
    x = y = 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" if "/ActualText" not in operands[1]:
                tag, properties, places, faces, lines = str(operands[0])[1:], dict(operands[1]), [], [], []
            case "EMC" if tag:
                mcid = properties.get("/MCID")
                artifact = " ".join(str(properties[key])[1:] for key in ("/Type", "/Subtype") if key in properties)
                number = None if mcid is None else int(mcid)
                marks.append(Painted(tag, number, artifact, "".join(lines), tuple(places), tuple(faces), tuple(lines)))
                tag = ""
            case "BT":
                x = y = 0.0
            case "Td" | "Tm":
                below = y
                if str(operator) == "Td":
                    x, y = x + float(operands[0]), y + float(operands[1])
                else:
                    x, y = float(operands[4]), float(operands[5])
                places.append((round(x, 2), round(y, 2)))
                if not lines or abs(y - below) > 0.01:
                    lines.append("")
            case "Tf":
                font = str(operands[0])
            case "Tj":
                lines[-1] += _said(bytes(operands[0]), fonts[font])
                faces.append(names[font])
            case "TJ":
                strings = [bytes(item) for item in operands[0] if isinstance(item, pikepdf.String)]
                lines[-1] += "".join(_said(string, fonts[font]) for string in strings)
                faces.append(names[font])
    return marks


def _texts(font: pikepdf.Object) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _said(codes: bytes, texts: dict[int, str]) -> str:
    return "".join(texts[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))
