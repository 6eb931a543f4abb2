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
    from rich.live import Live

    # No thread that draws by itself: beside one, a report could not be divided between two processes.
    with Live(console=Console(stderr=True), auto_refresh=False, transient=True) as shown:
        yield lambda stage: shown.update(f"{text(f'stage.{stage}')}…", refresh=True)


@contextmanager
def bar(what: str, total: int) -> Iterator[Callable[[int, str], None]]:
    """Yield a callback that moves a bar on by so many and adds a remark to what it says.

    Shows nothing, and imports nothing, when standard error is not a terminal. What is printed meanwhile goes above the
    bar; standard output that is not the terminal is left alone.
    """
    if not sys.stderr.isatty():
        yield lambda _count, _remark: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console, beside = Console(stderr=True), sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, redirect_stdout=beside) as progress:
        task = progress.add_task(what, total=total)
        yield lambda count, remark: progress.update(task, advance=count, description=what + remark)
