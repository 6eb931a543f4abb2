"""``publish``: what the public gets, and what is to be looked at before."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.commands import AsJson, Folder, PlanId, Year, app
from reportgen.cli.texts import text


@app.command(help=text("help.publish"))
def publish(
    year: Year,
    plan: PlanId = None,
    draft: Annotated[bool, typer.Option("--draft", help=text("help.draft"))] = False,
    as_json: AsJson = False,
    workspace: Folder = Path(),
) -> int:
    """Write the public files of a year's plans; return 1 if something is to be looked at first."""
    from reportgen.cli.progress import stages
    from reportgen.pipeline.publish import publish as publish_plans
    from reportgen.workspace import Workspace

    with stages() as progress:
        made = publish_plans(Workspace(workspace.resolve()), year, plan, draft=draft, progress=progress)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in made], ensure_ascii=False, indent=1))
        return max(one.status for one in made)
    for one in made:
        typer.echo(text("publish.done", folder=one.folder, count=len(one.files)))
        for line in one.checklist:
            typer.echo(f"  {line}")
        typer.echo(f"  {text('publish.open' if one.status else 'publish.clean', path=one.checklist_file)}")
    return max(one.status for one in made)
