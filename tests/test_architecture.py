"""The arrows of the house, read from the imports.

Each line may import only lines below it; names on one line are strangers to each other.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import reportgen

HOUSE = Path(reportgen.__file__).parent

FLOORS = [
    ["reportgen", "__main__"],
    ["cli"],
    ["pipeline"],
    ["rounds"],
    ["collect", "validate", "merge", "derive", "digest", "compose", "render", "proof", "deliver"],
    ["plan"],
    ["workspace", "workbook"],
    ["model", "document"],
    ["findings"],
    ["opc"],
    ["place", "errors", "units", "version", "japanese", "assets"],
]
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}

# A library and the places that may import it. What is not listed is not allowed at all.
HOMES = {
    "jinja2": ["compose.templates", "compose.stamps", "deliver"],
    "markupsafe": ["compose", "deliver"],
    "docx": ["render.to_docx", "proof"],
    "lxml": ["render.to_docx", "proof"],
    "reportlab": ["render.to_pdf"],
    "pikepdf": ["proof", "render.to_pdf"],
    "openpyxl": ["workbook", "deliver"],
    "defusedxml": ["workbook", "collect"],
    "pydantic": ["plan", "deliver"],
    "python_calamine": ["workbook.second"],
    "sudachipy": ["validate.wording.morphemes"],
    "typer": ["cli"],
    "rich": ["cli"],
    # The standard library where it could do harm elsewhere: a clock, and processes.
    "time": ["cli.stopwatch"],
    "multiprocessing": ["pipeline.workers"],
    "pickle": ["pipeline.beside"],
}
# The standard library as far as it is used; no clock, no chance, no network and no locale.
STANDARD = {
    "__future__",
    "abc",
    "argparse",
    "array",
    "ast",
    "base64",
    "bisect",
    "calendar",
    "codecs",
    "collections",
    "contextlib",
    "copy",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "enum",
    "errno",
    "fnmatch",
    "functools",
    "gc",
    "hashlib",
    "html",
    "importlib",
    "io",
    "itertools",
    "json",
    "math",
    "mmap",
    "operator",
    "os",
    "pathlib",
    "platform",
    "posixpath",
    "re",
    "shutil",
    "signal",
    "string",
    "struct",
    "sys",
    "tempfile",
    "textwrap",
    "threading",
    "tomllib",
    "traceback",
    "types",
    "typing",
    "unicodedata",
    "urllib",
    "warnings",
    "xml",
    "zipfile",
    "zlib",
}


def module_name(path: Path) -> str:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    return ".".join(parts) or "reportgen"


MODULES = {module_name(path): path for path in sorted(HOUSE.rglob("*.py")) if "starter" not in path.parts}


def imports(path: Path) -> list[tuple[int, str]]:
    """Every import of a file, also those inside functions, with its line."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: imports are written in full"
            found.append((node.lineno, node.module or ""))
    return found


def room(module: str) -> str:
    return module.split(".")[0]


@pytest.mark.parametrize("module", MODULES)
def test_every_module_stands_on_a_listed_floor(module):
    assert room(module) in FLOOR


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_down_the_house(module):
    own = room(module)
    wrong = []
    for line, name in imports(MODULES[module]):
        if not name.startswith("reportgen"):
            continue
        target = room(name.removeprefix("reportgen").lstrip(".") or "reportgen")
        if target != own and FLOOR[target] <= FLOOR[own]:
            wrong.append(f"line {line}: {own} → {target}")
    assert wrong == []


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) in ("render", "proof")])
def test_renderers_and_proof_know_neither_plan_nor_model(module):
    seen = {
        room(name.removeprefix("reportgen.")) for _, name in imports(MODULES[module]) if name.startswith("reportgen.")
    }
    assert seen & {"plan", "model"} == set()


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("render.")])
def test_renderers_are_strangers_to_each_other(module):
    own = module.split(".")[1]
    others = {
        name
        for _, name in imports(MODULES[module])
        if name.startswith("reportgen.render.") and name.split(".")[2] != own
    }
    assert others == set()


@pytest.mark.parametrize("module", MODULES)
def test_libraries_stay_at_home(module):
    wrong = []
    for line, name in imports(MODULES[module]):
        library = name.split(".")[0]
        if library == "reportgen" or library in STANDARD:
            continue
        homes = HOMES.get(library, [])
        if not any(module == home or module.startswith(home + ".") for home in homes):
            wrong.append(f"line {line}: {library}")
    assert wrong == []


def test_a_module_on_the_wrong_floor_would_be_noticed():
    """The walker itself sees imports inside functions and under TYPE_CHECKING."""
    source = "def f():\n    from reportgen.pipeline import build\n"
    nodes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ImportFrom)]
    assert [n.module for n in nodes] == ["reportgen.pipeline"]
    assert FLOOR["pipeline"] < FLOOR["model"]
