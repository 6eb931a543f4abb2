"""Write the forms of a plan.

Comes in: which plan of which year. Goes out: one workbook a submitter under ``outputs/<year>/<plan>/forms/``.
"""

from collections.abc import Callable

from reportgen.pipeline.intake import load
from reportgen.pipeline.outputs import recover, write_beside
from reportgen.workspace import Workspace


def make_forms(
    workspace: Workspace,
    year: int,
    plan: str | None = None,
    *,
    progress: Callable[[str], None] = lambda _stage: None,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Write the forms of every plan of a year, or of the one named; return each folder with the names in it.

    Raises ``PlanError``, ``TemplateError`` or ``UsageError``; forms written before the fault stay.
    """
    from reportgen.deliver.forms import forms
    from reportgen.deliver.listing import folder_name

    made: list[tuple[str, tuple[str, ...]]] = []
    for folder in workspace.plans(year, plan):
        progress("plan")
        loaded, layout = load(folder, workspace)
        progress("forms")
        recover(folder.outputs)
        written = {f"{folder_name(name)}.xlsx": data for name, data in forms(loaded, layout).items()}
        for name, data in written.items():
            write_beside(folder.outputs, f"forms/{name}", data)
        made.append((f"{folder.named(folder.outputs)}/forms", tuple(written)))
    return tuple(made)
