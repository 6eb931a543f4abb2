import pytest

from reportgen.japanese.classes import clusters
from reportgen.japanese.linebreak import Kind, Line, Rules, break_paragraph
from reportgen.japanese.width import cluster_width_em as measure

PLAIN = Rules(hang_em=0.0, squeeze=False)
NO_HANGING = Rules(hang_em=0.0)


def lines_of(text: str, width_em: float, rules: Rules | None = None) -> list[str]:
    return [line.text for line in break_paragraph(text, width_em, measure, rules or Rules())]


def set_width(line: Line) -> float:
    return sum(map(measure, clusters(line.text))) + sum(em for _, em in line.shifts) - line.lead_em


def test_kanji_and_kana_fill_a_line_to_its_last_em():
    assert lines_of("子育て支援の充実を図る", 4) == ["子育て支", "援の充実", "を図る"]


def test_a_line_that_fits_is_left_as_it_is():
    (line,) = break_paragraph("継続", 4, measure)
    assert line == Line("継続", 2.0)


def test_an_empty_paragraph_is_one_empty_line():
    assert break_paragraph("", 8, measure) == (Line("", 0.0),)


def test_a_line_feed_is_refused():
    with pytest.raises(ValueError, match="line feed"):
        break_paragraph("継続\n拡充", 8, measure)


@pytest.mark.parametrize(("width_em", "indent_em"), [(0, 0), (-1, 0), (2, 2), (float("nan"), 0)])
def test_a_column_without_room_is_refused(width_em, indent_em):
    with pytest.raises(ValueError, match="no room"):
        break_paragraph("継続", width_em, measure, indent_em=indent_em)


def test_a_full_stop_at_the_line_end_gives_up_half_an_em_before_anything_is_squeezed():
    first, _ = break_paragraph("実施する。次年度も", 4.5, measure)
    assert (first.text, first.kind, first.width_em, first.shifts) == ("実施する。", Kind.NATURAL, 4.5, ((5, -0.5),))


def test_an_opening_bracket_at_the_line_start_gives_up_half_an_em():
    second = break_paragraph("事業名の「おはなし会」", 4, measure)[1]
    assert (second.text, second.lead_em, second.width_em) == ("「おはな", 0.5, 3.5)


@pytest.mark.parametrize("mark", "、。")
def test_a_comma_or_stop_is_pulled_in_by_squeezing_the_brackets_of_the_line(mark):
    first, second = break_paragraph(f"親「子」の会を開いた{mark}次", 10, measure)
    assert (first.text, first.kind, second.text) == (f"親「子」の会を開いた{mark}", Kind.SQUEEZED, "次")
    assert (first.width_em, first.hang_em) == (10.0, 0.0)


def test_a_full_stop_hangs_when_nothing_can_be_squeezed():
    first = break_paragraph("今後も継続する。その他", 7, measure)[0]
    assert (first.text, first.kind, first.width_em, first.hang_em) == ("今後も継続する。", Kind.HANGING, 7.0, 0.5)


def test_a_full_stop_that_may_not_hang_takes_a_character_along_to_the_next_line():
    assert lines_of("今後も継続する。その他", 7, NO_HANGING) == ["今後も継続す", "る。その他"]


def test_a_closing_bracket_never_hangs():
    first, second = break_paragraph("会議（第一回）を開催", 6, measure, PLAIN)
    assert (first.text, second.text) == ("会議（第一", "回）を開催")
    assert first.hang_em == 0.0


def test_hanging_stays_inside_the_padding_of_the_cell():
    assert Rules.for_padding(0.4).hang_em == pytest.approx(0.35)
    assert Rules.for_padding(2.0).hang_em == 0.5
    assert Rules.for_padding(0.0).hang_em == 0.0
    first = break_paragraph("今後も継続する。その他", 7, measure, Rules.for_padding(0.4))[0]
    assert first.text == "今後も継続す"


def test_what_squeezing_cannot_give_is_hung():
    first = break_paragraph("課 ・子も継続する。その他", 8.5, measure, Rules(hang_em=0.35))[0]
    assert (first.text, first.kind, first.width_em) == ("課 ・子も継続する。", Kind.HANGING, 8.5)
    assert (dict(first.shifts)[3], first.hang_em) == (-0.25, 0.25)


def test_middle_dots_are_squeezed_before_brackets():
    line = break_paragraph("親・子「会」を開く。次の年", 10, measure, NO_HANGING)[0]
    assert line.text == "親・子「会」を開く。"
    assert all(count > 3 for count, _ in line.shifts)
    line = break_paragraph("親・子「会」を開いた。次", 10, measure, NO_HANGING)[0]
    assert line.text == "親・子「会」を開いた。"
    assert [shift for shift in line.shifts if shift[0] <= 6] == [(1, -0.25), (2, -0.25)]


def test_brackets_give_evenly():
    line = break_paragraph("親「子」の会を開いた。次", 10, measure, NO_HANGING)[0]
    assert line.text == "親「子」の会を開いた。"
    assert dict(line.shifts) == {1: pytest.approx(-0.25), 4: pytest.approx(-0.25), 11: -0.5}


def test_a_full_stop_inside_a_line_is_never_squeezed():
    assert lines_of("実施。今後も継続する。", 10, NO_HANGING) == ["実施。今後も継続す", "る。"]


def test_brackets_side_by_side_share_half_an_em():
    (line,) = break_paragraph("（「会」）", 8, measure)
    assert line.shifts == ((1, -0.5), (4, -0.5), (5, -0.5))
    assert (line.lead_em, line.width_em) == (0.5, 3.0)


@pytest.mark.parametrize("after", "。、」）・：！？ー々ッゃゎヶㇰ〜％℃…")
def test_a_line_never_starts_with(after):
    text = f"今年度実施{after}事業"
    assert all(not line.startswith(after) for line in lines_of(text, 5, PLAIN))


@pytest.mark.parametrize("before", "「（『【￥＃※★①⑳")
def test_a_line_never_ends_with(before):
    assert lines_of(f"今年度は{before}実施", 5, PLAIN)[0] == "今年度は"


@pytest.mark.parametrize(
    ("pair", "lines"),
    [("——", ["今年度実", "——事"]), ("……", ["今年度", "実……事"]), ("‥‥", ["今年度", "実‥‥事"])],
)
def test_a_run_of_dashes_or_leaders_stays_whole_and_leaders_start_no_line(pair, lines):
    assert lines_of(f"今年度実{pair}事", 5, PLAIN) == lines


def test_words_and_figures_are_not_cut():
    assert lines_of("参加者は1,234.5人とSNSで", 5) == ["参加者は", "1,234.5人", "とSNSで"]


def test_a_word_wider_than_the_column_is_cut_after_its_joints_when_that_is_not_wasteful():
    assert lines_of("https://www.city.example.jp/kosodate/2021/", 8) == [
        "https://www.",
        "city.example.jp/",
        "kosodate/2021/",
    ]
    assert lines_of("A/BCDEFGHIJKLMNOPQRSTUV", 8) == ["A/BCDEFGHIJKLMNO", "PQRSTUV"]


def test_an_era_year_stays_whole_and_keeps_its_counter():
    assert lines_of("この計画は令和三年度に", 7) == ["この計画は", "令和三年度に"]
    assert lines_of("事業計画は令和3年度から", 8) == ["事業計画は", "令和3年度から"]
    assert lines_of("新型の対策は平成30年度に", 9) == ["新型の対策は", "平成30年度に"]
    assert lines_of("この計画は令和元年度に", 7) == ["この計画は", "令和元年度に"]


@pytest.mark.parametrize("figure", ["12人", "3か所", "5年度", "１０回", "第2期", "約9件", "延べ8名"])
def test_a_figure_stays_with_its_counter_while_it_costs_little(figure):
    for width in range(8, 14):
        lines = lines_of("今年度の実施状況" + figure + "となった", width)
        assert any(figure in line for line in lines), lines


def test_a_figure_and_its_counter_part_where_keeping_them_would_cost_a_third_of_the_column():
    assert lines_of("参加延べ1234567人", 8)[0] == "参加延べ1234567"


def test_in_a_very_narrow_column_figures_and_counters_part():
    assert lines_of("各課で3回", 3.5) == ["各課で3", "回"]


def test_a_list_mark_after_white_space_starts_a_line():
    first, second = break_paragraph("充実を図った。 ・ようこそ", 8, measure)
    assert (first.text, first.trail, second.text) == ("充実を図った。", " ", "・ようこそ")


def test_a_list_mark_is_not_left_behind_at_the_line_end():
    assert lines_of("充実を図る ・開催", 6.5) == ["充実を図る", "・開催"]


def test_a_middle_dot_inside_a_name_starts_no_line():
    assert lines_of("児童家庭課・保育課", 5, PLAIN) == ["児童家庭", "課・保育課"]


def test_a_label_stays_with_what_follows():
    assert lines_of("取組内容は（1）広報紙", 8, PLAIN) == ["取組内容は", "（1）広報紙"]
    assert lines_of("取組内容は（1）広報紙", 7, PLAIN) == ["取組内容は（1）", "広報紙"]


def test_white_space_at_a_break_is_swallowed_but_not_lost():
    first, second = break_paragraph("実施しました　　また次年度", 6, measure)
    assert (first.text, first.trail, first.width_em) == ("実施しました", "　　", 6.0)
    assert second.text == "また次年度"


def test_white_space_at_the_start_of_a_paragraph_stays():
    assert lines_of("　次年度も継続", 5) == ["　次年度も", "継続"]


def test_white_space_wider_than_the_column_takes_a_line_of_its_own():
    first, second = break_paragraph("　　　継続", 2, measure)
    assert (first.text, first.trail, first.width_em, second.text) == ("", "　　　", 0.0, "継続")


def test_white_space_inside_a_line_is_painted():
    (line,) = break_paragraph("A B 継続 ", 8, measure)
    assert (line.text, line.trail) == ("A B 継続", " ")


def test_white_space_alone_is_an_empty_line_with_a_trail():
    (line,) = break_paragraph("　 ", 1, measure)
    assert (line.text, line.trail, line.width_em) == ("", "　 ", 0.0)


def test_brackets_hold_across_white_space():
    assert lines_of("（今年度 ）実施", 4, PLAIN) == ["（今年", "度 ）実", "施"]
    assert lines_of("今年度（ 実施）", 5, PLAIN) == ["今年度", "（ 実施）"]


def test_nothing_fits_long_vowels_and_small_kana_give_way_first():
    lines = break_paragraph("サーー％％", 4, measure)
    assert [line.text for line in lines] == ["サー", "ー％％"]
    assert lines[0].kind is Kind.FORCED


def test_nothing_fits_full_width_neighbours_part_before_a_word_is_cut():
    assert lines_of("令和2021", 2) == ["令和", "2021"]
    assert lines_of("令和2021abc/defgh", 6)[0] == "令和"


def test_nothing_fits_a_word_is_cut_rather_than_a_stop_put_at_a_line_start():
    assert lines_of("ABCDEF。", 3, PLAIN) == ["ABCDE", "F。"]
    assert lines_of("「ABCDEF", 1, PLAIN)[0] == "「A"


def test_a_cluster_wider_than_the_column_stands_alone():
    lines = break_paragraph("継続", 0.5, measure)
    assert [(line.text, line.width_em, line.kind) for line in lines] == [
        ("継", 1.0, Kind.FORCED),
        ("続", 1.0, Kind.FORCED),
    ]


def test_a_row_of_brackets_never_leaves_the_column():
    lines = break_paragraph("」" * 9, 2, measure)
    assert all(line.width_em <= 2 for line in lines)


def test_lines_after_the_first_are_indented():
    first, second = break_paragraph("・子育て支援を行った", 6, measure, indent_em=1.0)
    assert (first.text, first.indent_em) == ("・子育て支援", 0.0)
    assert (second.text, second.indent_em) == ("を行った", 1.0)
    assert [line.text for line in break_paragraph("あ" * 10, 4, measure, indent_em=1.0)] == ["ああああ"] + [
        "あああ"
    ] * 2


def test_a_cluster_is_never_parted():
    text = "葛\U000e0100城か\u3099👩\u200d👧"
    assert [line.text for line in break_paragraph(text, 1, measure)] == [
        "葛\U000e0100",
        "城",
        "か\u3099",
        "👩\u200d👧",
    ]


def test_half_width_marks_follow_the_same_rules_and_have_no_blank_to_give():
    line = break_paragraph("ｶﾅ｡ｶﾅ", 1, measure)[0]
    assert (line.text, line.kind, line.hang_em, line.shifts) == ("ｶﾅ｡", Kind.HANGING, 0.5, ())


def test_a_proportional_bracket_is_not_squeezed():
    widths = dict.fromkeys("お「話会」を、", 1.0) | {"「": 0.6, "」": 0.6, "、": 0.6}
    lines = break_paragraph("「お話会」、お話を", 4, widths.__getitem__, NO_HANGING)
    assert all(line.shifts == () for line in lines)
    assert all(line.lead_em == 0.0 for line in lines)


def test_the_numbers_of_a_line_add_up():
    for line in break_paragraph("「親・子」、（会）を、開いた。「次」・「年」、も続ける。", 6, measure):
        assert set_width(line) == pytest.approx(line.width_em + line.hang_em)
