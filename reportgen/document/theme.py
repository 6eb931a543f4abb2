"""How a document looks: page, faces, text styles, and what each role means for the eye.

Comes in: from the layout's ``[theme]``. Goes out: with the ``Document`` to every renderer, which looks roles up here.
Lengths are mm for the page and the table, pt for type. Defaults make a usable A4 landscape table document.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from reportgen.units import Mm, Pt

Align = Literal["left", "center", "right"]
PageNumberStyle = Literal["none", "- 1 -", "1/9", "1頁"]
_STRICT = {"extra": "forbid"}
"""Read by the loader of layout.toml: a key that is not a field is refused."""


NOTE_ROLE: Final = "note"
"""The role that the theme styles itself; every other one is in ``roles``. Such paragraphs stay with the table above."""
DARKEST_FILL: Final = 0.6
"""Black text on it has a contrast of 7 to 1 (JIS X 8341-3:2016, 1.4.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Sheet and margins. The text width is what the columns of every table add up to."""

    __pydantic_config__: ClassVar = _STRICT

    width_mm: Mm = Mm(297.0)
    height_mm: Mm = Mm(210.0)
    top_mm: Mm = Mm(18.0)
    bottom_mm: Mm = Mm(16.0)
    left_mm: Mm = Mm(15.0)
    right_mm: Mm = Mm(15.0)
    number: PageNumberStyle = "- 1 -"

    @property
    def text_width_mm(self) -> Mm:
        """Width between the margins."""
        return Mm(round(self.width_mm - self.left_mm - self.right_mm, 3))

    @property
    def text_height_mm(self) -> Mm:
        """Height between the margins."""
        return Mm(round(self.height_mm - self.top_mm - self.bottom_mm, 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A typeface, as each target names it.

    ``asset`` is a folder under ``reportgen/assets``. ``further`` are font files that are asked, in order, for what the
    face lacks; a layout names them relative to its own folder.
    """

    __pydantic_config__: ClassVar = _STRICT

    asset: str = "bizud-gothic"
    word_name: str = "BIZ UDゴシック"
    word_alternative: str = "ＭＳ ゴシック"
    further: tuple[str, ...] = ()
    css_family: str = "'BIZ UDGothic', 'BIZ UDゴシック', 'Hiragino Kaku Gothic ProN', 'Noto Sans JP', sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """A kind of paragraph: size and line pitch in pt, space around it in pt."""

    __pydantic_config__: ClassVar = _STRICT

    size_pt: Pt
    leading_pt: Pt
    strong: bool = False
    align: Align = "left"
    before_pt: Pt = Pt(0.0)
    after_pt: Pt = Pt(0.0)


def _text(size: float, leading: float, *, strong: bool = False, before: float = 0.0, after: float = 0.0) -> TextStyle:
    return TextStyle(size_pt=Pt(size), leading_pt=Pt(leading), strong=strong, before_pt=Pt(before), after_pt=Pt(after))


def _headings() -> tuple[TextStyle, ...]:
    return (
        _text(16.0, 24.0, strong=True, after=8.0),
        _text(13.0, 20.0, strong=True, before=6.0, after=4.0),
        _text(11.0, 17.0, strong=True, before=6.0, after=4.0),
        _text(10.5, 16.0, strong=True, before=4.0, after=3.0),
        _text(10.0, 15.0, strong=True, before=4.0, after=3.0),
        _text(9.5, 14.5, strong=True, before=4.0, after=3.0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStyle:
    """Look of every table: padding in mm, rules in pt, header fill as a grey level from 0 (black) to 1 (white)."""

    __pydantic_config__: ClassVar = _STRICT

    padding_x_mm: Mm = Mm(1.3)
    padding_y_mm: Mm = Mm(1.0)
    rule_pt: Pt = Pt(0.5)
    header_fill: float = 0.9
    cell: TextStyle = field(default_factory=lambda: _text(8.5, 12.5))
    header: TextStyle = field(
        default_factory=lambda: TextStyle(size_pt=Pt(8.5), leading_pt=Pt(12.5), strong=True, align="center")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStyle:
    """What a role changes. ``None`` leaves the style of the place as it is.

    ``vertical`` and ``fill`` are for cells. ``fill`` is a grey level, 1 is white; text on it is black and must be easy
    to read, also when printed, so ValueError is raised for a level below 0.6.
    """

    __pydantic_config__: ClassVar = _STRICT

    align: Align | None = None
    vertical: Literal["top", "middle"] | None = None
    strong: bool | None = None
    fill: float | None = None

    def __post_init__(self) -> None:
        """Refuse a fill on which black text is hard to read."""
        if self.fill is not None and not DARKEST_FILL <= self.fill <= 1.0:
            raise ValueError(f"fill は {DARKEST_FILL:g} から 1（白）までの数にしてください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Everything about the look. ``headings`` are the styles of levels 1 to 6; ``continued`` marks a repeated label.

    ``pages`` are further sheets by name (A3 landscape …), for sections that name one. ``reference`` is a Word file that
    gives the Word file its look; a layout names it relative to its own folder.
    """

    __pydantic_config__: ClassVar = _STRICT

    page: Page = field(default_factory=Page)
    pages: dict[str, Page] = field(default_factory=dict)
    face: Face = field(default_factory=Face)
    body: TextStyle = field(default_factory=lambda: _text(10.0, 16.0, after=4.0))
    note: TextStyle = field(default_factory=lambda: _text(8.5, 13.0, after=3.0))
    furniture: TextStyle = field(default_factory=lambda: _text(9.0, 13.0))
    headings: tuple[TextStyle, ...] = field(default_factory=_headings)
    table: TableStyle = field(default_factory=TableStyle)
    roles: dict[str, RoleStyle] = field(default_factory=dict)
    continued: str = "（続き）"
    reference: str = ""

    def role(self, name: str | None) -> RoleStyle:
        """Return the style of a role; an unnamed or unlisted role changes nothing."""
        return self.roles.get(name or "", _PLAIN)


_PLAIN = RoleStyle()
