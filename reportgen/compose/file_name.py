"""The name of the output files.

Comes in: ``file_name`` of a layout. Goes out: a name that Windows, macOS and Linux all accept.
"""

import re
from typing import Final

from reportgen.errors import TemplateError
from reportgen.japanese.wareki import fiscal_year_label
from reportgen.model.report import Report
from reportgen.plan.load import Layout

# Source: Microsoft Learn, Naming Files, Paths, and Namespaces: reserved characters, device names, the last character.
_RESERVED: Final = str.maketrans('\\/:*?"<>|', "＼／：＊？\uff02＜＞｜")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]+")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
PLACES: Final = "{年度}、{計画名}"
_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_MAX_BYTES: Final = 200
"""ext4 and APFS allow 255 bytes of UTF-8 a name; the rest is for extensions and what a browser adds."""


def filled(report: Report, layout: Layout) -> str:
    """Return the name with its places filled; reserved characters become their full-width twins.

    Raises:
        TemplateError: K61 for a place that nothing fills.
    """
    written = layout.definition.file_name
    for name in unknown_places(written):
        raise TemplateError("K61", f"templates/{layout.name}/layout.toml", name=name, names=PLACES)
    known = {"年度": fiscal_year_label(report.year), "計画名": report.plan_name}
    return safe_stem(_PLACE.sub(lambda place: known[place[1]], written))


def unknown_places(file_name: str) -> tuple[str, ...]:
    """Return the names in braces that nothing fills."""
    return tuple(name for name in _PLACE.findall(file_name) if f"{{{name}}}" not in PLACES)


def safe_stem(name: str) -> str:
    """Return a name as file systems accept it, at most 200 bytes long; an empty one becomes 「_」."""
    stem = _CONTROL.sub(" ", name.translate(_RESERVED)).strip(" .")
    stem = stem.encode("utf-8")[:_MAX_BYTES].decode("utf-8", "ignore").rstrip(" .")
    return f"{stem}_" if _DEVICE.fullmatch(stem) else stem or "_"
