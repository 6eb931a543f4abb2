"""What stops a run: broken input of the secretariat, broken templates, and faults of our own.

Trouble in what departments send is never an exception; it is a ``Finding``. The family::

    ReportgenError             everything below; ``status`` is the exit status
      UsageError       U..  2  a folder, file or option that is not there
      PlanError        M..  2  the plan master (計画マスタ)
        UnreadableFile         a workbook of ours that cannot be opened
      TemplateError    K..  2  the layout: layout.toml or a template
        GridError              a table whose cells do not fill a rectangle
      RenderError      I..  3  a document that cannot be written
      ProofError       I..  3  a written file that does not say what the document says

Sentences are Japanese and live in ``errors.toml``: code → ``what`` (what is the matter) and ``do`` (what to do).
An error carries its code, its place and the facts that fill the sentences; text is made only when it is shown.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import ClassVar


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("reportgen").joinpath("errors.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class ReportgenError(Exception):
    """A run that cannot go on.

    ``where`` is the place as a reader finds it: 「plan.xlsx シート『事業』 B5」 or ``report.html.j2:12``.
    An empty ``where`` is left out of the message. An unknown code is a fault of ours and raises ``KeyError``.
    """

    status: ClassVar[int] = 3

    def __init__(self, code: str, /, where: str = "", **facts: object) -> None:
        super().__init__(code, where, facts)
        self.code, self.where, self.facts = code, where, facts
        self.what = _sentences()[code]["what"].format(**facts)
        self.do = _sentences()[code]["do"].format(**facts)

    def __str__(self) -> str:
        prefix = f"{self.where}　" if self.where else ""
        return f"{prefix}{self.what}\n→ {self.do}"


class UsageError(ReportgenError):
    """A wrong option, or a folder or file that is not there."""

    status = 2


class PlanError(ReportgenError):
    """The plan master contradicts itself or lacks something."""

    status = 2


class UnreadableFile(PlanError):
    """A workbook of the secretariat that cannot be opened. A submission never raises this."""


class TemplateError(ReportgenError):
    """A layout that cannot make a document: layout.toml, or a template with its file and line."""

    status = 2


class GridError(TemplateError):
    """Cells that overlap, leave a hole, leave the table, or columns that do not fill the text width."""


class RenderError(ReportgenError):
    """A document that a renderer cannot write; ``where`` names format and table or cell."""


class ProofError(ReportgenError):
    """A written file whose content or structure differs from the document."""
