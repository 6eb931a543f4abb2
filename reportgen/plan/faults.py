"""All faults of a plan master in one message, so that they can be mended in one go.

Comes in: codes, places and facts, one by one. Goes out: nothing, or one ``PlanError``.
"""

from reportgen.errors import PlanError
from reportgen.place import Place
from reportgen.plan.master_words import master_words


class Faults:
    """What is wrong with one workbook; told in the order of its sheets and rows, as somebody mends it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._noted: list[tuple[str, Place, dict[str, object]]] = []

    def add(self, code: str, place: Place, **facts: object) -> None:
        """Note one fault. The place is told as exactly as it is known."""
        self._noted.append((code, place, facts))

    def raise_if_any(self) -> None:
        """Raise what was noted.

        Raises:
            PlanError: the fault itself if there is one, or M06 with every fault in its own lines.
        """
        if len(self._noted) == 1:
            code, place, facts = self._noted[0]
            raise PlanError(code, f"{self._file} {_inside(place)}".strip(), **facts)
        if self._noted:
            in_order = sorted(self._noted, key=lambda noted: _order(noted[1]))
            told = [str(PlanError(code, _inside(place), **facts)) for code, place, facts in in_order]
            lines = [f"{number}. {text}".replace("\n", "\n   ") for number, text in enumerate(told, start=1)]
            raise PlanError("M06", self._file, count=len(told), faults="\n".join(lines))


def _order(place: Place) -> tuple[int, int]:
    names = [sheet.name for sheet in master_words().sheets.values()]
    return names.index(place.sheet) if place.sheet in names else -1, place.row or 0


def _inside(place: Place) -> str:
    """Return sheet and cell as a reader finds them: シート『事業』 B5."""
    sheet = f"シート『{place.sheet}』" if place.sheet else ""
    where = place.cell or (f"{place.row}行目" if place.row else "")
    return f"{sheet} {where}".strip()
