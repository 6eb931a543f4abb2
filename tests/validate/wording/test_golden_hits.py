"""The hits on two published reports: a change of a rule must be seen here, and accepted.

A hit is (full number of the item, party or indicator). Counts of variants leave out protected names, so they may be
lower than a plain search for the letters.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from reportgen.findings.catalogue import catalogue
from reportgen.findings.finding import Finding
from reportgen.findings.shown import shown
from reportgen.merge import merge
from reportgen.model.report import Report
from reportgen.pipeline.intake import Intake, take_in
from reportgen.validate import review
from reportgen.validate.comparison.pairs import same_as_other_column
from reportgen.validate.corpus import corpus_of
from reportgen.validate.wording.marks import lacks_full_stop
from reportgen.workspace import Workspace

ROOT = Path(__file__).parents[3]
MATRIX, NARRATIVE = (2021, "ogori-kosodate"), (2023, "kamaishi-juten")
Sample = tuple[int, str]


@cache
def taken(sample: Sample) -> tuple[Intake, Report]:
    (folder,) = Workspace(ROOT).plans(*sample)
    intake = take_in(folder, Workspace(ROOT), lambda _stage: None)
    report, _ = merge(intake.plan, intake.layout, intake.checked, issued=None, final=False)
    return intake, report


@cache
def reviewed(sample: Sample) -> tuple[Finding, ...]:
    intake, report = taken(sample)
    return review(report, intake.plan, intake.layout)


def short(name: str) -> str:
    return name.split("（")[0]


def hits(sample: Sample, code: str, *, answers: bool = True) -> list[tuple[str, str]]:
    """Where a code fires, in print order; only in answers, or only in the plan's own texts."""
    found = [f.subject for f in reviewed(sample) if f.code == code]
    return [(s.item, short(s.party or s.indicator)) for s in found if bool(s.submitter) == answers]


def only(sample: Sample, code: str) -> Finding:
    (finding,) = (f for f in reviewed(sample) if f.code == code)
    return finding


def tables(sample: Sample, *codes: str) -> set[str]:
    """The groups of spellings that the secretariat sees, with their counts."""
    return {f.facts["spellings"] for f in reviewed(sample) if f.code in codes}


# ── the matrix ───────────────────────────────────────────────────────────────────────────────────────────


def test_r01_asks_about_four_records_and_not_about_states_or_nouns():
    assert hits(MATRIX, "R01") == [
        ("(1)-1", "子育て支援課"),
        ("(2)-4", "福祉課"),
        ("(4)-2", "福祉課"),
        ("(4)-6", "子育て支援課"),
    ]


def test_r02_finds_two_records_equal_but_for_the_tense_and_one_similar():
    assert hits(MATRIX, "R02") == [("(1)-1", "子育て支援課"), ("(1)-2", "子育て支援課"), ("(4)-3", "子育て支援課")]


def test_r03_finds_one_pair_of_departments_with_both_columns():
    finding = only(MATRIX, "R03")
    assert (finding.subject.item, finding.subject.party) == ("(4)-3", "子育て支援課")
    assert (finding.facts["other_party"], finding.facts["fields"]) == ("健康課", "実施状況・今後の取り組み")
    assert finding.facts["ratio"] == "0.986"


def test_r04_finds_three_texts_again_in_another_item():
    found = [f for f in reviewed(MATRIX) if f.code == "R04a"]
    assert [(f.subject.item, f.subject.field, f.facts["other"], f.facts["ratio"]) for f in found] == [
        ("(1)-5", "実施状況", "(1)-1 子育て支援課（実施状況）", "0.878"),
        ("(2)-3", "今後の取り組み", "(2)-2 子育て支援課（今後の取り組み）", "0.989"),
        ("(4)-6", "実施状況", "(4)-2 子育て支援課（今後の取り組み）", "1.000"),
    ]
    assert {f.subject.party for f in found} == {"子育て支援課"}


def test_r05_finds_three_runs_of_the_plans_own_words():
    found = [(f.subject.item, f.subject.party, f.facts["length"]) for f in reviewed(MATRIX) if f.code == "R05"]
    assert found == [
        ("(1)-2", "保育所・幼稚園課", "48"),
        ("(1)-3", "子ども育成課", "52"),
        ("(4)-1", "子育て支援課", "33"),
    ]


def test_l02_asks_about_six_lines_in_five_cells_and_not_about_noun_phrases():
    found = [f for f in reviewed(MATRIX) if f.code == "L02"]
    assert [(f.subject.item, f.subject.party, f.subject.field) for f in found] == [
        ("(1)-4", "子ども育成課", "実施状況"),
        ("(1)-4", "子ども育成課", "今後の取り組み"),
        ("(1)-4", "教育総務課", "今後の取り組み"),
        ("(2)-3", "子育て支援課", "今後の取り組み"),
        ("(2)-4", "子育て支援課", "実施状況"),
    ]
    assert sum(int(f.facts["count"]) for f in found) == 6


def test_without_the_exemption_ten_lines_in_seven_cells_end_without_a_full_stop():
    intake, report = taken(MATRIX)
    cells = [sum(map(lacks_full_stop, one.lines)) for one in corpus_of(report, intake.layout.definition).answers]
    assert (sum(cells), sum(map(bool, cells))) == (10, 7)


def test_l03_finds_the_one_polite_sentence():
    finding = only(MATRIX, "L03")
    assert (finding.subject.item, finding.subject.party) == ("(1)-1", "保育所・幼稚園課")
    assert "支援します" in finding.facts["words"]


def test_r11_gets_six_of_the_eight_slips_that_a_human_eye_sees():
    assert hits(MATRIX, "R11a") == [
        ("(3)-4", "子ども育成課"),
        ("(3)-4", "学校教育課"),
        ("(4)-1", "子ども育成課"),
        ("(4)-2", "福祉課"),
        ("(4)-6", "福祉課"),
    ]
    assert hits(MATRIX, "R11b") == [("(2)-2", "保育所・幼稚園課")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("R10", [("(3)-1", "都市計画課")]),
        ("R06", [("(1)-4", "保育所・幼稚園課")]),
        ("R07", []),
        ("R09", [("(2)-3", "子ども育成課"), ("(4)-4", "総務広報課")]),
        ("R08", [("(4)-3", "子育て支援課"), ("(4)-3", "子育て支援課")]),
        ("L14", [("(2)-4", "福祉課"), ("(4)-2", "国保年金課")]),
        ("L18", [("(4)-1", "子育て支援課")]),
    ],
)
def test_hits_on_the_matrix(code, expected):
    assert hits(MATRIX, code) == expected


def test_variants_of_the_matrix_are_a_table_for_the_secretariat():
    assert tables(MATRIX, "L16", "L17", "L26") == {
        "「及び」22・「および」4",
        "「繋がる」3・「つながる」1",
        "「さまざま」2・「様々」1",
        "「子どもたち」4・「子ども達」1",
        "「繋」3",
    }


# ── the narrative ────────────────────────────────────────────────────────────────────────────────────────


def test_r02_finds_eight_statements_in_seven_cells():
    assert hits(NARRATIVE, "R02") == [
        ("1-①", "釜石市"),
        ("2-③", "関係機関"),
        ("3-①", "関係機関"),
        ("3-②", "釜石市"),
        ("3-③", "学校での学び"),
        ("3-③", "関係機関"),
        ("3-③", "釜石市"),
    ]


def test_r02_finds_no_others_at_a_lower_threshold_until_0_783():
    intake, report = taken(NARRATIVE)
    corpus = corpus_of(report, intake.layout.definition)
    from reportgen.validate.desk import Desk
    from reportgen.validate.wording.lists import lists
    from reportgen.validate.wording.protect import protected_names

    def count(similarity: float) -> int:
        wording = intake.layout.definition.wording.model_copy(update={"similarity": similarity})
        names = protected_names(intake.plan, wording)
        desk = Desk(
            plan=intake.plan, wording=wording, lists=lists(), names=names, enabled=frozenset(), stock=frozenset()
        )
        return len(list(same_as_other_column(corpus, desk)))

    assert count(0.784) == 7 < count(0.782)


def test_r04_finds_one_copied_table_and_two_copied_rows():
    table = only(NARRATIVE, "R04b")
    assert (table.subject.item, table.facts["other"], table.facts["count"]) == ("1-③", "1-②", "5")
    assert hits(NARRATIVE, "R04a") == [("1-②", "関係機関"), ("3-③", "関係機関")]


def test_r04_lists_equal_statements_once_for_the_secretariat():
    finding = only(NARRATIVE, "R04c")
    assert (finding.facts["groups"], finding.facts["count"], finding.facts["answers"]) == ("29", "70", "9")
    lines = finding.found.split("\n")
    assert len(lines) == 29
    assert lines[0].startswith("「「取組指標」が実現されるようPDCAサイクルに取り組む。」（9）　1-①")
    assert catalogue().actor(finding) == "事務局"
    assert not any(one.code == "R04c" for one in reviewed(MATRIX))


def test_r03_finds_three_pairs_and_two_that_are_contained():
    found = [
        (f.subject.item, short(f.subject.party), short(f.facts["other_party"]))
        for f in reviewed(NARRATIVE)
        if f.code == "R03"
    ]
    assert found == [
        ("2-①", "地域", "市民"),
        ("3-②", "地域", "市民"),
        ("3-②", "関係機関", "園"),
        ("3-③", "関係機関", "園"),
        ("3-③", "釜石市", "関係機関"),
    ]


def test_r12_shows_labels_spaces_and_widths_that_differ():
    assert tables(NARRATIVE, "R12a") == {"「施設整備と管理」1・「施設設備と管理」1"}
    assert tables(NARRATIVE, "R12b") >= {
        "「PDCA サイクル」6・「PDCAサイクル」3",
        "「HP や」4・「HPや」4",
        "「LINE等」2・「LINE 等」1",
        "「Webコラム」2・「Web コラム」1",
    }
    assert "1-② 掲載情報（内容）" in only(NARRATIVE, "R12c").facts["rows"]


def test_l02_would_ask_about_five_texts_of_the_plan_and_no_answer():
    intake, report = taken(NARRATIVE)
    rules = intake.layout.definition.rules.model_copy(update={"levels": {"L02": "お知らせ"}})
    definition = intake.layout.definition.model_copy(update={"rules": rules})
    layout = type(intake.layout)(intake.layout.name, intake.layout.folder, definition, intake.layout.version)
    found = [f.subject for f in review(report, intake.plan, layout) if f.code == "L02"]
    assert [(s.item, short(s.party or s.indicator), s.submitter) for s in found if s.item] == [
        ("1-①", "掲載情報", ""),
        ("1-③", "掲載情報", ""),
        ("2-①", "地域", ""),
        ("2-②", "釜石市", ""),
        ("2-③", "関係機関", ""),
    ]


def test_r07_finds_the_years_that_nobody_knows_later():
    found = [(f.subject.item, f.facts["words"]) for f in reviewed(NARRATIVE) if f.code == "R07"]
    assert found == [("1-②", "「今年」"), ("2-③", "「今年度」"), ("3-③", "「前年」")]


def test_r11_finds_slips_in_answers_and_in_the_plan():
    assert hits(NARRATIVE, "R11a") == [("3-②", "人材育成"), ("3-②", "釜石市"), ("3-③", "連携"), ("3-③", "釜石市")]
    assert hits(NARRATIVE, "R11a", answers=False) == [("1-③", "仕組み")]


def test_variants_of_the_narrative_are_a_table_for_the_secretariat():
    assert tables(NARRATIVE, "L16", "L17") == {
        "「取組」5・「取り組み」4",
        "「できる」24・「出来る」3",
        "「すべて」2・「全て」1",
        "「あり方」2・「在り方」1",
        "「子ども」39・「こども」2",
        "「子どもたち」1・「子ども達」1",
    }


def test_r01_finds_fourteen_intentions_and_four_plans_to_consider_at_the_ends():
    found = [f for f in reviewed(NARRATIVE) if f.code == "R01"]
    ends = {(f.subject.item, short(f.subject.party or f.subject.indicator)) for f in found}
    intentions = {
        "1-①": {"園", "関係機関", "釜石市"},
        "1-②": {"関係機関"},
        "1-③": {"関係機関"},
        "3-①": {"支援", "連携"},
        "3-②": {"連携", "園", "関係機関", "釜石市"},
        "3-③": {"地域", "釜石市"},
    }
    to_consider = {("1-①", "掲載情報"), ("1-①", "市民"), ("1-①", "釜石市"), ("3-③", "園")}
    inside_a_statement = {("1-②", "掲載情報")}
    expected = {(item, name) for item, names in intentions.items() for name in names}
    assert ends == expected | to_consider | inside_a_statement
    assert sum(int(f.facts["count"]) for f in found) == 14 + 4 + 1


# ── both ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sample", [MATRIX, NARRATIVE])
def test_no_other_code_fires_than_those_looked_at(sample):
    seen = {"L02", "L03", "L04", "L05", "L14", "L16", "L17", "L18", "L26"}
    seen |= {f"R{number:02}" for number in range(1, 11)} | {
        "R04a",
        "R04b",
        "R04c",
        "R11a",
        "R11b",
        "R12a",
        "R12b",
        "R12c",
    }
    assert {f.code for f in reviewed(sample)} <= seen


@pytest.mark.parametrize("sample", [MATRIX, NARRATIVE])
def test_a_department_sees_at_most_five_questions_and_the_surest(sample):
    intake, _ = taken(sample)
    found = reviewed(sample)
    seen = shown(found, intake.catalogue)
    ours = [f for f in found if intake.catalogue.actor(f) == "事務局"]
    assert [f for f in seen if intake.catalogue.actor(f) == "事務局"] == ours
    for submitter in {f.subject.submitter for f in seen} - {""}:
        own = [f for f in seen if f.subject.submitter == submitter and intake.catalogue.actor(f) == "担当課"]
        assert len(own) <= 5


@pytest.mark.parametrize("sample", [MATRIX, NARRATIVE])
def test_no_question_about_wording_blocks_a_final_edition(sample):
    assert not any(catalogue().blocks_final(finding) for finding in reviewed(sample))


@pytest.mark.parametrize("sample", [MATRIX, NARRATIVE])
def test_every_finding_has_its_own_fingerprint(sample):
    found = [finding.fingerprint for finding in reviewed(sample)]
    assert len(set(found)) == len(found)
