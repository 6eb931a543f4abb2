"""Lay out a new workspace with the layouts and the sample that come with the product.

They live once, at the top of the repository; a wheel carries them inside the package as ``starter``.
"""

import shutil
from importlib.resources import files
from pathlib import Path

from reportgen.errors import UsageError

_SAMPLES = "samples.txt"
"""Below ``inputs``: the plans that come with the product, one a line: ``<year>/<plan>``; others are the user's own."""


def lay_out(directory: Path) -> int:
    """Copy ``templates`` and ``inputs`` into a new or empty folder and return the first year of the sample.

    Raises:
        UsageError: U09 if something lies there already, U05 if it cannot be written.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError("U09", path=directory)
    source = _source()
    samples = [line for line in (source / "inputs" / _SAMPLES).read_text(encoding="utf-8").split() if line]
    try:
        shutil.copytree(source / "templates", directory / "templates")
        for name in samples:
            shutil.copytree(source / "inputs" / name, directory / "inputs" / name)
        shutil.copy(source / "inputs" / _SAMPLES, directory / "inputs" / _SAMPLES)
        (directory / "outputs").mkdir()
    except OSError as fault:
        raise UsageError("U05", str(directory), reason=fault.strerror or "") from fault
    return min(int(name.partition("/")[0]) for name in samples)


def _source() -> Path:
    """Return where the layouts and samples lie: inside the installed package, or at the top of the repository."""
    package = Path(str(files("reportgen")))
    return package / "starter" if (package / "starter").is_dir() else package.parent
