import pytest

from reportgen.japanese.marks import typed_mark


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("・公園の整備", "・"),
        ("※ 注記", "※ "),
        ("①\u3000 相談", "①\u3000 "),
        ("公園・広場", ""),
        ("\u3000・公園", ""),
        ("○", ""),
        ("・\u3000", ""),
        ("", ""),
    ],
)
def test_a_mark_is_what_stands_before_the_text(line, mark):
    assert typed_mark(line) == mark
