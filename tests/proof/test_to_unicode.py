import pytest

from reportgen.proof.reading import Unreadable
from reportgen.proof.to_unicode import to_unicode

SPACE = b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"


def table(body):
    return to_unicode(SPACE + body)


def test_single_codes_may_be_several_characters():
    found = table(b"3 beginbfchar\n<0001> <3042>\n<0002> <D842DF9F>\n<0003> <845BDB40DD00>\nendbfchar\n")
    assert found == {1: "あ", 2: "𠮟", 3: "葛\U000e0100"}


def test_ranges_count_up_or_list():
    found = table(b"2 beginbfrange\n<0005> <0007> <0041>\n<0008> <0009> [<0058> <0059005A>]\nendbfrange\n")
    assert found == {5: "A", 6: "B", 7: "C", 8: "X", 9: "YZ"}


def test_several_blocks_are_one_table():
    assert table(b"1 beginbfchar\n<0001> <0041>\nendbfchar\n1 beginbfchar\n<0002> <0042>\nendbfchar\n") == {
        1: "A",
        2: "B",
    }


def test_codes_of_one_byte_are_refused():
    with pytest.raises(Unreadable, match="two bytes"):
        to_unicode(b"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n1 beginbfchar\n<41> <0041>\nendbfchar\n")


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (b"<0001> <0000>", "no text"),
        (b"<0001> <FEFF>", "no text"),
        (b"<0001> <>", "no text"),
        (b"<0001> <D842>", "no UTF-16"),
        (b"<0001> <304>", "no UTF-16"),
        (b"<01> <3042>", "no entry"),
        (b"<0001> 3042", "no entry"),
        (b"<0001> <0041>\n<0001> <0042>", "given twice"),
    ],
)
def test_an_entry_that_gives_no_text_is_refused(entry, what):
    with pytest.raises(Unreadable, match=what):
        table(b"1 beginbfchar\n" + entry + b"\nendbfchar\n")


def test_fewer_entries_than_announced_are_refused():
    with pytest.raises(Unreadable, match="announced"):
        table(b"2 beginbfchar\n<0001> <0041>\nendbfchar\n")
