"""The same PDF without tags: what tagging costs, measured against our own layout and painting.

A canvas whose marks leave no trace and whose structure is one element that forgets everything. Only for measuring.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportgen.render.to_pdf import paint
from reportgen.render.to_pdf.canvas import TaggedCanvas


class Nobody:
    """An element that takes everything and keeps nothing."""

    tag = b""

    def add(self, *_: Any, **__: Any) -> Nobody:
        return self

    add_cell = add

    def painted(self, page: int, mcid: int) -> None:
        pass

    def annotated(self, page: int, number: int) -> None:
        pass


class UntaggedCanvas(TaggedCanvas):
    def __init__(self, metadata: Any) -> None:
        super().__init__(metadata)
        self.document = Nobody()  # type: ignore[assignment]  # it answers to all that painters ask

    def mark(self, element: Any) -> UntaggedCanvas:
        self._begin(b"text")
        return self

    def artifact(self, kind: Any = "Layout", subtype: Any = None) -> UntaggedCanvas:
        self._begin(b"text")
        return self

    def __exit__(self, *_: object) -> None:
        operators = self._painting()
        if self._in_text:
            operators.append(b"ET")
            self._in_text = False
        self._open = b""


@contextmanager
def untagged() -> Iterator[None]:
    """Paint without tags inside the block."""
    tagged = paint.TaggedCanvas
    paint.TaggedCanvas = UntaggedCanvas  # type: ignore[misc]  # only here, and put back
    try:
        yield
    finally:
        paint.TaggedCanvas = tagged  # type: ignore[misc]  # see above
