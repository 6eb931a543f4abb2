"""What is handed out at a meeting: a command of its own."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.commands import Folder, PlanId, Year, app, day_of, formats_of
from reportgen.cli.texts import text


@app.command(help=text("help.handout"))
def handout(
    year: Year,
    plan: PlanId = None,
    meeting: Annotated[str | None, typer.Option("--meeting", help=text("help.meeting"), show_default=False)] = None,
    day: Annotated[str | None, typer.Option("--day", help=text("help.meeting_day"), show_default=False)] = None,
    number: Annotated[str | None, typer.Option("--number", help=text("help.number"), show_default=False)] = None,
    formats: Annotated[str, typer.Option("--format", help=text("help.handout_formats"))] = "docx,pdf,html",
    workspace: Folder = Path(),
) -> int:
    """Write the handouts of a meeting; return the highest status."""
    from reportgen.cli.progress import stages
    from reportgen.pipeline.handouts import make_handouts
    from reportgen.workspace import Workspace

    numbers = () if number is None else tuple(one.strip() for one in number.replace("、", ",").split(","))
    chosen, held = formats_of(formats), day_of("--day", day)
    root = Workspace(workspace.resolve())
    with stages() as progress:
        made = make_handouts(
            root, year, plan, meeting=meeting, day=held, numbers=numbers, formats=chosen, progress=progress
        )
    for one in made:
        edition = text("report.edition_final" if one.final else "report.edition_draft")
        typer.echo(text("handout.done", plan_name=one.plan_name, edition=edition))
        for name in one.names:
            typer.echo(f"  {one.folder}/{name}")
        if one.summary_pages > 1:
            typer.echo(f"  {text('handout.too_long', pages=one.summary_pages)}")
        for name in one.kept:
            typer.echo(f"  {text('report.kept', name=name)}")
        if one.status:
            typer.echo(f"  {text('handout.open')}")
    return max(one.status for one in made)
