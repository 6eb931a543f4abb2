"""How long each stage of a run lasted.

The only clock of the house; nothing that is written depends on it. Stages are known by the callback that names each as
it begins.
"""

import time
from collections.abc import Callable

from reportgen.cli.texts import text

_START = "start"


class Stopwatch:
    """Counts from the start of the process: what came before the first stage is the loading of the program."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = {_START: time.process_time()}
        self._stage, self._since = _START, time.perf_counter()

    def listening(self, progress: Callable[[str], None]) -> Callable[[str], None]:
        """Return a callback that notes when a stage begins, and passes it on."""

        def note(stage: str) -> None:
            self._turn(stage)
            progress(stage)

        return note

    def table(self) -> str:
        """Return one line a stage, in order of their first appearance: seconds, share of the whole, name.

        A stage that ran for several plans stands once, with its sum.
        """
        self._turn(self._stage)
        total = sum(self._spent.values())
        rows = [
            text("profile.row", seconds=f"{spent:8.3f}", share=f"{spent / total * 100:5.1f}", stage=_name(stage))
            for stage, spent in self._spent.items()
        ]
        return "\n".join([text("profile.title", total=f"{total:.3f}"), *rows])

    def _turn(self, stage: str) -> None:
        now = time.perf_counter()
        self._spent[self._stage] = self._spent.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now


def _name(stage: str) -> str:
    return text(f"profile.{stage}" if stage == _START else f"stage.{stage}")
