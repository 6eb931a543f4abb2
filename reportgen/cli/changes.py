"""The command ``diff``: takes its arguments apart, has the list of changes made, and prints how many there are."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.commands import Folder, app
from reportgen.cli.texts import text

Before = Annotated[Path, typer.Argument(metavar="前", help=text("help.diff_before"), show_default=False)]
After = Annotated[Path, typer.Argument(metavar="後", help=text("help.diff_after"), show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", help=text("help.diff_out"), show_default=False)]


@app.command(help=text("help.diff"))
def diff(before: Before, after: After, out: Out = None, workspace: Folder = Path()) -> int:
    """List what has changed between two results; return 0 whether anything has or not."""
    from reportgen.pipeline.changes import list_changes
    from reportgen.workspace import Workspace

    listed = list_changes(Workspace(workspace.resolve()), before, after, out and out.resolve())
    if listed.count:
        kinds = "、".join(f"{kind} {count}か所" for kind, count in listed.counts.items())
        typer.echo(text("diff.changed", title=listed.title, count=listed.count, kinds=kinds))
    else:
        typer.echo(text("diff.same", title=listed.title))
    for name in listed.files:
        typer.echo(f"  {listed.folder / name}")
    for name in listed.kept:
        typer.echo(f"  {text('report.kept', name=name)}")
    return 0
