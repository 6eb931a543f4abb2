"""A fault of ours as a file that can be sent to us."""

import tempfile
from pathlib import Path


def record(trace: str) -> str:
    """Write a traceback where the user can find it, and return the path."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="reportgen-", suffix=".log", delete=False, encoding="utf-8", dir=Path(tempfile.gettempdir())
    ) as log:
        log.write(trace)
    return log.name
