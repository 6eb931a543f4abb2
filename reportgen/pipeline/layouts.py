"""A new layout as a copy of one that is there, to be changed by its owner.

The copy appears whole or not at all. It has no ``preview.png``: that picture shows the layout it was taken from.
"""

import re
import shutil
from pathlib import Path
from typing import Final

from reportgen.compose.file_name import safe_stem
from reportgen.errors import UsageError
from reportgen.workspace import Workspace

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
"""What every file system, shell and workbook takes as it is."""
_PICTURE: Final = "preview.png"


def copy_layout(workspace: Workspace, source: str, name: str) -> str:
    """Copy the layout ``source`` to ``templates/<name>`` and return that path, as messages name it.

    Raises:
        UsageError: U14 a name that is no name of a folder, U15 a layout of that name is there (upper and lower case
            are not told apart, as on Windows), U16 there is no layout ``source``, U05 it cannot be written.
    """
    if _NAME.fullmatch(name) is None or safe_stem(name) != name:
        raise UsageError("U14", name=name)
    templates = workspace.layout(name).parent
    names = _names(templates)
    if source not in names:
        raise UsageError("U16", name=source, names="、".join(names) or "（なし）")
    for path in templates.iterdir():
        if path.name.casefold() == name.casefold():
            raise UsageError("U15", path=f"templates/{path.name}")
    _copy(templates / source, templates / name)
    return f"templates/{name}"


def _names(templates: Path) -> list[str]:
    return sorted(path.parent.name for path in templates.glob("*/layout.toml"))


def _copy(source: Path, target: Path) -> None:
    """Copy beside the target, then move into place."""
    beside = target.with_name(f".{target.name}.new")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(source, beside, ignore=shutil.ignore_patterns(_PICTURE))
        beside.rename(target)
    except OSError as fault:
        shutil.rmtree(beside, ignore_errors=True)
        raise UsageError("U05", f"templates/{target.name}", reason=fault.strerror or "") from fault
