"""All faults of one layout, collected while composing goes on.

Comes in: faults with their place, from every stage of composing. Goes out: the same, in the order of the lines, each
once however often a loop runs over it. Nothing is raised before the end, so that one run names every fault.
"""

from reportgen.document.text import Origin
from reportgen.errors import GridError, TemplateError


class Faults:
    """A collection of template errors; ``layout`` is the folder as messages name it (``templates/matrix``)."""

    def __init__(self, layout: str) -> None:
        self.layout = layout
        self._found: dict[tuple[str, str, object], tuple[Origin, TemplateError]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, code: str, origin: Origin, **facts: object) -> None:
        """Note a fault at a line; line 0 stands for the whole file.

        The same code at the same line about the same ``name`` is one fault.
        """
        key = code, str(origin), facts.get("name")
        if key not in self._found:
            where = str(origin) if origin.line else origin.file
            self._found[key] = origin, TemplateError(code, where, **facts)

    def add_grid(self, origin: Origin, error: GridError) -> None:
        """Note a table that does not resolve; the error names its own place, ``origin`` is where it is sorted."""
        self._found.setdefault((error.code, error.where, None), (origin, error))

    def count(self, *codes: str) -> int:
        """Return how many faults of these codes were noted."""
        return sum(error.code in codes for _, error in self._found.values())

    def all(self) -> tuple[TemplateError, ...]:
        """Return every fault, by file and line.

        That a value is not printed (K58, K83) or printed twice (K59) may follow from any other fault, so it is told
        only when nothing else is the matter.
        """
        pairs = sorted(self._found.values(), key=lambda pair: (pair[0].file, pair[0].line))
        causes = tuple(error for _, error in pairs if error.code not in ("K58", "K59", "K83"))
        return causes or tuple(error for _, error in pairs)

    def raise_any(self) -> None:
        """Raise the only fault, or K10 that tells all of them; do nothing if there is none."""
        faults = self.all()
        if len(faults) == 1:
            raise faults[0]
        if faults:
            raise TemplateError("K10", self.layout, count=len(faults), faults="\n".join(map(str, faults)))
