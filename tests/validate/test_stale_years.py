"""Years that were left standing: what is asked about, and all that only looks like it."""

from __future__ import annotations

import pytest

from reportgen.validate.stale_years import stale_years


def found(text: str, year: int = 2024) -> list[str]:
    return [one.text for one in stale_years(text, year)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("令和5年度は、講座を12回実施した。", ["令和5年度"]),
        ("2023年度に講座を12回実施した。", ["2023年度"]),
        ("R5年度の利用者は30人であった。", ["R5年度"]),
        ("令和５年度は12回実施した。令和4年度も実施した。", ["令和５年度", "令和4年度"]),
        ("平成30年度に調査を実施した結果、利用者が増えた。", ["平成30年度"]),
        ("令和5年度は12回実施し、令和7年度に広げる。", ["令和5年度"]),
        ("（参考）令和5年度は12回実施した。", ["令和5年度"]),
    ],
)
def test_a_year_before_is_found_in_every_spelling(text, years):
    assert found(text) == years


@pytest.mark.parametrize(
    "text",
    [
        "令和6年度は15回実施した。令和5年度は12回であった。",
        "令和6年5月に再開した。令和5年度は休止していた。",
        "令和5年度と比べて利用者が増えた。",
        "令和5年度に比べ、3人増えた。",
        "令和元年度から無償化を実施している。",
        "平成30年度以降、毎年実施している。",
        "利用者は30人（令和5年度：25人）であった。",
        "利用者は30人（前年度（令和5年度）は25人）であった。",
        "令和5年度に策定した計画に基づき、講座を実施した。",
        "令和5年度に実施した「暮らしの調査」で分かった課題に取り組んだ。",
        "令和5年度末に完成した施設を使い始めた。",
        "令和元年10月から無償化を実施し、手続を支援した。",
        "令和2年に発生した感染症への対策を続けた。",
        "令和2年10月に感染症が広がり、行事を見直した。",
        "令和8年度に開設する準備を進めた。",
        "講座を12回実施した。",
    ],
)
def test_what_tells_of_another_year_on_purpose_is_not(text):
    assert found(text) == []


def test_the_year_reported_on_and_all_that_come_are_never_stale():
    for year in (2024, 2025, 2026, 2030):
        assert found(f"{year}年度は、講座を実施した。") == []
    assert found("2024年度は、講座を実施した。", 2025) == ["2024年度"]
