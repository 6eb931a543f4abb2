"""A thing with names, as templates see it.

Comes in: names and what they stand for. Goes out: what stands behind a dot. Must not know what any of it means.
"""

from collections.abc import Iterator, Mapping
from typing import Any


class Record:
    """A thing with names. Also iterates over its rows, if it has any (``fields``, ``scales``)."""

    __slots__ = ("kind", "names", "rows")

    def __init__(self, kind: str, names: Mapping[str, Any], rows: tuple[Any, ...] | None = None) -> None:
        self.kind, self.names, self.rows = kind, names, rows

    def __iter__(self) -> Iterator[Any]:
        if self.rows is None:
            raise TypeError(f"{self.kind} is not a list")
        return iter(self.rows)

    def __len__(self) -> int:
        return 1 if self.rows is None else len(self.rows)

    def __repr__(self) -> str:
        return f"<{self.kind}>"
