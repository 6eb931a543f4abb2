"""Run the templates of a layout: names in, marked-up text out.

Comes in: the names of ``names``, and the folder of a layout. Goes out: markup in which every start and end tag carries
its template line, and every printed text is a mark of the ledger. Must not look at the markup it makes: that is
``markup``. The environment is a sandbox that sees the layout's folder, the macros of the house (``house/…``) and
nothing else of the file system. What a macro of the house writes has the line of the layout that called it.

Whatever goes wrong is noted with file and line, and rendering goes on as far as it can.
"""

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.filters import FILTERS
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from reportgen.compose.datum import DATUM_NAMES, Datum
from reportgen.compose.faults import Faults
from reportgen.compose.ledger import RESERVED, STAMP_CLOSE, STAMP_OPEN, Ledger, mark_of
from reportgen.compose.names import kind_of, names_in
from reportgen.compose.record import Record
from reportgen.compose.rows import percent, rows, spans
from reportgen.compose.stamps import STAMP_NAME, stamped, stamped_when_called
from reportgen.document.text import Origin
from reportgen.japanese.natural import NaturalKey, natural_key

LIST_FILTERS: Final = (
    *("batch", "default", "first", "groupby", "last", "length", "list", "map", "max", "min"),
    *("natural", "reject", "rejectattr", "reverse", "select", "selectattr", "slice", "sort", "unique"),
)
"""Filters that choose and order; they hand model values on as they are."""
TEXT_FILTERS: Final = ("abs", "float", "format", "int", "lower", "replace", "round", "string", "sum", "trim", "upper")
"""Filters that make a new text or number; they refuse model values."""
OWN_FILTERS: Final = ("again", "join")
ROW_FILTERS: Final = ("rows", "spans")
"""Filters that make rows of a table from sections."""
GLOBALS: Final = ("range", "namespace", "cycler", "joiner", "percent")
HOUSE: Final = "house"
"""The folder of the macros that every layout can import."""
_HOUSE_FILES: Final = Path(str(files("reportgen.compose"))) / "macros"
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]|" + RESERVED.pattern)
_STAND_IN: Final = "1"
"""Printed where a fault was noted: a text as well as a number, so that it causes no further faults."""
_ITSELF: Final = (
    *("__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__", "__rtruediv__"),
    *("__floordiv__", "__rfloordiv__", "__mod__", "__rmod__", "__pow__", "__rpow__", "__pos__", "__neg__"),
    *("__call__", "__getitem__"),
)
_FALSE: Final = ("__bool__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_ONE: Final = ("__len__", "__int__", "__index__")
_FAULTS_OF_TEMPLATES: Final = (
    jinja2.TemplateRuntimeError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class Engine:
    """The templates of one layout, for one run."""

    def __init__(self, folder: Path, ledger: Ledger, faults: Faults) -> None:
        self._folder, self._faults = folder, faults
        self._environment = _Environment(folder, ledger, faults)

    @property
    def files(self) -> list[str]:
        """The files that were read, as messages name them; stamps count them from 0."""
        return self._environment.files

    def render(self, name: str, names: Mapping[str, Any]) -> str | None:
        """Return the markup of a template; ``None`` if it could not be rendered to its end (a fault says why)."""
        self._environment.known.update(names)
        main = Origin(f"{self._faults.layout}/{name}", 0)
        rendered: str | None = self._guarded(lambda: self._environment.get_template(name).render(names), main)
        return rendered

    def read_all(self) -> None:
        """Note the faults of every template in the folder that can be seen without running it."""
        for path in sorted(self._folder.rglob("*.j2")):
            name = path.relative_to(self._folder).as_posix()
            origin = Origin(f"{self._faults.layout}/{name}", 0)
            self._guarded(lambda name=name: self._environment.get_template(name), origin)  # type: ignore[misc]  # mypy has no type for a bound default

    def refuse(self, datum: Datum, operation: str) -> None:
        """Note that a template made a bare string of a model value."""
        self._environment.refuse(datum.name, operation)

    def unknown_choice(self, datum: Datum, found: str, choices: Sequence[str]) -> None:
        """Note that a template compares an answer with something that its scale does not offer."""
        environment = self._environment
        self._faults.add("K77", environment.here(), name=datum.name, found=found, **_near(found, choices))

    def _guarded(self, act: Callable[[], Any], main: Origin) -> Any:
        environment, note = self._environment, self._faults.add
        try:
            return act()
        except jinja2.TemplateSyntaxError as fault:
            note("K12", Origin(environment.file(fault.name), fault.lineno), fault=fault.message)
        except jinja2.TemplateNotFound as fault:
            note("K11", environment.place_of(fault, main), name=fault.name, files="、".join(self._names()))
        except UnicodeDecodeError:
            note("K18", main)
        except _FAULTS_OF_TEMPLATES as fault:
            note("K17", environment.place_of(fault, main), fault=f"{type(fault).__name__}: {fault}")
        return None

    def _names(self) -> list[str]:
        own = [path.relative_to(self._folder).as_posix() for path in sorted(self._folder.rglob("*.j2"))]
        return [*own, *(f"{HOUSE}/{path.name}" for path in sorted(_HOUSE_FILES.glob("*.j2")))]


class _Stamps(Extension):
    """Writes file and line behind the ``<`` of every tag, and before text that does not begin with one."""

    environment: "_Environment"

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source without control characters; each is a fault."""
        if _CONTROL.search(source) is None:
            return source
        for number, line in enumerate(source.split("\n"), 1):
            if _CONTROL.search(line):
                self.environment.faults.add("K18", Origin(self.environment.file(name), number))
        return _CONTROL.sub("", source)

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template, its own text stamped; in a macro of the house, stamped when it is called."""
        if stream.filename and Path(stream.filename).is_relative_to(_HOUSE_FILES):
            yield from stamped_when_called(stream)
            return
        number = self.environment.number(stream.name)
        for token in stream:
            line, own = token.lineno, token.type == "data"
            yield Token(line, "data", stamped(token.value, number, line)) if own else token


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja2 with marks for texts, faults instead of exceptions, and a short list of filters."""

    def __init__(self, folder: Path, ledger: Ledger, faults: Faults) -> None:
        self.ledger, self.faults = ledger, faults
        self.files: list[str] = []
        self.known: set[str] = set(GLOBALS)
        self._folder = folder
        self._stamps: dict[tuple[jinja2.Template | None, int], Markup] = {}
        house = jinja2.PrefixLoader({HOUSE: jinja2.FileSystemLoader(_HOUSE_FILES)})
        super().__init__(
            loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(folder, encoding="utf-8-sig"), house]),
            autoescape=True,
            undefined=_missing(self.note_missing),
            finalize=self._finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[_Stamps],
        )
        self.globals = {name: value for name, value in self.globals.items() if name in GLOBALS}
        self.globals |= {"percent": percent, STAMP_NAME: self._stamp}
        self.filters = {name: FILTERS[name] for name in LIST_FILTERS if name in FILTERS}
        self.filters |= {name: self._refusing(name, FILTERS[name]) for name in TEXT_FILTERS}
        self.filters |= {"again": self._again, "join": self._join, "natural": self._natural}
        self.filters |= {"rows": rows, "spans": spans}

    def file(self, name: str | None) -> str:
        """Return a template file as messages name it."""
        return f"{self.faults.layout}/{name}"

    def number(self, name: str | None) -> int:
        """Return the number of a template file in ``files``."""
        file = self.file(name)
        if file not in self.files:
            self.files.append(file)
        return self.files.index(file)

    # ── what is printed ─────────────────────────────────────────────────────────────────────────────────

    @jinja2.pass_eval_context  # with a context it is called at run time only, never for constants while compiling
    def _finalize(self, _context: nodes.EvalContext, value: Any) -> Markup:
        return self.printed(value)

    def printed(self, value: Any) -> Markup:
        """Return what stands in the markup for a value of an output expression."""
        kind = type(value)
        if kind is Datum:
            return Markup(mark_of(value.number))
        if kind is str:
            return Markup(self.ledger.plain(value))
        if kind is Markup:
            return value  # type: ignore[no-any-return]  # checked by its type
        if kind is int or kind is float:
            return Markup(value)
        if isinstance(value, jinja2.Undefined):
            str(value)
        else:
            self.faults.add("K16", self.here(), name=kind_of(value))
        return Markup(self.ledger.plain(_STAND_IN))

    def _again(self, value: Any) -> Any:
        return value.again() if isinstance(value, Datum) else value

    def _natural(self, values: Iterable[Any], attribute: str | None = None, reverse: bool = False) -> list[Any]:
        """Return things in the order of their numbers: 1-2, 1-10, R2-1. Things of the same number keep their order."""

        def key(value: Any) -> NaturalKey:
            found = value
            for name in attribute.split(".") if attribute else ():
                found = self.getattr(found, name)
            return natural_key(found.text if isinstance(found, Datum) else str(found))

        return sorted(values, key=key, reverse=reverse)

    def _join(self, values: Iterable[Any], separator: str = "", attribute: str | int | None = None) -> Markup:
        """Return the values one after another, each still with its provenance."""
        found = values if attribute is None else [self.getitem(value, attribute) for value in values]
        return self.printed(separator).join(self.printed(value) for value in found)

    def _refusing(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def refusing(*arguments: Any, **options: Any) -> Any:
            return function(
                *(self._bare(argument, name) for argument in arguments),
                **{key: self._bare(option, name) for key, option in options.items()},
            )

        return refusing

    def _bare(self, value: Any, operation: str) -> Any:
        if isinstance(value, Datum):
            return value.bare(operation)
        if isinstance(value, Markup):
            self.refuse("macro", operation)
            return _STAND_IN
        return value

    # ── what is looked up ───────────────────────────────────────────────────────────────────────────────

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the value behind a dot."""
        if isinstance(obj, Record):
            found = obj.names.get(attribute, missing)
            return self.undefined(obj=obj, name=attribute) if found is missing else found
        if isinstance(obj, Datum):
            if attribute == "nothing":
                return obj.nothing.value if obj.nothing else ""
            return getattr(obj, attribute) if attribute in DATUM_NAMES else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, Markup):
            return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return the value in brackets; for a record the same as behind a dot."""
        if isinstance(obj, Record):
            return self.getattr(obj, argument.text if isinstance(argument, Datum) else str(argument))
        if isinstance(obj, Datum | Markup):
            return self._bare(obj, "[ ]")
        return super().getitem(obj, argument)

    # ── what is refused ─────────────────────────────────────────────────────────────────────────────────

    def here(self) -> Origin:
        """Return the line of the layout that is running, also while a macro of the house runs for it."""
        template, line = self._running()
        if template is None:
            return Origin(self.faults.layout, 0)
        return Origin(self.file(template.name), template.get_corresponding_lineno(line))

    def _running(self) -> tuple[jinja2.Template | None, int]:
        """Return the template of the layout that is running, and the line of its code."""
        frame = sys._getframe(1)
        while frame.f_back is not None:
            template = frame.f_globals.get("__jinja_template__")
            if template is not None and self._is_own(template.filename):
                return template, frame.f_lineno
            frame = frame.f_back
        return None, 0

    def place_of(self, fault: BaseException, main: Origin) -> Origin:
        """Return the template line on which an exception was raised; ``main`` if it never reached a template."""
        trace, found = fault.__traceback__, main
        while trace is not None:
            path = trace.tb_frame.f_code.co_filename
            if "__jinja_exception__" in trace.tb_frame.f_globals and self._is_own(path):
                name = Path(path).relative_to(self._folder).as_posix()
                found = Origin(f"{self.faults.layout}/{name}", trace.tb_lineno)
            trace = trace.tb_next
        return found

    def _is_own(self, file: str) -> bool:
        return file.startswith(f"{self._folder}{os.sep}")

    def _stamp(self) -> Markup:
        """Return the stamp of the layout's line that called a macro of the house."""
        running = self._running()
        if running not in self._stamps:
            number = self.number(running[0].name if running[0] else None)
            self._stamps[running] = Markup(f"{STAMP_OPEN}{number}:{self.here().line}{STAMP_CLOSE}")
        return self._stamps[running]

    def refuse(self, name: str, operation: str) -> None:
        """Note that the provenance of a value was about to be lost."""
        self.faults.add("K15", self.here(), name=name, operation=operation)

    def note_missing(self, obj: Any, name: Any) -> None:
        """Note a name that is not there, with the nearest one that is."""
        if obj is missing:
            self.faults.add("K13", self.here(), name=name, **_near(name, self.known))
            return
        names = names_in(obj) if obj is not None else ()
        code = "K81" if obj is None else "K14" if names else "K82"
        self.faults.add(code, self.here(), name=name, thing=kind_of(obj), **_near(str(name), names))

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Look through a parsed template before it is compiled: unknown filters and tests, names it sets itself."""
        for node in source.find_all(nodes.Filter):
            self._check(node, name, self.filters, "|")
        for test in source.find_all(nodes.Test):
            self._check(test, name, self.tests, "is")
        self.known |= {node.name for node in source.find_all(nodes.Name) if node.ctx in ("store", "param")}
        self.known |= {macro.name for macro in source.find_all(nodes.Macro)}
        return super()._generate(source, name, filename, defer_init)

    def _check(self, node: nodes.Filter | nodes.Test, name: str | None, known: dict[str, Any], kind: str) -> None:
        if node.name not in known:
            origin = Origin(self.file(name), node.lineno)
            names = filter(str.isalpha, known)
            self.faults.add("K19", origin, name=f"{kind} {node.name}", **_near(node.name, names))
            known[node.name] = lambda value, *_arguments, **_options: value


def _missing(note: Callable[[Any, Any], None]) -> type[jinja2.Undefined]:
    """Return what stands for a name that is not there: it notes its use and then behaves as if it were empty."""

    def noting(result: Callable[[Any], Any]) -> Callable[..., Any]:
        def use(self: Any, *_arguments: Any, **_options: Any) -> Any:
            note(self._undefined_obj, self._undefined_name)
            return result(self)

        return use

    def attribute(self: Any, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return itself(self)

    itself = noting(lambda self: self)
    return type(
        "Missing",
        (jinja2.Undefined,),
        {
            **dict.fromkeys(_ITSELF, itself),
            **dict.fromkeys(_FALSE, noting(lambda _missing: False)),
            **dict.fromkeys(_ONE, noting(lambda _missing: int(_STAND_IN))),
            **dict.fromkeys(("__str__", "__html__"), noting(lambda _missing: _STAND_IN)),
            "__iter__": noting(lambda _missing: iter(())),
            "__hash__": id,
            "__getattr__": attribute,
        },
    )


def _near(name: str, names: Iterable[str]) -> dict[str, str]:
    """Return the nearest of the valid names, and all of them, as facts of a fault."""
    valid = sorted(names)
    near = difflib.get_close_matches(name, valid, 1, 0.0)
    return {"near": near[0] if near else "", "names": "、".join(valid)}
