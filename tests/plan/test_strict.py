"""A table becomes a value of a class, or every fault is told with its place; nothing is guessed."""

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import pytest

from reportgen.plan.strict import As, Fault, Refused, above, at_least, at_most, longest, matching, read, shortest
from reportgen.units import Mm


def _doubled(raw: object) -> str:
    if not isinstance(raw, str):
        raise ValueError("文字ではありません。")
    return raw * 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    key: Annotated[str, shortest(1)]
    width: Mm = Mm(1.0)

    def __post_init__(self) -> None:
        if self.key == "taken":
            raise Refused(Fault(("key",), "使われています。"))
        if self.key == "odd":
            raise ValueError("行がおかしい。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    title: str
    kind: Literal["a", "b"] = "a"
    limit: int | None = None
    rows: tuple[Row, ...] = ()
    marks: tuple[str, str] = ("・", "★")
    named: dict[Annotated[str, shortest(2)], bool] = field(default_factory=dict)
    twice: Annotated[str, As(_doubled)] = ""


def refusal(kind: Any, raw: object) -> list[tuple[Any, ...]]:
    with pytest.raises(Refused) as caught:
        read(kind, raw)
    return [tuple(fault) for fault in caught.value.faults]


def test_a_table_is_read_by_the_types_of_its_class():
    raw = {
        "title": "様式",
        "kind": "b",
        "limit": 3,
        "rows": [{"key": "x", "width": 2}],
        "named": {"ab": True},
        "twice": "z",
    }
    sheet = read(Sheet, raw)
    assert sheet == Sheet(
        title="様式", kind="b", limit=3, rows=(Row(key="x", width=Mm(2.0)),), named={"ab": True}, twice="zz"
    )
    assert isinstance(sheet.rows[0].width, float)


def test_all_faults_are_told_in_the_order_of_the_class_and_what_is_unknown_last():
    raw = {"titel": "様式", "rows": [{"key": "x"}, {"key": "", "width": "広い"}], "limit": "3"}
    assert refusal(Sheet, raw) == [
        (("title",), "必要な項目がありません。"),
        (("limit",), "整数で書いてください。"),
        (("rows", 1, "key"), "空にできません。"),
        (("rows", 1, "width"), "数で書いてください。"),
        (("titel",), "この名前の項目はありません。"),
    ]


def test_what_a_class_refuses_itself_stands_at_its_key_or_at_its_table_once_its_keys_are_sound():
    assert refusal(Sheet, {"title": "a", "rows": [{"key": "taken"}]}) == [(("rows", 0, "key"), "使われています。")]
    assert refusal(Sheet, {"title": "a", "rows": [{"key": "odd"}]}) == [(("rows", 0), "行がおかしい。")]
    assert refusal(Row, {"key": "odd"}) == [((), "行がおかしい。")]
    assert refusal(Row, {"key": "odd", "width": True}) == [(("width",), "数で書いてください。")]


@pytest.mark.parametrize(
    ("kind", "raw", "reason"),
    [
        (str, 1, '文字（"…"）で書いてください。'),
        (int, True, "整数で書いてください。"),
        (int, 1.0, "整数で書いてください。"),
        (float, "1", "数で書いてください。"),
        (bool, 1, "true か false で書いてください。"),
        (Literal["a", "b"], "c", "'a'・'b' のいずれかにしてください。"),
        (tuple[str, ...], "abc", "[ ] で囲んで、並べて書いてください。"),
        (tuple[str, str], ["a"], "[ ] の中に2個を並べて書いてください。"),
        (dict[str, str], ["a"], "［見出し］の形で、項目ごとに書いてください。"),
        (Row, "x", "［見出し］の形で、項目ごとに書いてください。"),
        (Annotated[str, shortest(2)], "a", "2文字以上で書いてください。"),
        (Annotated[str, shortest(1), longest(1)], "ab", "1文字で書いてください。"),
        (Annotated[str, matching("[a-z]+")], "a1", "使えない文字があるか、長すぎます。"),
        (Annotated[int, at_least(20)], 19, "20以上の数で書いてください。"),
        (Annotated[float, above(0.5), at_most(1.0)], 0.5, "0.5より大きい数で書いてください。"),
        (Annotated[float, above(0.5), at_most(1.0)], 1.1, "1以下の数で書いてください。"),
        (Annotated[float, above(0.5), at_most(1.0)], float("nan"), "0.5より大きい数で書いてください。"),
        (Annotated[str, As(_doubled)], 1, "文字ではありません。"),
    ],
)
def test_what_is_not_of_the_type_is_refused_in_words_and_never_made_to_fit(kind, raw, reason):
    assert refusal(kind, raw) == [((), reason)]


def test_a_key_that_may_not_be_is_refused_beside_its_value():
    assert refusal(dict[Annotated[str, shortest(2)], bool], {"a": True}) == [(("a",), "2文字以上で書いてください。")]
    assert refusal(Sheet, {"title": "a", "named": {"ab": 1}}) == [(("named", "ab"), "true か false で書いてください。")]
