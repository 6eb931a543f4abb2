"""Papers beside the report: what they are told, whose template they take, and that their faults have a place."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from written_layouts import article, small_report, written_layout

from reportgen.compose.papers import PAPERS, compose_paper
from reportgen.document.tree import Paragraph, walk
from reportgen.errors import TemplateError

PAPER = """<article><h1>{{ report.plan_name }}</h1>
{% for change in changes %}<p>{{ change.what }}：{{ change.places | join("、") }}</p>{% endfor %}
{% for section in sections recursive %}{% for item in section.items %}<p>{{ item.name }}</p>{% endfor %}
{{ loop(section.sections) }}{% endfor %}
</article>"""


@dataclass(frozen=True, slots=True)
class Change:
    what: str
    places: tuple[str, ...]


def paper(tmp_path, template: str, **told: object):
    layout = written_layout(tmp_path, article("<p>a</p>"))
    (layout.folder / "letter.html.j2").write_text(template, encoding="utf-8")
    return compose_paper("letter", small_report("実施した。"), layout, told)


def test_a_paper_prints_what_it_is_told_and_values_with_their_sources(tmp_path):
    document = paper(tmp_path, PAPER, changes=[Change("評価 <A>", ("D12", "D13"))])
    told, *items = (block for block in walk(document.blocks) if isinstance(block, Paragraph))
    assert told.text == "評価 <A>：D12、D13"
    assert items
    assert all(run.source for item in items for run in item.content)


def test_an_unknown_name_of_what_is_told_has_its_line(tmp_path):
    with pytest.raises(TemplateError) as caught:
        paper(tmp_path, PAPER.replace("change.what", "change.waht"), changes=[Change("評価", ("D12",))])
    assert caught.value.code == "K14"
    assert "letter.html.j2:2" in str(caught.value)
    assert "what" in str(caught.value)


def test_a_paper_that_nobody_has_is_told(tmp_path):
    layout = written_layout(tmp_path, article("<p>a</p>"))
    with pytest.raises(TemplateError):
        compose_paper("nothing", small_report("x"), layout, {})


def test_the_house_knows_its_papers():
    assert PAPERS.is_dir()
