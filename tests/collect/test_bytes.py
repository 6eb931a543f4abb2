"""Bytes that nobody meant: cut, flipped, repacked. Nothing raises, nothing hangs, nothing eats the memory."""

from __future__ import annotations

import random
import re
import resource
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
from written_plans import matrix, written_plan
from written_workbooks import form, parts, with_shared_strings, with_text_box, zipped

from reportgen.collect import collect
from reportgen.validate import validate

PLAN = written_plan("1 | 延長保育事業 | 保育課\n2 | 一時預かり | 保育課")
ROWS = """
(1)-1 | 延長保育事業 | 保育課 | 園児30人が利用した。 | A | 引き続き実施する。 | 継続
(1)-2 | 一時預かり | 保育課 | num:12 | B | date:2022-04-01 | 充実
"""
SECONDS = 2.0
MEMORY_KB = 300_000
"""A file may take this much longer and this much more memory than a good one, and no more."""


@cache
def good(kind: int) -> bytes:
    data = form(PLAN, ROWS)
    return (data, with_shared_strings(data), with_text_box(data, "別紙に記載"))[kind]


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 400) :]


def inside(change: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    """The change made to one part, packed again as if it belonged there."""

    def changed(data: bytes, chance: random.Random) -> bytes:
        contents = parts(data)
        name = chance.choice(sorted(contents))
        return zipped({**contents, name: change(contents[name], chance)})

    return changed


NUMBERS = ("0", "-1", "1", "7", "16384", "16385", "1048576", "1048577", "4294967295", "99999999999", "1e308", "nan", "")
REFERENCES = ("A0", "XFD1048576", "ZZZ9999999", "a1", "A1:XFD1048576", "B2:A1", "", "A", "1", "$A$1", "＝A1")


def odd_values(data: bytes, chance: random.Random) -> bytes:
    """Attributes that stay well formed and say something absurd."""
    text = data.decode("utf-8", errors="replace")
    found = list(
        re.finditer(r'\b(r|s|t|ref|sqref|min|max|count|si|numFmtId|fontId|fillId|id|val|spans)="([^"]*)"', text)
    )
    for match in sorted(chance.sample(found, min(len(found), chance.choice((1, 2, 6)))), key=lambda m: -m.start()):
        new = chance.choice(REFERENCES if match[1] in ("r", "ref", "sqref") else NUMBERS)
        text = f"{text[: match.start(2)]}{new}{text[match.end(2) :]}"
    return text.encode()


def shuffled_elements(data: bytes, chance: random.Random) -> bytes:
    """Elements doubled, dropped, nested and moved."""
    pieces = data.replace(b"<", b"\x00<").split(b"\x00")
    for _ in range(chance.choice((1, 2, 5))):
        at, to = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        match chance.randrange(3):
            case 0:
                pieces.insert(to, pieces[at])
            case 1:
                pieces[at], pieces[to] = pieces[to], pieces[at]
            case _:
                pieces[at] = b""
    return b"".join(pieces)


def repeated(data: bytes, chance: random.Random) -> bytes:
    """One element very many times, or one inside the other very deep."""
    pieces = data.replace(b"<", b"\x00<").split(b"\x00")
    at = chance.randrange(len(pieces))
    return b"".join([*pieces[:at], pieces[at] * chance.choice((10, 3_000)), *pieces[at:]])


def other_directory(data: bytes, chance: random.Random) -> bytes:
    """A directory of the zip that announces something else."""
    changed = bytearray(data)
    starts = [at for at in range(len(data) - 4) if data[at : at + 4] in (b"PK\x01\x02", b"PK\x05\x06")]
    for _ in range(chance.choice((1, 4))):
        at = chance.choice(starts) + chance.randrange(4, 46)
        if at < len(changed):
            changed[at] = chance.choice((0, 1, 8, 9, 99, 255))
    return bytes(changed)


def doubled_entries(data: bytes, chance: random.Random) -> bytes:
    contents = parts(data)
    target = BytesIO()
    with zipfile.ZipFile(target, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
            if chance.random() < 0.3:
                other = chance.choice((name, name.upper(), name.replace("/", "\\"), f"./{name}", f"../{name}"))
                archive.writestr(other, inflated(content, chance))
    return target.getvalue()


def inflated(content: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"", content[::-1], zlib.compress(content), content * 40))


CHANGES = (
    flipped,
    truncated,
    cut_out,
    other_directory,
    doubled_entries,
    inside(flipped),
    inside(truncated),
    inside(cut_out),
    inside(odd_values),
    inside(odd_values),
    inside(shuffled_elements),
    inside(repeated),
    lambda data, chance: zipped({"回答_保育課.xlsx": flipped(data, chance), "覚え書き.txt": b"x"}),
    lambda data, chance: flipped(zipped({"回答_保育課.xlsx": data}), chance),
)


def survive(seed: int) -> float:
    """Take in a file of bytes that nobody meant, and return how long that took, in seconds."""
    chance = random.Random(seed)
    data = CHANGES[seed % len(CHANGES)](good(chance.randrange(3)), chance)
    start = time.process_time()
    submissions, _ = collect({f"submissions/{seed}.xlsx": data}, PLAN, matrix())
    for submission in submissions:
        validate(submission, PLAN, matrix())
    return time.process_time() - start


def memory_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_bytes_that_nobody_meant_raise_nothing() -> None:
    survive(0)
    before = memory_kb()
    for seed in range(200):
        assert survive(seed) < SECONDS, f"seed {seed} takes too long"
    assert memory_kb() - before < MEMORY_KB


@pytest.mark.proof
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_many_bytes_that_nobody_meant_raise_nothing() -> None:
    survive(0)
    before = memory_kb()
    for seed in range(200, 6_200):
        assert survive(seed) < SECONDS, f"seed {seed} takes too long"
    assert memory_kb() - before < MEMORY_KB


def test_a_sheet_that_is_listed_very_often_is_read_once() -> None:
    contents = parts(good(0))
    listed = re.search(rb"<sheet [^>]*/>", contents["xl/workbook.xml"])
    assert listed
    many = contents["xl/workbook.xml"].replace(listed[0], listed[0] * 5_000)
    start = time.process_time()
    (submission,), _ = collect({"回答.xlsx": zipped({**contents, "xl/workbook.xml": many})}, PLAN, matrix())

    assert [row.name for row in submission.rows] == ["延長保育事業", "一時預かり"]
    assert time.process_time() - start < SECONDS
