"""The commands and their options. Each takes its arguments apart, calls the pipeline, and prints what came of it."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.texts import text
from reportgen.errors import UsageError

app = typer.Typer(
    help=text("help.app"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
layout_app = typer.Typer(help=text("help.layout"), no_args_is_help=True)
app.add_typer(layout_app, name="layout")


def year_of(value: str) -> int:
    """Return a fiscal year said in any usual way. Raises ``UsageError`` U12."""
    from reportgen.japanese.wareki import parse_fiscal_year

    year = parse_fiscal_year(value)
    if year is None:
        raise UsageError("U12", value=value)
    return year


Year = Annotated[
    int, typer.Option("--year", parser=year_of, metavar="年度", help=text("help.year"), show_default=False)
]
AnyYear = Annotated[
    int | None,
    typer.Option("--year", parser=year_of, metavar="年度", help=text("help.batch_year"), show_default=False),
]
FromYear = Annotated[
    int | None,
    typer.Option("--from-year", parser=year_of, metavar="年度", help=text("help.from_year"), show_default=False),
]
PlanId = Annotated[str | None, typer.Option("--plan", help=text("help.plan"), show_default=False)]
Folder = Annotated[Path, typer.Option("--workspace", help=text("help.workspace"))]
AsJson = Annotated[bool, typer.Option("--json", help=text("help.json"))]


def _version(wanted: bool) -> None:
    if wanted:
        from reportgen.version import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _main(
    _: Annotated[bool, typer.Option("--version", help=text("help.version"), callback=_version, is_eager=True)] = False,
) -> None:
    pass


@app.command(help=text("help.report"))
def report(
    year: Year,
    plan: PlanId = None,
    formats: Annotated[str, typer.Option("--format", help=text("help.formats"))] = "docx,pdf,html",
    issued: Annotated[str | None, typer.Option("--issued", help=text("help.issued"), show_default=False)] = None,
    final: Annotated[bool, typer.Option("--final", help=text("help.final"))] = False,
    as_json: AsJson = False,
    profile: Annotated[bool, typer.Option("--profile", help=text("help.profile"))] = False,
    workspace: Folder = Path(),
) -> int:
    """Build the reports of a year; return the highest status."""
    from reportgen.cli.progress import stages
    from reportgen.cli.stopwatch import Stopwatch
    from reportgen.cli.summary import print_report
    from reportgen.pipeline.report import build
    from reportgen.workspace import Workspace

    chosen = formats_of(formats)
    day = day_of("--issued", issued)
    watch = Stopwatch()
    with stages() as progress:
        told = watch.listening(progress) if profile else progress
        outcomes = build(
            Workspace(workspace.resolve()),
            year,
            plan,
            formats=chosen,
            issued=day,
            final=final,
            progress=told,
            divided=not profile,  # a table of shares is of one stage after the other
        )
    print_report(outcomes, as_json=as_json)
    if profile:
        typer.echo(watch.table(), err=True)
    return max(outcome.status for outcome in outcomes)


@app.command(help=text("help.batch"))
def batch(
    folder: Annotated[Path, typer.Argument(help=text("help.batch_folder"), show_default=False)],
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help=text("help.jobs"), show_default=False)] = None,
    year: AnyYear = None,
    formats: Annotated[str, typer.Option("--format", help=text("help.formats"))] = "docx,pdf,html",
    again: Annotated[bool, typer.Option("--again", help=text("help.again"))] = False,
    as_json: AsJson = False,
) -> int:
    """Build the plans of many workspaces; return the highest status."""
    import os

    from reportgen.cli.many import run_many
    from reportgen.pipeline.batch import tasks_in

    tasks = tasks_in(folder.resolve(), year, formats=formats_of(formats), again=again)
    return run_many(tasks, jobs or os.cpu_count() or 1, as_json=as_json)


@app.command(help=text("help.forms"))
def forms(
    year: Year,
    plan: PlanId = None,
    from_year: FromYear = None,
    zipped: Annotated[bool, typer.Option("--zip", help=text("help.zip"))] = False,
    workspace: Folder = Path(),
) -> int:
    """Write the forms of every submitter, for a new year from the plan and the answers of the one before."""
    from reportgen.cli.progress import stages
    from reportgen.pipeline.forms import make_forms
    from reportgen.workspace import Workspace

    root = Workspace(workspace.resolve())
    with stages() as progress:
        made = make_forms(root, year, plan, from_year=from_year, zipped=zipped, progress=progress)
    for one in made:
        if one.master:
            typer.echo(text("forms.master", path=one.master))
        typer.echo(text("forms.done", count=len(one.names), folder=one.folder))
        if one.paper:
            typer.echo(text("forms.paper", path=f"{one.folder}/{one.paper}"))
        if one.undated:
            typer.echo(text("forms.undated"))
    return 0


@app.command(help=text("help.check"))
def check(
    files: Annotated[list[Path], typer.Argument(help=text("help.file"), show_default=False)],
    form: Annotated[str, typer.Option("--format", help=text("help.format"))] = "text",
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help=text("help.check_jobs"), show_default=False)] = None,
    workspace: Folder = Path(),
) -> int:
    """Check forms one by one; return the highest status, 1 if one of them must be corrected."""
    from reportgen.cli.checking import run_checks

    if form not in ("text", "json"):
        raise UsageError("U08", value=form, formats="text・json")
    return run_checks(files, workspace.resolve(), jobs, as_json=form == "json")


@app.command(help=text("help.explain"))
def explain(code: Annotated[str, typer.Argument(help=text("help.code"), show_default=False)]) -> int:
    """Print what a code means, all its variants."""
    from reportgen.cli.summary import print_code

    print_code(code)
    return 0


@app.command(help=text("help.init"))
def init(directory: Annotated[Path, typer.Argument(help=text("help.directory"), show_default=False)]) -> int:
    """Lay out a workspace with the layouts and the sample."""
    from reportgen.pipeline.starter import lay_out

    year = lay_out(directory)
    typer.echo(text("init.done", folder=directory))
    installed = Path(sys.argv[0]).stem == "reportgen"
    command = "reportgen" if installed else f"{Path(sys.executable).name} -m reportgen"
    typer.echo(text("init.next", command=command, folder=directory, year=year))
    return 0


@app.command(help=text("help.schema"))
def schema() -> int:
    """Print the JSON Schema of model.json and findings.json."""
    import json

    from reportgen.deliver.records import schemas

    typer.echo(json.dumps(schemas(), ensure_ascii=False, indent=1))
    return 0


@layout_app.command("check", help=text("help.layout_check"))
def layout_check(
    folder: Annotated[Path, typer.Argument(help=text("help.layout_folder"), show_default=False)],
) -> int:
    """Report every fault of a layout; return 2 if there is one."""
    from reportgen.compose import check_layout
    from reportgen.plan.load import load_layout
    from reportgen.render.to_docx import check_reference

    layout = load_layout(folder)
    faults = (*check_layout(layout), *check_reference(layout.definition.theme))
    for fault in faults:
        typer.echo(str(fault), err=True)
    if not faults:
        typer.echo(text("layout.clean", folder=folder))
    return UsageError.status if faults else 0


@layout_app.command("new", help=text("help.layout_new"))
def layout_new(
    name: Annotated[str, typer.Argument(help=text("help.layout_name"), show_default=False)],
    source: Annotated[str, typer.Option("--from", help=text("help.layout_from"))] = "matrix",
    workspace: Folder = Path(),
) -> int:
    """Copy a layout under a new name, and say what to do with it."""
    from reportgen.pipeline.layouts import copy_layout
    from reportgen.workspace import Workspace

    folder = copy_layout(Workspace(workspace.resolve()), source, name)
    typer.echo(text("layout.made", folder=folder, source=source))
    typer.echo(text("layout.next", folder=folder, name=name))
    return 0


def formats_of(wanted: str) -> tuple[str, ...]:
    """Return the formats that an option names, in their order. Raises ``UsageError`` U08 for one there is not."""
    from reportgen.pipeline.papers import FORMATS

    chosen = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in chosen or [wanted]:
        if name not in FORMATS:
            raise UsageError("U08", value=name, formats="・".join(FORMATS))
    return tuple(name for name in FORMATS if name in chosen)


def day_of(option: str, value: str | None) -> date | None:
    """Return the day that an option gives, or ``None`` without one. Raises ``UsageError`` U07."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError("U07", value=value, option=option) from None
