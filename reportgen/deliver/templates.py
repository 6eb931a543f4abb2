"""The templates and style sheets that lie beside the modules of this room.

Comes in: the package and the name of a file in it. Goes out: a template that refuses unknown names, or a style sheet to
be put into a page.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


@cache
def template(package: str, name: str) -> "Template":
    """Return a template. What it prints is escaped, unless it is of plain text (``.txt.j2``)."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package, "."),
        autoescape=not name.endswith(".txt.j2"),  # plain text has nothing to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


@cache
def style(package: str, name: str) -> "Markup":
    """Return a style sheet of ours, which needs no escaping."""
    from markupsafe import Markup

    return Markup(files(package).joinpath(name).read_text(encoding="utf-8"))
