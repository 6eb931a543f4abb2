"""The one place where reportlab is imported, with every switch that matters to our bytes set.

Comes in: nothing. Goes out: ``pdfdoc``, reportlab's document objects. On import reportlab runs ``~/.reportlab_mods``
and ``~/.reportlab_settings`` and reads ``RL_*`` variables, so that another machine could write another file, or run
someone else's code. Its own hooks are answered first with empty modules of the names that it looks for; what a process
that had imported reportlab before us may have set is then overruled. Nothing of reportlab is changed.
"""

import os
import sys
from importlib import import_module
from types import ModuleType

_HOOKS = ("reportlab_mods", "reportlab_settings", "reportlab.local_rl_mods", "reportlab.local_rl_settings")

_SWITCHES = {
    "documentLang": None,  # /Lang comes from the document
    "invariant": 1,  # no clock
    "pageCompression": 1,
    "pdfComments": 0,  # no class names in the file
    "pdfMultiLine": 0,
    "useA85": 0,  # no ASCII85, which is slow and a quarter larger
}


def _answer_hooks() -> None:
    for name in _HOOKS:
        sys.modules.setdefault(name, ModuleType(name))


def _import_without_variables() -> None:
    """Import reportlab with ``RL_*`` out of sight; a value it cannot read would otherwise stop the run."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RL_")}
    try:
        import_module("reportlab.pdfbase.pdfdoc")
    finally:
        os.environ.update(hidden)


_answer_hooks()
_import_without_variables()

from reportlab import rl_config  # noqa: E402 - only after the hooks are answered
from reportlab.pdfbase import pdfdoc  # noqa: E402 - only after the hooks are answered

for _name, _value in _SWITCHES.items():
    setattr(rl_config, _name, _value)

__all__ = ["pdfdoc"]
