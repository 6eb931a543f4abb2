"""``seal``, ``verify`` and ``years``: what is put away, whether it is still what it was, and what the years tell."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.commands import AsJson, Folder, PlanId, Year, app, year_of
from reportgen.cli.texts import text

if TYPE_CHECKING:
    from reportgen.pipeline.verify import Verified


@app.command(help=text("help.seal"))
def seal(year: Year, plan: PlanId = None, as_json: AsJson = False, workspace: Folder = Path()) -> int:
    """Seal the reports of a year; return 0."""
    from reportgen.pipeline.seal import seal as seal_plans
    from reportgen.workspace import Workspace

    made = seal_plans(Workspace(workspace.resolve()), year, plan)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in made], ensure_ascii=False, indent=1))
        return 0
    for one in made:
        typer.echo(text("seal.done" if one.new else "seal.same", folder=one.folder, files=one.files))
        typer.echo(f"  {text('seal.number', seal=one.seal)}")
        if not one.final:
            typer.echo(f"  {text('seal.draft')}")
    return 0


@app.command(help=text("help.verify"))
def verify(
    folder: Annotated[Path, typer.Argument(help=text("help.sealed_folder"), show_default=False)],
    as_json: AsJson = False,
) -> int:
    """Say what has become of a sealed folder; return 1 if anything differs."""
    from reportgen.cli.progress import stages
    from reportgen.pipeline.verify import verify as verify_folder

    with stages() as progress:
        found = verify_folder(folder.resolve(), progress)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        _print_verified(folder, found)
    return found.status


def _print_verified(folder: Path, found: "Verified") -> None:
    if not found.changed:
        typer.echo(text("verify.whole", folder=folder, files=found.files))
        typer.echo(f"  {text('seal.number', seal=found.seal)}")
    else:
        typer.echo(text("verify.changed", folder=folder, count=len(found.changed)))
        for one in found.changed:
            typer.echo(f"  {text(f'verify.{one.kind.value}_file', name=one.name)}")
        typer.echo(text("verify.not_rebuilt"))
    for name, made, now in found.others:
        typer.echo(f"  {text('verify.other_version', name=name, made=made, now=now or text('verify.no_version'))}")
    if found.fault:
        typer.echo(text("verify.fault", fault=found.fault))
    elif found.rebuilt:
        typer.echo(text("verify.differs", count=len(found.rebuilt)))
        for one in found.rebuilt:
            typer.echo(f"  {text(f'verify.{one.kind.value}_result', name=one.name)}")
    elif found.rebuilt is not None:
        typer.echo(text("verify.same"))


@app.command(help=text("help.years"))
def years(
    archives: Annotated[list[Path] | None, typer.Argument(help=text("help.archives"), show_default=False)] = None,
    plan: Annotated[str | None, typer.Option("--plan", help=text("help.years_plan"), show_default=False)] = None,
    first: Annotated[
        int | None,
        typer.Option("--from", parser=year_of, metavar="年度", help=text("help.years_from"), show_default=False),
    ] = None,
    last: Annotated[
        int | None,
        typer.Option("--to", parser=year_of, metavar="年度", help=text("help.years_to"), show_default=False),
    ] = None,
    workspace: Folder = Path(),
) -> int:
    """Write the summary of several years; return 0."""
    from reportgen.pipeline.years import summarise
    from reportgen.workspace import Workspace

    root = Workspace(workspace.resolve())
    folder, names = summarise(root, [path.resolve() for path in archives or ()], plan=plan, first=first, last=last)
    typer.echo(text("years.done", folder=folder))
    for name in names:
        typer.echo(f"  {folder}/{name}")
    return 0
