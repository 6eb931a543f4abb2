"""Fiscal years as the columns of a table.

Comes in: the year that is reported on, and the first and last year that a template asks for. Goes out: records with the
names of each year.
"""

from typing import Any, Final

from reportgen.compose.record import Record
from reportgen.japanese.wareki import fiscal_year_full_label, fiscal_year_short_label

YEAR_NAMES: Final = ("year", "label", "short", "current")
MOST_YEARS: Final = 50
"""Columns that no page could hold; a range of more years is a slip of the pen."""


class Years:
    """What templates call to get a range of years."""

    def __init__(self, current: int) -> None:
        self._current = current

    def __call__(self, first: Any, last: Any) -> tuple[Record, ...]:
        """Return the fiscal years from the first to the last; empty if the last is before the first.

        Raises TypeError for what is no year, ValueError for one before 1868 or more than ``MOST_YEARS`` of them.
        """
        span = range(year_of(first), year_of(last) + 1)
        if len(span) > MOST_YEARS:
            raise ValueError(f"years: {len(span)} > {MOST_YEARS}")
        return tuple(self._record(year) for year in span)

    def _record(self, year: int) -> Record:
        names = {
            "year": year,
            "label": fiscal_year_full_label(year),
            "short": fiscal_year_short_label(year),
            "current": year == self._current,
        }
        return Record("year", names)

    def __repr__(self) -> str:
        return "<years>"


def year_of(given: Any) -> int:
    """Return the Western year of a record of ``years`` or of a number. Raises TypeError for anything else."""
    year = given.names.get("year") if isinstance(given, Record) else given
    if type(year) is not int:
        raise TypeError(f"a year (years(2019, 2021), report.year, 2021) is needed, not {given!r}")
    return year
