"""The rows of a summary: parts of the plan's tree, each with everything below it.

Comes in: the sections of a report. Goes out: groups in print order, few enough for one page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.model.report import ReportItem, ReportSection

MOST_GROUPS = 10
"""As many rows as one page takes beside everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A part of the plan: its number and title, its kind (施策), and its items without those that stand again."""

    label: str
    kind: str
    sections: tuple[ReportSection, ...]
    items: tuple[ReportItem, ...]


def groups(sections: tuple[ReportSection, ...], most: int = MOST_GROUPS) -> tuple[Group, ...]:
    """Return the lowest level of the tree that has at most ``most`` groups with items; the uppermost if none has."""
    deepest = max(_levels(sections), default=1)
    for level in range(deepest, 0, -1):
        found = tuple(group for group in _at(sections, level) if group.items)
        if len(found) <= most or level == 1:
            return found
    return ()


def drawable_labels(labels: Iterable[str]) -> bool:
    """Tell whether a chart can print all labels: each is one line that is not blank."""
    return all(label.strip() and "\n" not in label for label in labels)


def _levels(sections: tuple[ReportSection, ...]) -> Iterator[int]:
    for section in sections:
        yield section.level
        yield from _levels(section.sections)


def _at(sections: tuple[ReportSection, ...], level: int) -> Iterator[Group]:
    """Yield the groups of a level; items that hang above it are groups of their own section."""
    for section in sections:
        if section.level >= level or not section.sections:
            below = tuple(_below(section))
            yield _group(section, below, tuple(item for one in below for item in one.items))
        else:
            yield _group(section, (section,), section.items)
            yield from _at(section.sections, level)


def _below(section: ReportSection) -> Iterator[ReportSection]:
    yield section
    for one in section.sections:
        yield from _below(one)


def _group(section: ReportSection, sections: tuple[ReportSection, ...], items: tuple[ReportItem, ...]) -> Group:
    number, title = section.number.text, section.title.text
    return Group(
        label=f"{number} {title}" if number else title,
        kind=section.kind,
        sections=sections,
        items=tuple(item for item in items if not item.repeats),
    )
