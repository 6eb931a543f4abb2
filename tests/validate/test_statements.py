"""A text of statements is its lines; the words of each stay as typed."""

from __future__ import annotations

import pytest

from reportgen.validate.statements import statements_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("・一つ目\n・二つ目", [("・", "一つ目"), ("・", "二つ目")]),
        ("一つ目\n★二つ目", [("・", "一つ目"), ("★", "二つ目")]),
        ("　･ 一つ目\n\n ", [("・", "一つ目")]),
        ("・・二重", [("・", "・二重")]),
        ("・末尾の空白 ", [("・", "末尾の空白 ")]),
        ("", []),
    ],
)
def test_each_line_is_a_statement_with_its_mark(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(statement.mark, statement.text) for statement in statements_of(text)] == expected
