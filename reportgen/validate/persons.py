"""Names of persons in what is to be published, as far as a pattern can see them.

Comes in: a report and its layout. Goes out: P01 for an answer that seems to name somebody. It is asked about before
publication only, and never settled by silence: a name without 氏 or さん beside it is not seen at all.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from reportgen.findings.finding import Finding, Subject
from reportgen.model.report import Entry, IndicatorEntry, Report, ReportItem
from reportgen.place import Place
from reportgen.plan.load import Layout

_KANJI: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々"
_NAME: Final = f"[{_KANJI}]{{1,4}}[ \u3000]?[{_KANJI}]{{1,4}}"


def persons(report: Report, layout: Layout) -> tuple[Finding, ...]:
    """Return one finding for each answer that seems to name persons, in print order; a second showing is not asked."""
    entries = layout.definition.entries
    labels = {field.key: field.label for field in (*entries.party, *entries.indicator) if field.kind != "choice"}
    found = []
    for item in (item for item in report.items() if not item.repeats):
        rows: tuple[Entry | IndicatorEntry, ...] = (*item.indicators, *item.entries)
        for row in rows:
            for key, value in row.values.items():
                names = () if value.nothing or key not in labels else names_in(value.text)
                if names:
                    about = _subject(report, item, row, labels[key])
                    facts = {"words": "」「".join(names)}
                    place = value.place or Place("")
                    found.append(Finding(code="P01", place=place, subject=about, found=value.text, facts=facts))
    return tuple(found)


def names_in(text: str) -> tuple[str, ...]:
    """Return what seems to be names of persons, in order, each once."""
    return tuple(dict.fromkeys(_names(text)))


def _names(text: str) -> Iterator[str]:
    nobody = tuple(_words()["nobody"])
    for found in _pattern().finditer(text):
        name = found["titled"] or found["labelled"]
        if not name.endswith(nobody):
            yield found[0].strip()


def _subject(report: Report, item: ReportItem, row: Entry | IndicatorEntry, label: str) -> Subject:
    return Subject(
        plan=report.plan_id,
        submitter=row.submitter,
        party=row.party.text if isinstance(row, Entry) else "",
        item=item.full_number,
        item_name=item.name.text,
        indicator=row.name.text if isinstance(row, IndicatorEntry) else "",
        field=label,
    )


@cache
def _pattern() -> re.Pattern[str]:
    titles = "|".join(map(re.escape, _words()["titles"]))
    labels = "|".join(map(re.escape, _words()["labels"]))
    return re.compile(
        f"(?<![{_KANJI}])(?P<titled>{_NAME})[ \u3000]?(?:{titles})(?![{_KANJI}])"
        f"|(?:{labels})(?:[：:][ \u3000]?|[ \u3000])(?P<labelled>{_NAME})(?![{_KANJI}])"
    )


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(files("reportgen.validate").joinpath("persons.toml").read_text(encoding="utf-8"))
