"""Read a layout folder.

Comes in: the path of ``templates/<layout>``. Goes out: a ``Layout``. Refuses a missing folder or file, TOML that does
not parse, and any key or value the schema does not know, naming file and key, every fault at once.
"""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

from reportgen.document.theme import Page
from reportgen.errors import TemplateError
from reportgen.plan.schema import LayoutDefinition
from reportgen.plan.strict import Fault, Refused, read

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
    return replace(definition, theme=replace(definition.theme, face=found))


def _with_reference(definition: LayoutDefinition, folder: Path) -> LayoutDefinition:
    """Return the definition with the Word file that gives the look as a path: the one named, or reference.docx.

    Whether it can be used is seen when a Word file is written.
    """
    name = definition.theme.reference or (_REFERENCE if (folder / _REFERENCE).is_file() else "")
    if not name:
        return definition
    return replace(definition, theme=replace(definition.theme, reference=str(folder / name)))


def _line(fault: ValueError) -> str:
    """Return ``:12`` for a fault of TOML in line 12; empty where the parser names no line."""
    found = re.search(r"at line (\d+)", str(fault))
    return f":{found[1]}" if found else ""


def _version(definition: LayoutDefinition) -> str:
    """Return twelve hex digits that stand for the questions: key, label, kind, scale, limit, and whether required."""
    asked = ("key", "label", "kind", "scale", "limit", "required")
    fields = (*definition.entries.party, *definition.entries.indicator)
    questions = [{name: getattr(field, name) for name in asked} for field in fields]
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in questions]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _checked(raw: dict[str, object], where: str) -> LayoutDefinition:
    try:
        definition = read(LayoutDefinition, _with_inherited_pages(raw))
        definition.check()
    except ValueError as error:
        faults = error.faults if isinstance(error, Refused) else (Fault((), str(error)),)
        lines = [f"{_key(fault.place)}：{fault.reason}" for fault in faults]
        raise TemplateError("K03", where, faults="\n  ".join(lines)) from None
    return definition


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
