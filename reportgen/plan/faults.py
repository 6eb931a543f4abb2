"""All faults of a plan master in one message, so that they can be mended in one go.

Comes in: codes, places and facts, one by one. Goes out: nothing, or one ``PlanError``. What is mended in one go is
told once: the same fault in many cells of a sheet is one sentence that names the cells.
"""

from collections.abc import Sequence
from typing import Final

from reportgen.errors import PlanError
from reportgen.place import Place
from reportgen.plan.master_words import master_words

_SHOWN: Final = 6
"""Places that a sentence names before it only counts the rest."""

_Noted = tuple[str, Place, dict[str, object]]


class Faults:
    """What is wrong with one workbook; told in the order of its sheets and rows, as somebody mends it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._noted: list[_Noted] = []

    def add(self, code: str, place: Place, **facts: object) -> None:
        """Note one fault. The place is told as exactly as it is known."""
        self._noted.append((code, place, facts))

    def raise_if_any(self) -> None:
        """Raise what was noted.

        Raises:
            PlanError: the fault itself if there is one, or M06 with every fault in its own lines.
        """
        faults = _gathered(sorted(self._noted, key=lambda noted: _order(noted[1])))
        if len(faults) == 1:
            code, where, facts = faults[0]
            raise PlanError(code, f"{self._file} {where}".strip(), **facts)
        if faults:
            told = [str(PlanError(code, where, **facts)) for code, where, facts in faults]
            lines = [f"{number}. {text}".replace("\n", "\n   ") for number, text in enumerate(told, start=1)]
            raise PlanError("M06", self._file, count=len(told), faults="\n".join(lines))


def _gathered(noted: Sequence[_Noted]) -> list[tuple[str, str, dict[str, object]]]:
    """Return code, places and facts of each fault, in the order of the first place; the same fault of a sheet once."""
    alike: dict[tuple[object, ...], list[_Noted]] = {}
    for code, place, facts in noted:
        alike.setdefault((code, place.sheet, str(facts)), []).append((code, place, facts))
    return [(group[0][0], _all_inside([place for _, place, _ in group]), group[0][2]) for group in alike.values()]


def _all_inside(places: Sequence[Place]) -> str:
    """Return the sheet and every cell, neighbours below one another as one range: シート『実績』 B4〜B7、B12."""
    if len(places) == 1 or not all(place.cell for place in places):
        return _inside(places[0])
    runs: list[list[Place]] = []
    for place in places:
        last = runs[-1][-1] if runs else None
        below = last is not None and _column(last) == _column(place) and (last.row or 0) + 1 == place.row
        runs[-1].append(place) if below else runs.append([place])
    named = [f"{run[0].cell}〜{run[-1].cell}" if len(run) > 1 else str(run[0].cell) for run in runs]
    rest = sum(map(len, runs[_SHOWN:]))
    more = master_words().more_cells.format(count=rest) if rest else ""
    return _inside(places[0]).removesuffix(str(places[0].cell)) + "、".join(named[:_SHOWN]) + more


def _column(place: Place) -> str:
    return (place.cell or "").rstrip("0123456789")


def _order(place: Place) -> tuple[int, int]:
    names = [sheet.name for sheet in master_words().sheets.values()]
    return names.index(place.sheet) if place.sheet in names else -1, place.row or 0


def _inside(place: Place) -> str:
    """Return sheet and cell as a reader finds them: シート『事業』 B5."""
    sheet = f"シート『{place.sheet}』" if place.sheet else ""
    where = place.cell or (f"{place.row}行目" if place.row else "")
    return f"{sheet} {where}".strip()
