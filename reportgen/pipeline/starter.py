"""Lay out a new workspace with the layouts and the sample that come with the product.

They live once, at the top of the repository; a wheel carries them inside the package as ``starter``.
"""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from reportgen.errors import UsageError


def lay_out(directory: Path) -> int:
    """Copy ``templates`` and ``inputs`` into a new or empty folder and return the first year of the sample.

    Raises:
        UsageError: U09 if something lies there already, U05 if it cannot be written.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError("U09", path=directory)
    try:
        with as_file(files("reportgen")) as package:
            source = package / "starter" if (package / "starter").is_dir() else package.parent
            for name in ("templates", "inputs"):
                shutil.copytree(source / name, directory / name)
        (directory / "outputs").mkdir()
    except OSError as fault:
        raise UsageError("U05", str(directory), reason=fault.strerror or "") from fault
    return min(int(path.name) for path in (directory / "inputs").iterdir() if path.name.isdigit())
