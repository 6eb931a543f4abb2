"""The manifest of a sealed folder, and how folders differ from it."""

from __future__ import annotations

import hashlib

from reportgen.rounds.archive import MANIFEST, README, SUMS, differences, hashes, read_manifest, sealed

RECEIPT = {
    "plan": "kodomo",
    "year": 2021,
    "issued": None,
    "final": True,
    "asked": {"formats": ["html"], "issued": "2022-07-01", "final": True},
    "versions": {"reportgen": "0.1.0"},
    "outputs": {"a.html": "…"},
}
GIVEN = {"inputs/2021/kodomo/plan.xlsx": b"plan", "outputs/2021/kodomo/a.html": b"a"}


def test_the_manifest_has_the_hash_of_everything_but_itself():
    files = sealed(RECEIPT, GIVEN, "試験市　計画")
    told = read_manifest(files[MANIFEST], "")
    assert set(told.files) == {*GIVEN, README, SUMS}
    assert all(told.files[name] == hashlib.sha256(files[name]).hexdigest() for name in told.files)
    assert (told.plan, told.year, told.formats, told.final_wanted) == ("kodomo", 2021, ("html",), True)
    assert (str(told.issued), told.rebuilt, told.outputs) == ("2022-07-01", ("a.html",), "outputs/2021/kodomo")


def test_the_order_of_what_is_given_does_not_matter():
    other = dict(reversed(GIVEN.items()))
    one, two = sealed(RECEIPT, GIVEN, "計画"), sealed(RECEIPT, other, "計画")
    assert one == two


def test_differences_are_named_in_order():
    told = differences(hashes({"b": b"1", "a": b"1", "c": b"1"}), hashes({"b": b"2", "c": b"1", "d": b"1"}))
    assert [(one.kind.value, one.name) for one in told] == [("missing", "a"), ("changed", "b"), ("extra", "d")]
    assert differences({"a": "1"}, {"a": "1", "x/.DS_Store": "2"}) == ()
