"""Progress on a terminal, and nowhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reportgen.cli.texts import text


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """Yield a callback that takes the name of a stage and shows it on standard error while it lasts.

    Shows nothing, and imports nothing, when standard error is not a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda stage: status.update(f"{text(f'stage.{stage}')}…")
