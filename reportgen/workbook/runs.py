"""The runs of a rich text: which words are struck out, bold or in another colour.

Comes in: the events inside a ``si`` or ``is`` element. Goes out: one ``Run`` a run. What a cell shows is not decided
here; the phonetic guide (``rPh``) belongs to no run.

Source: ECMA-376 part 1, 18.4.4 (r), 18.4.7 (rPr), 18.8.2 (b), 18.8.3 (color), 18.4.10 (strike).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

BLACK: Final = "000000"
WHITE: Final = "FFFFFF"
_THEME: Final = {"0": WHITE, "1": BLACK}
_INDEXED: Final = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
_UNLIKE: Final = 1.25
"""Below this contrast nobody tells two colours apart (WCAG 2.1 asks 4.5 of a text)."""


class Look(NamedTuple):
    """How words are set. ``color`` is RRGGBB, or a name of our own for one that only the theme knows."""

    bold: bool = False
    color: str = BLACK


USUAL: Final = Look()


@dataclass(slots=True)
class Run:
    """A run of a text. ``look`` is ``None`` where the font of the cell holds."""

    text: str = ""
    struck: bool = False
    look: Look | None = None


def is_on(attributes: Mapping[str, str]) -> bool:
    """Say whether a property such as ``strike`` holds; its presence alone says so (ECMA-376 part 1, 18.8.2)."""
    return attributes.get("val", "1") not in ("0", "false")


def color_of(attributes: Mapping[str, str]) -> str:
    """Return a colour as RRGGBB where the file itself says it, else a name for it; black where nothing is said."""
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    if "theme" in attributes:
        theme, tint = attributes["theme"], attributes.get("tint", "0")
        plain = _THEME.get(theme) if tint in ("0", "0.0") else None
        return plain or f"theme {theme} {tint}"
    if "indexed" in attributes:
        return _INDEXED.get(attributes["indexed"], f"indexed {attributes['indexed']}")
    return BLACK


@lru_cache(maxsize=1024)
def is_unseen(color: str, ground: str) -> bool:
    """Say whether nobody sees words of a colour on a ground. Source: contrast ratio of WCAG 2.1."""
    if color == ground:
        return True
    both = [_luminance(color), _luminance(ground)]
    if None in both:
        return False
    dark, light = sorted(one for one in both if one is not None)
    return (light + 0.05) / (dark + 0.05) < _UNLIKE


def _luminance(color: str) -> float | None:
    try:
        channels = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)] if len(color) == 6 else []
    except ValueError:
        return None
    if not channels:
        return None
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class RunsTarget:
    """Collects the runs of one text after the other; a text without runs has none."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._open: Run | None = None
        self._bold, self._color, self._own = False, BLACK, False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element, by its local name."""
        match name:
            case "si" | "is":
                self.runs, self._open = [], None
            case "r":
                self._open = Run()
                self._bold, self._color, self._own = False, BLACK, False
            case "rPr":
                self._own = self._open is not None
            case "strike" if self._open is not None:
                self._open.struck = is_on(attributes)
            case "b":
                self._bold = is_on(attributes)
            case "color":
                self._color = color_of(attributes)

    def text(self, text: str) -> None:
        """Take words of the open run; words outside a run are those of a text without runs."""
        if self._open is not None:
            self._open.text += text

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "r" and self._open is not None:
            self._open.look = Look(self._bold, self._color) if self._own else None
            self.runs.append(self._open)
            self._open = None


def struck_in(runs: Iterable[Run]) -> str:
    """Return what is struck out, run after run."""
    return "".join(run.text for run in runs if run.struck)


def unseen_in(runs: Iterable[Run], own: Look, ground: str) -> str:
    """Return the words that have the colour of the ground; ``own`` is the font of the cell."""
    return "".join(run.text for run in runs if is_unseen((run.look or own).color, ground))


def set_apart_in(runs: Sequence[Run], own: Look) -> str:
    """Return the words that are bold or coloured unlike most of the text; empty if all of it looks alike."""
    sizes: dict[Look, int] = {}
    for run in runs:
        look = run.look or own
        sizes[look] = sizes.get(look, 0) + len(run.text.strip())
    if sum(1 for size in sizes.values() if size) < 2:
        return ""
    most = max(sizes, key=lambda look: sizes[look])
    return "".join(run.text for run in runs if (run.look or own) != most and run.text.strip())
