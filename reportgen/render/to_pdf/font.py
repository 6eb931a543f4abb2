"""Faces and fallback chains: which glyphs draw a cluster, how wide they are, and what no face can draw.

Comes in: font files and text. Goes out: ``Piece``s (glyph, text) for the embedder, advance widths in em for the
line breaker, and the clusters that are missing for the findings. Imports no PDF library, so that coverage is checked
before rendering at little cost. Text is never altered: whatever is drawn, a piece keeps the characters it stands for.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import category, normalize

from reportgen.errors import RenderError
from reportgen.japanese.classes import clusters
from reportgen.render.to_pdf.truetype import TrueTypeFont

BLANK: Final = -1
"""The glyph number of nothing: no outline, no width. It carries format characters into the text layer."""

REPLACEMENTS: Final = "〓□?"
"""Drawn where no face has the character: the printer's 下駄, or the first of these that the chain has."""

_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_UNIT = re.compile("(?s:.)[\ufe00-\ufe0f\U000e0100-\U000e01ef]?")
_PRESENTATION = "\ufe0e\ufe0f"  # text and emoji style: a wish, not another character (UTS #51, 2.7)
# Line ends, and Default_Ignorable_Code_Point (UAX #44) as far as it can stand in a text of ours; U+FEFF is not among
# them, because a ToUnicode map may not hold it (ISO 19005-2, 6.2.11.7.2).
_INVISIBLE = re.compile(
    "[\n\r\u00ad\u034f\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e0fff]"
)
_UNSAYABLE = re.compile("[\0\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACE = 0x20


class Piece(NamedTuple):
    """One glyph of one face and the characters it stands for in the text layer."""

    face: int
    glyph: int
    text: str


class Face:
    """One font file as the renderer sees it. Make it with ``open_face``, which opens each file once."""

    def __init__(self, font: TrueTypeFont) -> None:
        self.font = font
        self.name = font.postscript_name

    def glyphs(self, cluster: str) -> tuple[tuple[int, str], ...]:
        """Return the glyphs that draw a cluster, each with its share of the text; empty if the face has none.

        A variation sequence is drawn only if the face knows it. Marks are drawn composed with their base if the face
        has the composed character, else one after the other. Format characters and line ends are ``BLANK``.
        """
        if len(cluster) == 1:
            glyph = self._glyph(cluster)
            return ((glyph, cluster),) if glyph else ()
        composed = normalize("NFC", cluster)
        if len(composed) == 1 and (glyph := self.font.glyph(ord(composed))):
            return ((glyph, cluster),)
        found = [(self._unit(unit), unit) for unit in _UNIT.findall(cluster)]
        return tuple(found) if all(glyph for glyph, _ in found) else ()

    def _unit(self, unit: str) -> int:
        if len(unit) == 1:
            return self._glyph(unit)
        known = self.font.variation(ord(unit[0]), ord(unit[1]))
        return known or (self._glyph(unit[0]) if unit[1] in _PRESENTATION else 0)

    def _glyph(self, char: str) -> int:
        if _UNSAYABLE.match(char):
            return 0
        glyph = self.font.glyph(ord(char))
        if glyph:
            return glyph
        if _INVISIBLE.match(char):
            return BLANK
        return self.font.glyph(_SPACE) if char == "\t" or category(char) == "Zs" else 0

    def advance_em(self, glyph: int) -> float:
        """Return the advance width of a glyph in em."""
        return 0.0 if glyph == BLANK else self.font.metrics(glyph)[0] / self.font.units_per_em


@cache
def open_face(path: Path, member: int = 0) -> Face:
    """Return the face in a font file; raises ``RenderError`` if it cannot be embedded."""
    return Face(TrueTypeFont(path, member))


class Advances(dict[str, float]):
    """Cluster → advance width in em, worked out on first use. ``map(advances.__getitem__, clusters)`` is fast."""

    def __init__(self, chain: "FontChain") -> None:
        super().__init__()
        self._chain = chain

    def __missing__(self, cluster: str) -> float:
        faces = self._chain.faces
        width = sum(faces[piece.face].advance_em(piece.glyph) for piece in self._chain.pieces(cluster))
        self[cluster] = width
        return width


class FontChain:
    """Faces in order of preference; the first that has a cluster draws it.

    ``advances[cluster]`` is its width in em. ``ascent_em`` and ``descent_em`` (negative) are those of the first face.
    Raises ``RenderError`` if no face has any of the replacement characters.
    """

    def __init__(self, faces: Sequence[Face]) -> None:
        self.faces = tuple(faces)
        self.advances = Advances(self)
        self._pieces: dict[str, tuple[Piece, ...]] = {}
        self._covered: set[str] = set()
        font = self.faces[0].font
        ascent, descent, _ = font.vertical
        self.ascent_em, self.descent_em = ascent / font.units_per_em, descent / font.units_per_em
        self._replacement = self._find_replacement()

    def _find_replacement(self) -> Piece:
        for char in REPLACEMENTS:
            for index, face in enumerate(self.faces):
                if glyph := face.font.glyph(ord(char)):
                    return Piece(index, glyph, char)
        raise RenderError("I44", self.faces[0].name, characters=REPLACEMENTS)

    def pieces(self, cluster: str) -> tuple[Piece, ...]:
        """Return what draws a cluster; never empty, and the texts joined are the cluster.

        A variation sequence that no face knows is drawn with its base. What no face has is drawn as a replacement;
        where even the text layer cannot hold the character, the replacement stands there too.
        """
        found = self._pieces.get(cluster)
        if found is None:
            found = self._pieces[cluster] = self._exact(cluster) or self._base(cluster) or self._replaced(cluster)
        return found

    def _exact(self, cluster: str) -> tuple[Piece, ...]:
        for index, face in enumerate(self.faces):
            if glyphs := face.glyphs(cluster):
                return tuple(Piece(index, glyph, text) for glyph, text in glyphs)
        return ()

    def _base(self, cluster: str) -> tuple[Piece, ...]:
        """The cluster drawn without its selectors; each stays in the text layer, after the glyph that it follows."""
        bare = _SELECTOR.sub("", cluster)
        found = self._exact(bare) if bare and bare != cluster else ()
        pieces, rest = [], cluster
        for piece in found:
            end = len(piece.text)
            while _SELECTOR.match(rest, end):
                end += 1
            pieces.append(piece._replace(text=rest[:end]))
            rest = rest[end:]
        return tuple(pieces)

    def _replaced(self, cluster: str) -> tuple[Piece, ...]:
        sayable = _UNSAYABLE.sub(self._replacement.text, cluster)
        return (self._replacement._replace(text=sayable),)

    def has(self, cluster: str) -> bool:
        """Return whether some face draws the cluster exactly, its variation selector included."""
        return bool(self._exact(cluster))

    def width_em(self, text: str) -> float:
        """Return the width of a text set on one line, in em."""
        return sum(map(self.advances.__getitem__, clusters(text)))

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the clusters of which no face has even the base, each once, in order of appearance."""
        return tuple(cluster for cluster in self._gaps(text) if not self._base(cluster))

    def unknown_variations(self, text: str) -> tuple[str, ...]:
        """Return the variation sequences that are drawn with their base, each once, in order of appearance."""
        return tuple(cluster for cluster in self._gaps(text) if self._base(cluster))

    def _gaps(self, text: str) -> Sequence[str]:
        if self._covered.issuperset(text):
            return ()
        parts = dict.fromkeys(clusters(text))
        gaps = [cluster for cluster in parts if not self.has(cluster)]
        self._covered.update(
            part for part in parts if len(part) == 1 and part not in gaps and not _SELECTOR.match(part)
        )
        return gaps
