"""All faults of a plan master in one message, so that they can be mended in one go.

Comes in: codes, places and facts, one by one. Goes out: nothing, or one ``PlanError``.
"""

from reportgen.errors import PlanError
from reportgen.place import Place


class Faults:
    """What is wrong with one workbook, in the order of discovery."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[tuple[str, str, dict[str, object]]] = []

    def add(self, code: str, place: Place, **facts: object) -> None:
        """Note one fault. The place is told as exactly as it is known."""
        self._found.append((code, _inside(place), facts))

    def raise_if_any(self) -> None:
        """Raise what was noted.

        Raises:
            PlanError: the fault itself if there is one, or M06 with every fault in its own lines.
        """
        if len(self._found) == 1:
            code, inside, facts = self._found[0]
            raise PlanError(code, f"{self._file} {inside}".strip(), **facts)
        if self._found:
            told = [str(PlanError(code, inside, **facts)) for code, inside, facts in self._found]
            lines = [f"{number}. {text}".replace("\n", "\n   ") for number, text in enumerate(told, start=1)]
            raise PlanError("M06", self._file, count=len(told), faults="\n".join(lines))


def _inside(place: Place) -> str:
    """Return sheet and cell as a reader finds them: シート『事業』 B5."""
    sheet = f"シート『{place.sheet}』" if place.sheet else ""
    where = place.cell or (f"{place.row}行目" if place.row else "")
    return f"{sheet} {where}".strip()
