"""Stamps: file and line of a template, written into the markup that it makes.

Comes in: texts and tokens of a template. Goes out: the same with stamps, or with a call that writes the stamp of the
layout's line when a macro of the house runs for it. What stamps mean to the markup is nothing to it.
"""

import re
from collections.abc import Iterator
from typing import Final

from jinja2.lexer import Token, TokenStream

from reportgen.compose.ledger import STAMP_CLOSE, STAMP_OPEN

STAMP_NAME: Final = "line_of_the_caller"
"""What templates of the house call to write a stamp."""
_TAG: Final = re.compile(r"<(?=/?[A-Za-z])")


def stamped(text: str, file: int, line: int) -> str:
    """Return a text of a template whose tags carry file and line; so does its start, unless it begins with a tag."""
    parts: list[str] = []
    start = text.lstrip()[:1]
    if start and start != "<":
        parts.append(f"{STAMP_OPEN}{file}:{line}{STAMP_CLOSE}")
    position = 0
    for found in _TAG.finditer(text):
        line += text.count("\n", position, found.start())
        parts += (text[position : found.end()], f"{STAMP_OPEN}{file}:{line}{STAMP_CLOSE}")
        position = found.end()
    parts.append(text[position:])
    return "".join(parts)


def stamped_when_called(stream: TokenStream) -> Iterator[Token]:
    """Yield tokens with a call for a stamp wherever ``stamped`` would write one."""
    for token in stream:
        if token.type != "data":
            yield token
            continue
        parts = _TAG.split(token.value)
        start = parts[0].lstrip()[:1]
        if start and start != "<":
            yield from _stamp_call(token.lineno)
        for number, part in enumerate(parts):
            if number:
                yield Token(token.lineno, "data", "<")
                yield from _stamp_call(token.lineno)
            yield Token(token.lineno, "data", part)


def _stamp_call(line: int) -> Iterator[Token]:
    kinds = (("variable_begin", "{{"), ("name", STAMP_NAME), ("lparen", "("), ("rparen", ")"), ("variable_end", "}}"))
    return (Token(line, kind, text) for kind, text in kinds)
