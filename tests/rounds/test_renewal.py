"""What changed from last year's plan to this year's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from written_plans import SCALES, matrix, plan, written_plan
from written_years import with_history

from reportgen.model.plan import Choice, Plan, Scale
from reportgen.plan.load import Layout
from reportgen.rounds.renewal import renewal

BEFORE = written_plan(
    """
    1 | 交流事業 | 子育て支援課
    2 | 相談事業 | 子育て支援課、健康課
    3 | 公園整備 | 公園課
    """
)


def written(table: str) -> Plan:
    return replace(written_plan(table), year=2022)


def found(after: Plan, then: Layout | None = None, now: Layout | None = None) -> dict[str, list[tuple[str, str]]]:
    groups = renewal(BEFORE, after, then or matrix(), now or matrix())
    return {group.title: [(one.before, one.after) for one in group.differences] for group in groups}


def notes(after: Plan) -> str:
    return "\n".join(one.note for group in renewal(BEFORE, after, matrix(), matrix()) for one in group.differences)


def test_the_same_plan_has_no_differences_but_all_groups():
    groups = found(replace(BEFORE, year=2022))
    assert list(groups) == ["担当・提出者", "事業", "事業ごとの担当・指標", "選択肢", "調査票の項目"]
    assert not any(groups.values())


def test_a_party_with_a_new_name_at_the_same_items_is_one_line():
    after = written("1 | 交流事業 | こども課\n2 | 相談事業 | こども課、健康課\n3 | 公園整備 | 公園課")
    groups = found(after)
    assert groups["担当・提出者"] == [("子育て支援課", "こども課")]
    assert groups["事業ごとの担当・指標"] == []
    assert "(1)-1 交流事業、(1)-2 相談事業" in notes(after)


def test_parties_that_became_one_are_told_as_merged():
    after = written("1 | 交流事業 | こども健康課\n2 | 相談事業 | こども健康課\n3 | 公園整備 | 公園課")
    assert found(after)["担当・提出者"] == [("子育て支援課", "こども健康課"), ("健康課", "こども健康課")]
    assert notes(after).count("「こども健康課」に引き継がれたようです") == 2


def test_a_party_whose_items_went_to_one_that_was_there_is_merged_too():
    after = written("1 | 交流事業 | 子育て支援課\n2 | 相談事業 | 子育て支援課、健康課\n3 | 公園整備 | 健康課")
    assert found(after)["担当・提出者"] == [("公園課", "健康課")]
    assert "「健康課」に引き継がれたようです" in notes(after)


@pytest.mark.parametrize(("new", "expected"), [("公園緑地課", ("公園課", "公園緑地課")), ("総務課", ("公園課", ""))])
def test_a_near_name_at_other_items_is_only_offered(new, expected):
    after = written(f"1 | 交流事業 | 子育て支援課\n2 | 相談事業 | 子育て支援課、健康課\n4 | 広報 | {new}")
    assert expected in found(after)["担当・提出者"]


def test_items_are_known_by_their_ids():
    after = written(
        """
        1 | 親子交流事業 | 子育て支援課
        2 | 相談事業 | 子育て支援課、健康課
        9 | 公園整備 | 公園課
        4 | 広報 | 公園課
        """
    )
    assert found(after)["事業"] == [
        ("(1)-1 交流事業", "(1)-1 親子交流事業"),
        ("(1)-3 公園整備", "(1)-9 公園整備"),
        ("", "(1)-4 広報"),
    ]
    assert "IDが変わっています" in notes(after)


def test_an_item_that_ended_is_told_once_and_not_again_with_its_rows():
    groups = found(written("1 | 交流事業 | 子育て支援課\n2 | 相談事業 | 子育て支援課、健康課"))
    assert groups["事業"] == [("(1)-3 公園整備", "")]
    assert groups["事業ごとの担当・指標"] == []


def test_rows_that_came_and_went_are_told_with_their_item():
    after = written("1 | 交流事業 | 子育て支援課、健康課\n2 | 相談事業 | 健康課\n3 | 公園整備 | 公園課")
    assert found(after)["事業ごとの担当・指標"] == [
        ("", "(1)-1 交流事業：健康課"),
        ("(1)-2 相談事業：子育て支援課", ""),
    ]


def test_choices_that_changed_and_earlier_values_without_a_choice():
    choices = tuple(Choice(value=value) for value in ("継続する", "縮小", "廃止", "新規"))
    scales = {**SCALES, "方向性": Scale(name="方向性", choices=choices)}
    then = {"1-1/子育て支援課": {"direction": "継続"}, "1-3/公園課": {"direction": "－"}}
    after = with_history(plan(*BEFORE.sections, scales=scales, year=2022), then)
    assert found(after)["選択肢"] == [
        ("方向性：充実", ""),
        ("方向性：継続", "方向性：継続する"),
        ("", "方向性：新規"),
        ("方向性：継続", ""),
    ]
    assert "1件ありますが、今の選択肢にありません" in notes(after)


def test_a_synonym_is_a_choice_for_earlier_values():
    choices = (Choice(value="続ける", synonyms=("継続",)), *SCALES["方向性"].choices[2:])
    scales = {**SCALES, "方向性": Scale(name="方向性", choices=choices)}
    after = with_history(plan(*BEFORE.sections, scales=scales, year=2022), {"1-1/子育て支援課": {"direction": "継続"}})
    assert "今の選択肢にありません" not in notes(after)


def test_questions_that_changed_between_two_layouts():
    definition = matrix().definition
    status, rating, *_, direction = definition.entries.party
    changed = (status.model_copy(update={"limit": 200}), rating.model_copy(update={"label": "総合評価"}), direction)
    entries = definition.entries.model_copy(update={"party": changed})
    now = replace(matrix(), definition=definition.model_copy(update={"entries": entries}))
    groups = found(replace(BEFORE, year=2022), now=now)
    assert groups["調査票の項目"] == [("実施状況", "実施状況"), ("評価", "総合評価"), ("今後の取り組み", "")]
