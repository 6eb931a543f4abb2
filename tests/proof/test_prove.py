import json
from dataclasses import asdict, replace

import pytest
from sample_documents import (
    HERE,
    cell,
    document,
    every_kind_document,
    flow_chart,
    heading,
    paragraph,
    paragraphs,
    table,
)

from reportgen.document.grid import Cell, resolve
from reportgen.document.text import Break, List, ListItem, Paragraph, Run
from reportgen.proof import prove
from reportgen.render.to_html import render_html
from reportgen.units import Mm


def grid(*rows):
    head = [[cell("甲", scope="col"), cell("乙", scope="col")]]
    return resolve(
        [*head, *rows],
        widths_mm=[Mm(100.0), Mm(167.0)],
        header_rows=1,
        text_width_mm=Mm(267.0),
        origin=HERE,
    )


def sourced(text, source):
    return Cell(blocks=paragraphs(text, source), origin=HERE)


def values(sample, *ids):
    return [(d.format, d.where, d.found) for d in prove(sample, {}, ids).differences]


def test_a_proof_is_plain_data_for_the_receipt():
    sample = every_kind_document()
    proof = prove(sample, {"進捗.html": render_html(sample)}, ["p1"])
    found = json.loads(json.dumps(asdict(proof), ensure_ascii=False))
    assert found == {
        "equal": True,
        "leaves": 49,
        "tables": 2,
        "cells": 35,
        "values": 1,
        "files": [
            {
                "file": "進捗.html",
                "format": "html",
                "equal": True,
                "leaves": 49,
                "tables": 2,
                "cells": 35,
                "difference_count": 0,
            }
        ],
        "differences": [],
    }


@pytest.mark.parametrize("name", ["x.docx", "x.pdf", "x.html"])
@pytest.mark.parametrize("data", [b"", b"\x00", b"PK\x03\x04", b"%PDF-1.7\n", b"<!DOCTYPE html>\n", b"\xff" * 5000])
def test_a_file_that_cannot_be_read_is_a_difference_and_no_exception(name, data):
    proof = prove(every_kind_document(), {name: data})
    assert not proof.equal
    (file,) = proof.files
    assert (file.file, file.equal, file.difference_count) == (name, False, 1)
    assert proof.differences[0].found


def test_a_format_that_nobody_reads_is_a_difference():
    (difference,) = prove(every_kind_document(), {"x.odt": b""}).differences
    assert difference.found == "no reader for this format"


def test_a_file_of_another_document_is_not_equal():
    proof = prove(every_kind_document(), {"x.html": render_html(document(paragraph("別の文書")))})
    assert not proof.equal
    assert proof.files[0].difference_count > 10


def test_only_the_first_differences_are_kept_but_all_are_counted():
    many = document(*(paragraph(f"段落{number}") for number in range(80)))
    proof = prove(many, {"x.html": render_html(document(heading("見出し")))})
    assert proof.files[0].difference_count > 80
    assert len(proof.differences) == 50


def test_a_value_stands_once_in_a_cell_however_many_lines_it_has():
    sample = document(table(grid([sourced("一\n\n三", "v1"), sourced("別", "v2")])))
    assert values(sample, "v1", "v2") == []


def test_a_value_stands_once_in_a_leaf_with_breaks_and_looks():
    leaf = Paragraph((Run("前"), Run("一", "v"), Break(), Run("二", "v", strong=True), Run("後")), HERE)
    assert values(document(leaf), "v") == []


def test_a_value_stands_once_in_the_items_of_a_list():
    items = List((ListItem((Run("一", "v"),), "・", HERE), ListItem((Run("二", "v"),), "★", HERE)), HERE)
    assert values(document(items), "v") == []


def test_a_value_may_stand_in_a_caption():
    captioned = replace(table(grid([cell("1"), cell("2")])), caption=Paragraph((Run("表1", "v"),), HERE))
    assert values(document(captioned), "v") == []


def test_a_value_may_stand_line_by_line_in_places_of_its_own():
    lines = [Paragraph((Run(text, "v", part=n),), HERE) for n, text in enumerate(("一", "二"))]
    assert values(document(lines[0], heading("間"), lines[1]), "v") == []
    assert values(document(*lines, lines[1]), "v") == [("model", "value v", "2 places")]
    whole = Paragraph((Run("一", "v"),), HERE)
    assert values(document(lines[0], whole), "v") == [("model", "value v", "2 places")]


def test_a_value_that_is_printed_again_counts_where_it_stands_first():
    first, again = (Paragraph((Run("一", "v", again=mark),), HERE) for mark in (False, True))
    assert values(document(again, first, again), "v") == []
    assert values(document(again), "v") == [("model", "value v", "0 places")]


def test_a_value_may_be_a_step_of_a_drawing():
    made = replace(flow_chart("計画", "実行"), sources=((Run("計画", "v"),), (Run("実行", "w"),)))
    assert values(document(made), "v", "w") == []
    assert values(document(made, made), "v") == [("model", "value v", "2 places")]


def test_an_empty_value_stands_where_its_empty_run_stands():
    assert values(document(Paragraph((Run("", "v"),), HERE)), "v") == []


def test_a_missing_value_is_a_difference():
    assert values(document(paragraph("本文")), "v") == [("model", "value v", "0 places")]


@pytest.mark.parametrize(
    "blocks",
    [
        (Paragraph((Run("一", "v"),), HERE), Paragraph((Run("一", "v"),), HERE)),
        (Paragraph((Run("一", "v"), Run("〜"), Run("一", "v")), HERE),),
        (table(grid([sourced("一", "v"), sourced("一", "v")])),),
        (heading("一"), Paragraph((Run("一", "v"), Run("二", "w"), Run("三", "v")), HERE)),
    ],
)
def test_a_value_that_stands_twice_is_a_difference(blocks):
    assert values(document(*blocks), "v") == [("model", "value v", "2 places")]


def test_a_value_that_nobody_asks_for_may_stand_anywhere():
    leaf = Paragraph((Run("再掲", "v"),), HERE)
    assert values(document(leaf, leaf)) == []
