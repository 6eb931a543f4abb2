"""Read a layout folder.

Comes in: the path of ``templates/<layout>``. Goes out: a ``Layout``. Refuses a missing folder or file, TOML that does
not parse, and any key or value the schema does not know, naming file and key, every fault at once.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from reportgen.document.theme import Page
from reportgen.errors import TemplateError
from reportgen.plan.schema import LayoutDefinition

_REFERENCE: Final = "reference.docx"
_PAGE_KEYS: Final = frozenset(field.name for field in fields(Page))


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout folder: its name, where it lies, what layout.toml says, and the version of its form.

    The version changes with the questions of the form, and with nothing else: a form that was sent out stays valid when
    a margin or a help text is changed.
    """

    name: str
    folder: Path
    definition: LayoutDefinition
    version: str


def load_layout(folder: Path) -> Layout:
    """Return the layout in a folder.

    Raises:
        TemplateError: K01 no layout.toml, K02 it is not TOML, K05 it is not UTF-8, K03 a key or value that the schema
            refuses, K04 a font file that is not there.
    """
    path = folder / "layout.toml"
    where = f"templates/{folder.name}/layout.toml"
    try:
        data = path.read_bytes()
    except OSError:
        raise TemplateError("K01", where) from None
    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))  # some editors begin a file with a mark
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise TemplateError("K05" if isinstance(fault, UnicodeDecodeError) else "K02", where + _line(fault)) from None
    definition = _with_reference(_with_fonts(_checked(raw, where), folder, where), folder)
    return Layout(folder.name, folder, definition, _version(definition))


def _with_fonts(definition: LayoutDefinition, folder: Path, where: str) -> LayoutDefinition:
    """Return the definition with the further fonts of its theme as paths that can be opened."""
    face = definition.theme.face
    for name in face.further:
        if not (folder / name).is_file():
            raise TemplateError("K04", where, name=name)
    found = replace(face, further=tuple(str(folder / name) for name in face.further))
    return definition.model_copy(update={"theme": replace(definition.theme, face=found)})


def _with_reference(definition: LayoutDefinition, folder: Path) -> LayoutDefinition:
    """Return the definition with the Word file that gives the look as a path: the one named, or reference.docx.

    Whether it can be used is seen when a Word file is written.
    """
    name = definition.theme.reference or (_REFERENCE if (folder / _REFERENCE).is_file() else "")
    if not name:
        return definition
    return definition.model_copy(update={"theme": replace(definition.theme, reference=str(folder / name))})


def _line(fault: ValueError) -> str:
    """Return ``:12`` for a fault of TOML in line 12; empty where the parser names no line."""
    found = re.search(r"at line (\d+)", str(fault))
    return f":{found[1]}" if found else ""


def _version(definition: LayoutDefinition) -> str:
    """Return twelve hex digits that stand for the questions: key, label, kind, scale, limit, and whether required."""
    asked = {"key", "label", "kind", "scale", "limit", "required"}
    questions = [f.model_dump_json(include=asked) for f in (*definition.entries.party, *definition.entries.indicator)]
    return hashlib.sha256("\n".join(questions).encode()).hexdigest()[:12]


def _checked(raw: dict[str, object], where: str) -> LayoutDefinition:
    from pydantic import ValidationError

    try:
        return LayoutDefinition.model_validate(_with_inherited_pages(raw))
    except ValidationError as fault:
        lines = [f"{_key(error['loc'])}：{_reason(dict(error))}" for error in fault.errors()]
        raise TemplateError("K03", where, faults="\n  ".join(lines)) from None


def _with_inherited_pages(raw: dict[str, object]) -> dict[str, object]:
    """Return layout.toml with every further sheet completed by what ``[theme.page]`` says of the usual one."""
    theme = raw.get("theme")
    if not isinstance(theme, dict):
        return raw
    page, pages = theme.get("page"), theme.get("pages")
    if not isinstance(page, dict) or not isinstance(pages, dict):
        return raw
    known = {key: value for key, value in page.items() if key in _PAGE_KEYS}
    complete = {name: {**known, **own} if isinstance(own, dict) else own for name, own in pages.items()}
    return {**raw, "theme": {**theme, "pages": complete}}


def _key(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc) or "（全体）"


def _reason(error: Mapping[str, Any]) -> str:
    """Return pydantic's reason in words that a clerk can act on; its own text where we have none."""
    words = {
        "extra_forbidden": "この名前の項目はありません。",
        "missing": "必要な項目がありません。",
        "string_type": '文字（"…"）で書いてください。',
        "int_type": "整数で書いてください。",
        "int_parsing": "整数で書いてください。",
        "int_from_float": "整数で書いてください。",
        "float_type": "数で書いてください。",
        "float_parsing": "数で書いてください。",
        "bool_type": "true か false で書いてください。",
        "bool_parsing": "true か false で書いてください。",
        "tuple_type": "[ ] で囲んで、並べて書いてください。",
        "dict_type": "［見出し］の形で、項目ごとに書いてください。",
        "model_type": "［見出し］の形で、項目ごとに書いてください。",
        "dataclass_type": "［見出し］の形で、項目ごとに書いてください。",
        "unexpected_keyword_argument": "この名前の項目はありません。",
        "string_pattern_mismatch": "使えない文字があるか、長すぎます。",
        "string_too_short": "空にできません。",
        "string_too_long": "1文字で書いてください。",
        "finite_number": "数で書いてください。",
        "greater_than": "{gt:g}より大きい数で書いてください。",
        "greater_than_equal": "{ge:g}以上の数で書いてください。",
        "less_than": "{lt:g}より小さい数で書いてください。",
        "less_than_equal": "{le:g}以下の数で書いてください。",
    }
    kind = str(error["type"])
    if kind == "literal_error":
        return f"{error['ctx']['expected']} のいずれかにしてください。".replace(" or ", "・").replace(", ", "・")
    if kind == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    return words[kind].format(**error.get("ctx", {})) if kind in words else str(error["msg"])
