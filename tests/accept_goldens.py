"""Re-record the golden texts and show what changed: ``python tests/accept_goldens.py``."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from code_list import code_list  # noqa: E402  # found through the path set above
from docx_reading import readable  # noqa: E402  # found through the path set above
from paged_documents import with_pages  # noqa: E402  # found through the path set above
from sample_documents import every_kind_document, matrix_document  # noqa: E402  # found through the path set above

from reportgen.compose import compose  # noqa: E402  # found through the path set above
from reportgen.compose.trial import trial_reports  # noqa: E402  # found through the path set above
from reportgen.document.dump import dump  # noqa: E402  # found through the path set above
from reportgen.plan.load import load_layout  # noqa: E402  # found through the path set above
from reportgen.render.to_docx import render_docx  # noqa: E402  # found through the path set above

FOLDER = Path(__file__).parent / "golden"

TEMPLATES = Path(__file__).parent.parent / "templates"


def layout_text(name: str, folder: Path = TEMPLATES) -> str:
    """The draft of a layout's made-up report, as text."""
    layout = load_layout(folder / name)
    return dump(compose(trial_reports(layout.definition, name)[0], layout)[0])


GOLDENS: Mapping[str, Callable[[], str]] = {
    "../../reportgen/findings/README.md": code_list,
    "matrix.txt": lambda: dump(matrix_document()),
    "paged.txt": partial(layout_text, "paged", Path(__file__).parent / "data"),
    "with_pages.txt": lambda: dump(with_pages(1)),
    "every_kind.txt": lambda: dump(every_kind_document()),
    "every_kind.document.xml": lambda: readable(render_docx(every_kind_document())),
    **{
        f"layout_{path.parent.name}.txt": partial(layout_text, path.parent.name)
        for path in sorted(TEMPLATES.glob("*/layout.toml"))
    },
}


def accept() -> int:
    """Write every golden whose text is new, print the differences, and return how many changed."""
    changed = 0
    for name, make in GOLDENS.items():
        path = FOLDER / name
        old, new = path.read_text(encoding="utf-8") if path.exists() else "", make()
        if old == new:
            continue
        changed += 1
        lines = difflib.unified_diff(
            old.splitlines(), new.splitlines(), f"{name} (before)", f"{name} (now)", lineterm=""
        )
        sys.stdout.write("\n".join(lines) + "\n")
        path.parent.mkdir(exist_ok=True)
        path.write_text(new, encoding="utf-8")
    sys.stdout.write(f"{changed} of {len(GOLDENS)} goldens re-recorded\n")
    return changed


if __name__ == "__main__":
    accept()
