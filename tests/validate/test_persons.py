"""Names of persons: what is seen as one, and the words that only look like one."""

from __future__ import annotations

import pytest

from reportgen.validate.persons import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("講師に小郡花子氏を招いた。", ("小郡花子氏",)),
        ("講師：小郡 花子", ("講師：小郡 花子",)),
        ("小郡　花子さん、佐々木さんが話した。", ("小郡　花子さん", "佐々木さん")),
        ("担当者 山田太郎", ("担当者 山田太郎",)),
        ("山田先生と山田先生", ("山田先生",)),
    ],
)
def test_a_name_with_a_title_or_a_label_is_seen(text: str, names: tuple[str, ...]):
    assert names_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "利用者の皆様に周知した。",
        "多様な主体と同様の取組を行い、仕様を見直した。",
        "保護者様からの声を集めた。",
        "子どもさんと母親さんが参加した。",
        "関係者各氏に依頼した。",
        "講師を3人招き、氏名を公表しない。",
        "講師 3人",
        "市民さんの意見",
    ],
)
def test_words_that_only_look_like_names_are_left_alone(text: str):
    assert names_in(text) == ()
