"""templates/README.md says what the program does: every table and every example is compared or run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from sample_reports import entry, item, report, section
from written_layouts import TOML, article, faults, omitted, written_layout

from reportgen.compose import compose, templates
from reportgen.compose.datum import DATUM_NAMES, Books
from reportgen.compose.ledger import Ledger
from reportgen.compose.names import ENTRY_NAMES, INDICATOR_NAMES, ITEM_NAMES, names_of
from reportgen.compose.record import Record
from reportgen.compose.rows import ROW_NAMES
from reportgen.compose.subset import subset
from reportgen.compose.templates import GLOBALS, LIST_FILTERS, OWN_FILTERS, ROW_FILTERS, TEXT_FILTERS
from reportgen.compose.trial import trial_reports
from reportgen.document.tree import Contents, Section
from reportgen.errors import TemplateError
from reportgen.plan.derivations import DerivedKind
from reportgen.plan.master_words import master_words
from reportgen.plan.numbers import NUMBER_KEYS
from reportgen.plan.schema import LayoutDefinition

TEXT = (Path(__file__).parents[2] / "templates" / "README.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")


def chapter(title: str) -> str:
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """The rows of all tables in a chapter, without their heads."""
    lines = [line for line in chapter(title).splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    heads = {number - 1 for number, row in enumerate(cells) if set(row[0]) == {"-"}}
    return [row for number, row in enumerate(cells) if number not in heads and set(row[0]) != {"-"}]


def fences(language: str, title: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", chapter(title), re.DOTALL)


def test_the_table_of_tags_is_complete_and_true():
    words = {
        "ブロック": [
            "section",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "p",
            "ul",
            "ol",
            "table",
            "figure",
            "toc",
            "pagebreak",
        ],
        "文字": ["br", "strong", "em", "a"],
    }
    described: dict[str, tuple[set[str], tuple[str, ...], bool]] = {}
    for tags, _, children, attributes in rows("タグ"):
        inside = set(CODE.findall(children))
        for word, members in words.items():
            inside |= set(members) if word in children else set()
        for tag in CODE.findall(tags):
            described[tag] = inside, tuple(CODE.findall(attributes)), "文字" in children
    real = {name: (set(rule.children), rule.attributes, rule.text) for name, rule in subset().tags.items()}
    assert described == real


def test_tags_without_an_end_and_tags_for_later_are_named():
    ending, later = (line for line in chapter("タグ").splitlines() if "終了タグがありません" in line or "まだ" in line)
    assert set(CODE.findall(ending)) == {name for name, rule in subset().tags.items() if rule.empty}
    assert set(CODE.findall(later)) == subset().later


def test_the_table_of_attributes_is_complete():
    assert {name for row in rows("属性") for name in CODE.findall(row[0])} == set(subset().attributes)
    used = {name for rule in subset().tags.values() for name in rule.attributes}
    assert used == set(subset().attributes)


def test_the_table_of_filters_is_complete():
    found = [{*CODE.findall(row[1])} for row in rows("フィルター")]
    assert found == [set(LIST_FILTERS), set(OWN_FILTERS), set(ROW_FILTERS), set(TEXT_FILTERS)]
    assert set(CODE.findall(chapter("フィルター").splitlines()[-1])) == set(GLOBALS)


def test_the_tables_of_names_are_complete():
    definition = LayoutDefinition.model_validate(
        {
            "title": "a",
            "item_texts": [{"key": "content", "label": "内容"}],
            "entries": {
                "party": [{"key": "status", "label": "評価", "kind": "choice", "scale": "評価"}],
                "indicator": [{"key": "actual", "label": "実績", "kind": "number"}],
            },
            "derive": [
                {
                    "on": "indicator",
                    "key": "rate",
                    "label": "割合",
                    "kind": "ratio",
                    "of": "actual",
                    "target": "actual",
                }
            ],
        }
    )
    names = names_of(
        trial_reports(definition, depth=1)[0], definition, Books(Ledger(), lambda _datum, _operation: None)
    )
    here = names["sections"][0]
    records = {
        "indicator": here.names["items"][0].names["indicators"][0],
        "statement": here.names["title"].statements[0],
        "report": names["report"],
        "meeting": names["meeting"],
        "section": here,
        "item": here.names["items"][0],
        "entry": here.names["items"][0].names["entries"][0],
        "text": names["item_texts"].rows[0],
        "labels": names["labels"],
        "field": names["fields"].rows[0],
        "derivation": names["derived"].rows[0],
        "scale": names["scales"].rows[0],
        "choice": names["scales"].rows[0].names["choices"][0],
        "opinion": names["opinions"][0],
        "year": names["years"](2021, 2021)[0],
    }
    real = {f"{record}.{name}" for record, found in records.items() for name in found.names}
    real |= {name for name, value in names.items() if not isinstance(value, Record) or value.rows is not None}
    real |= {f".{name}" for name in DATUM_NAMES}
    assert {name for row in rows("名前") for name in CODE.findall(row[0])} == real


TAKEN = {
    place: keys
    for line in chapter("layout.toml の項目").splitlines()
    if line.startswith("- `[[")
    for place, *keys in [CODE.findall(line)]
}


@pytest.mark.parametrize(("place", "key"), [(place, key) for place, keys in TAKEN.items() for key in keys])
def test_the_keys_that_are_taken_are_refused(tmp_path, place, key):
    toml = f'title = "a"\n[[entries.party]]\nkey = "status"\nlabel = "b"\n{place}\nkey = "{key}"\nlabel = "c"\n'
    codes = []
    try:
        codes += [code for code, _ in faults(written_layout(tmp_path, "<article><h1>a</h1></article>", toml))]
    except TemplateError as fault:
        codes.append(fault.code)
    assert "K03" in codes or "K60" in codes


def test_all_keys_that_are_taken_are_named():
    assert set(ITEM_NAMES) == set(TAKEN["[[item_texts]]"])
    assert set(ENTRY_NAMES) <= set(TAKEN["[[entries.party]]"])
    assert set(INDICATOR_NAMES) <= set(TAKEN["[[entries.indicator]]"])


def keys_of(model: type[BaseModel]) -> set[str]:
    """Every key of layout.toml, as its own name."""
    whole = model.model_json_schema()
    return {key for schema in (whole, *whole["$defs"].values()) for key in schema.get("properties", {})}


def test_every_key_of_the_layout_definition_is_named():
    words = {word for code in CODE.findall(chapter("layout.toml の項目")) for word in re.findall(r"[a-z_]+", code)}
    assert keys_of(LayoutDefinition) - words == set()


def test_the_smallest_layout_is_sound_and_prints(tmp_path):
    (toml,), (template,) = fences("toml", "最小の様式"), fences("html", "最小の様式")
    layout = written_layout(tmp_path, template, toml)
    assert faults(layout) == []
    one = entry("1", "甲課", {"status": "一\n二", "rating": "A"})
    document, _ = compose(report(section("1", "1", "目標", 1, items=[item("1", "1", "事業", "内容", [one])])), layout)
    assert document.page_header.right == "（案）"


def test_the_names_of_a_row_are_complete():
    named = {name for row in rows("行と部品") for name in CODE.findall(row[0]) if name.startswith("row.")}
    assert named == {f"row.{name}" for name in ROW_NAMES}


def test_every_macro_of_the_house_is_named():
    for file, called in (("tables.j2", "table"), ("pages.j2", "page")):
        written = (Path(templates.__file__).parent / "macros" / file).read_text(encoding="utf-8")
        named = {name for row in rows("行と部品") for name in re.findall(rf"`{called}\.(\w+)\(", row[0])}
        inner = {"counted", "figures", "uncounted", "base", "tallied"}
        assert named == set(re.findall(r"macro (\w+)\(", written)) - inner


OMITTED_BY_THE_TABLE = ' data-omit="item.content"'
"""What the smallest layout omits: the example prints everything else, also sections without items."""


def test_the_example_of_rows_and_macros_is_sound(tmp_path):
    (example,) = fences("jinja", "行と部品")
    layout = written_layout(tmp_path, article(example).replace(f' data-omit="{omitted()}"', OMITTED_BY_THE_TABLE))
    assert faults(layout) == []
    last = example.index("{% for section in sections recursive %}")
    without = article(example[:last]).replace(f' data-omit="{omitted()}"', OMITTED_BY_THE_TABLE)
    assert {code for code, _ in faults(written_layout(tmp_path, without))} == {"K83"}


@pytest.mark.parametrize("number", range(2))
def test_the_examples_of_cover_and_contents_are_sound(tmp_path, number):
    example = fences("jinja", "表紙と目次")[number].replace("<article>", f'<article data-omit="{omitted()}">')
    layout = written_layout(tmp_path, example)
    assert faults(layout) == []
    document, _ = compose(report(section("1", "1", "目標", 1)), layout)
    first = document.blocks[0]
    assert isinstance(first, Section)
    assert first.cover
    assert any(isinstance(block, Contents) for block in document.blocks)


def test_the_example_of_another_sheet_is_sound(tmp_path):
    (toml,), (example,) = fences("toml", "用紙の違うページ"), fences("jinja", "用紙の違うページ")
    assert faults(written_layout(tmp_path, article(example), TOML + toml)) == []


def test_the_example_of_notes_is_sound(tmp_path):
    (example,) = fences("jinja", "注")
    assert faults(written_layout(tmp_path, article(example))) == []


EXAMPLES = fences("jinja", "よく使う書き方")


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_every_example_is_sound(tmp_path, number):
    body = "{% for section in sections recursive %}\n" + EXAMPLES[number] + "{{ loop(section.sections) }}\n{% endfor %}"
    assert faults(written_layout(tmp_path, article(body))) == []


NUMBERS_TOML = """
title = "数の様式"
[[indicator_texts]]
key = "target"
label = "目標値"
kind = "number"
[[entries.party]]
key = "cost"
label = "決算額"
kind = "number"
[[entries.indicator]]
key = "actual"
label = "実績値"
kind = "number"
[[entries.indicator]]
key = "rating"
label = "評価"
kind = "choice"
scale = "評価"
[theme.roles.amount]
align = "right"
"""


def test_the_example_of_derived_values_is_sound(tmp_path):
    (toml,), (body,) = fences("toml", "計算する値"), fences("jinja", "計算する値")
    names = "section.number section.title item.number item.name entry.party entry.cost"
    names += " indicator.name indicator.target indicator.actual indicator.rating"
    template = f'<article data-omit="{names}">\n<h1>題名</h1>\n{body}\n</article>\n'
    assert faults(written_layout(tmp_path, template, NUMBERS_TOML + toml)) == []


def test_the_sheets_of_a_plan_master_are_named_with_all_their_columns():
    told = {row[0]: (row[2], row[3]) for row in rows("新しい計画マスタを作る手順")}
    sheets = master_words().sheets.values()
    assert set(told) == {words.name for words in sheets}
    for words in sheets:
        compulsory, optional = told[words.name]
        assert [heading for heading in words.columns.values() if heading not in compulsory] == []
        assert [heading for heading in words.optional.values() if heading not in optional] == []


def test_every_kind_of_derived_value_is_named():
    kinds = {CODE.findall(row[0])[0] for row in rows("計算する値")}
    assert kinds == set(get_args(DerivedKind))


def test_every_option_of_a_number_is_named():
    assert {CODE.findall(row[0])[0] for row in rows("数")} == set(NUMBER_KEYS)
