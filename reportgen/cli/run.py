"""Run one command and turn whatever happens into a message and an exit status.

A mistake of the user never shows a traceback; a fault of ours leaves one in a file that can be sent to us.
"""

import gc
import re
import sys
import traceback

from reportgen.cli.faults import record
from reportgen.cli.texts import text
from reportgen.errors import ReportgenError, UsageError

INTERRUPTED = 130
FAULT = 3
_COLLECT_SELDOM = (200_000, 20, 20)
"""A run builds large trees without cycles and ends: looking for garbage as often as usual costs up to a fifth of it."""


def run(arguments: list[str] | None = None) -> int:
    """Return the exit status of one command line; ``None`` takes the process's own arguments."""
    gc.set_threshold(*_COLLECT_SELDOM)
    try:
        return _dispatch(arguments)
    except ReportgenError as error:
        _say(str(error))
        return error.status
    except KeyboardInterrupt:
        _say(text("fault.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as fault:
        _say(text("fault.unexpected", kind=type(fault).__name__, record=record(traceback.format_exc())))
        return FAULT


def _dispatch(arguments: list[str] | None) -> int:
    import typer

    import reportgen.cli.archive
    import reportgen.cli.changes
    import reportgen.cli.handouts
    import reportgen.cli.public
    import reportgen.cli.year  # noqa: F401  # importing these modules adds their commands
    from reportgen.cli.commands import app

    try:
        status = app(args=arguments, prog_name="reportgen", standalone_mode=False)
        if status == INTERRUPTED:  # the parser takes Ctrl+C for itself and returns its status
            raise KeyboardInterrupt
    except typer.Exit as ending:
        return ending.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as fault:
        if type(fault).__name__ == "NoArgsIsHelpError":
            _say(fault.format_message())
            return UsageError.status
        context = getattr(fault, "ctx", None)
        raise UsageError("U06", fault=_usage(fault), command=getattr(context, "command_path", "reportgen")) from None
    return status if isinstance(status, int) else 0


def _usage(fault: Exception) -> str:
    """Return what is wrong with the arguments. The classes are the parser's own, so they are known by name only."""
    key = _KINDS.get(type(fault).__name__, "")
    name = getattr(fault, "option_name", None) or _option(getattr(fault, "param", None))
    if key and name:
        return text(key, name=name)
    command = re.fullmatch(r"No such command '(.+)'\.(?: .*)?", str(fault))
    return text("fault.no_such_command", name=command[1]) if command else str(fault)


_KINDS = {
    "MissingParameter": "fault.missing",
    "NoSuchOption": "fault.no_such_option",
    "BadParameter": "fault.bad_value",
    "BadOptionUsage": "fault.bad_value",
}


def _option(param: object) -> str:
    names = getattr(param, "opts", None) or [getattr(param, "name", None) or ""]
    return str(names[0])


def _say(message: str) -> None:
    sys.stderr.write(message.rstrip("\n") + "\n")
