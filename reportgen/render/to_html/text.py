"""Text and attributes, escaped for HTML; and the refusal of what HTML cannot carry.

Comes in: the words of the tree. Goes out: HTML text from which a browser gives back exactly those words.
"""

import re

from reportgen.document.text import Inline, Run
from reportgen.errors import RenderError

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, lone surrogates and noncharacters. Source: HTML Living Standard, 13.2.3.5 and 13.1.4."""

_HREF = re.compile(r"(?:https?://|mailto:|tel:|#|\./|\.\./|/(?!/))[^\x00-\x20]*", re.IGNORECASE)
"""Addresses a reader can follow without risk. A script address (``javascript:``) is none of them."""


def escaped(text: str) -> str:
    """Return text for use between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(name: str, value: str) -> str:
    """Return `` name="value"`` with its leading space."""
    return f' {name}="{escaped(value).replace(chr(34), "&quot;")}"'


def unwritable(text: str) -> str | None:
    """Return the first character that HTML cannot carry, as ``U+XXXX``; None if there is none."""
    found = _UNWRITABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def inline(content: tuple[Inline, ...], where: str) -> str:
    """Return the content of a leaf. ``where`` names its place, should a link be refused.

    Raises:
        RenderError: a link whose address is not http, https, mail, telephone or a place of this site.
    """
    return "".join([_run(part, where) if isinstance(part, Run) else "<br>" for part in content])


def _run(run: Run, where: str) -> str:
    text = escaped(run.text)
    if run.strong:
        text = f"<strong>{text}</strong>"
    if run.emphasis:
        text = f"<em>{text}</em>"
    if run.href is not None:
        if not _HREF.fullmatch(run.href):
            raise RenderError("I32", where, address=run.href)
        text = f"<a{attribute('href', run.href)}>{text}</a>"
    return text
