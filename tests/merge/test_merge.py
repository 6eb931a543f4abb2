"""Many departments, one report: complete, in print order, and equal to what was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sample_documents import reference
from written_plans import FIELDS, matrix, reference_plan, section, value, written_plan
from written_workbooks import form

from reportgen.collect import collect
from reportgen.deliver.forms import write_form
from reportgen.findings.finding import Finding
from reportgen.merge import merge
from reportgen.model.plan import Indicator, Opinion, Plan
from reportgen.model.report import Report
from reportgen.model.value import Nothing
from reportgen.plan.load import Layout
from reportgen.plan.schema import Field
from reportgen.validate import validate

PLAN = written_plan(
    """
    1 | 延長保育事業 | 保育課、健康課
    2 | 一時預かり   | 保育課
    """
)
NURSERY = """
(1)-1 | 延長保育事業 | 保育課 | 実施した。 | A | 続ける。 | 継続
(1)-2 | 一時預かり | 保育課 | 始めた。 | B | 広げる。 | 充実
"""


def merged(files: dict[str, bytes], plan: Plan = PLAN, layout: Layout | None = None) -> tuple[Report, list[Finding]]:
    layout = layout or matrix()
    submissions, findings = collect(files, plan, layout)
    results = [validate(submission, plan, layout) for submission in submissions]
    checked = [result for result, _ in results]
    report, merging = merge(plan, layout, checked, issued=date(2022, 7, 1), final=False)
    return report, [*findings, *(finding for _, own in results for finding in own), *merging]


def test_forms_that_were_filled_in_come_back_as_the_published_report() -> None:
    plan, answers = reference_plan()
    typed = {row_id: {key: text for key, text in own.items() if text != "未選択"} for row_id, own in answers.items()}
    files = {
        f"submissions/{submitter}.xlsx": write_form(
            plan, matrix(), submitter, answers={a.row_id: typed[a.row_id] for _, a in plan.asked(submitter, "party")}
        )
        for submitter in plan.submitters()
    }
    report, findings = merged(files, plan)

    published = [
        [
            (programme["name"], entry["department"], *(entry[key] for key in FIELDS))
            for programme in measure["programmes"]
            for entry in programme["entries"]
        ]
        for measure in reference()["measures"]
    ]
    ours = [
        [
            (item.name.text, entry.party.text, *(entry.values[key].text for key in FIELDS))
            for item in measure.items
            for entry in item.entries
        ]
        for measure in report.sections[0].sections
    ]
    assert ours == published
    assert {finding.code for finding in findings} == {"C14a", "T08b"}  # one choice not made, one line cut in two
    assert sum(receipt.file is not None for receipt in report.receipts) == 17


def test_every_value_has_an_id_of_its_own() -> None:
    report, _ = merged({"回答.xlsx": form(PLAN, NURSERY)})

    ids = [found.id for found in report.values()]
    assert len(ids) == len(set(ids))
    assert "entry/1-1/保育課/party" in ids
    assert "entry/1-1/健康課/direction" in ids


def test_whoever_sent_nothing_is_named_once_and_keeps_the_place() -> None:
    report, findings = merged({"回答.xlsx": form(PLAN, NURSERY)})

    entries = next(iter(report.items())).entries
    assert [entry.party.text for entry in entries] == ["保育課", "健康課"]
    assert {found.nothing for found in entries[1].values.values()} == {Nothing.NOT_SUBMITTED}
    assert {found.text for found in entries[1].values.values()} == {"未提出"}
    assert [(finding.code, finding.subject.submitter) for finding in findings] == [("F16", "健康課")]
    assert [(receipt.submitter, receipt.round, receipt.file is None) for receipt in report.receipts] == [
        ("保育課", 1, False),
        ("健康課", 0, True),
    ]


def test_a_row_that_is_missing_is_blank_not_unsubmitted() -> None:
    report, findings = merged({"回答.xlsx": form(PLAN, NURSERY.splitlines()[1])})

    entry = list(report.items())[1].entries[0]
    kinds = [entry.values[key].nothing for key in FIELDS]
    assert kinds == [Nothing.BLANK, Nothing.UNSELECTED, Nothing.BLANK, Nothing.UNSELECTED]
    assert [finding.code for finding in findings] == ["S07b", "F16"]


def test_nothing_at_all_is_still_a_whole_report() -> None:
    report, findings = merged({})

    assert [len(item.entries) for item in report.items()] == [2, 1]
    assert [finding.code for finding in findings] == ["F16", "F16"]
    assert report.issued == date(2022, 7, 1)
    assert not report.final


def test_the_plans_own_words_are_carried_as_they_are() -> None:
    party = PLAN.sections[0].items[0].assignments[0]
    item = replace(
        PLAN.sections[0].items[0],
        assignments=(replace(party, texts={"role": value("role/1", "窓口となる。")}),),
        indicators=(
            Indicator(
                row_id="1-1/i1",
                item_id="1-1",
                name=value("indicator/i1/name", "利用者数"),
                submitter="保育課",
                texts={"unit": value("indicator/i1/unit", "人")},
            ),
        ),
    )
    words = {"aim": value("section/1/aim", "地域で育てる。")}
    plan = replace(PLAN, sections=(section("1", "(1)", "支援", 2, items=(item,), texts=words),), short_name="計画")
    definition = matrix().definition
    asked = definition.entries.model_copy(update={"indicator": (Field(key="actual", label="実績", kind="number"),)})
    layout = Layout("matrix", matrix().folder, definition.model_copy(update={"entries": asked}), "1")
    report, _ = merged({}, plan, layout)

    (found,) = report.items()
    assert report.short_name == "計画"
    assert report.sections[0].texts == words
    assert found.entries[0].texts["role"].text == "窓口となる。"
    assert found.indicators[0].texts["unit"].text == "人"
    assert found.indicators[0].values["actual"].nothing is Nothing.NOT_SUBMITTED


def test_what_was_written_beside_the_answers_stays_with_the_entry() -> None:
    plan = written_plan("1 | 延長保育事業 | 保育課")
    row = "(1)-1 | 延長保育事業 | 保育課 | 園児30人が利用した。 | B | 引き続き実施する。 | 継続 | 途中で見直したため。"
    submissions, findings = collect({"a.xlsx": form(plan, row)}, plan, matrix())
    checked, about = validate(submissions[0], plan, matrix())
    report, _ = merge(plan, matrix(), [checked], issued=None, final=False)
    assert (*findings, *about) == ()
    assert list(report.reasons()) == [("(1)-1", "保育課", "途中で見直したため。")]
    (entry,) = next(report.items()).entries
    assert entry.reason is not None
    assert entry.reason.place is not None
    assert entry.reason.id not in [value.id for value in report.values()]


def test_earlier_years_labels_and_opinions_reach_the_report() -> None:
    one = PLAN.sections[0].items[0]
    opinion = Opinion(
        speaker=value("o/1/speaker", "委員"), opinion=value("o/1/opinion", "広げて"), response=value("o/1/response", "")
    )
    party = replace(one.assignments[0], history={"rating": {2020: value("history/1", "B")}})
    item = replace(one, assignments=(party, one.assignments[1]), badges=("重点",), opinions=(opinion,))
    top = replace(PLAN.sections[0], items=(item,), opinions=(opinion,))
    report, _ = merged({}, replace(PLAN, sections=(top,)))

    (found,) = report.items()
    assert found.entries[0].history["rating"][2020].text == "B"
    assert found.entries[1].history == {}
    assert (found.badges, found.opinions, report.sections[0].opinions) == (("重点",), (opinion,), (opinion,))
    assert "history/1" not in [printed.id for printed in report.values()]


def test_an_item_that_stands_twice_has_the_entries_of_its_original_and_is_counted_once() -> None:
    first, second = PLAN.sections[0].items
    again = replace(second, assignments=(), repeats=first.id, badges=("再掲",))
    plan = replace(PLAN, sections=(replace(PLAN.sections[0], items=(first, again)),))
    noted = NURSERY.splitlines()[1] + " | 途中で始めた。"
    report, findings = merged({"回答.xlsx": form(plan, noted)}, plan)

    original, repeated = report.items()
    assert repeated.entries == original.entries
    assert (repeated.repeats, repeated.badges, original.repeats) == (first.id, ("再掲",), "")
    assert repeated.name.text == second.name.text
    ids = [printed.id for printed in report.values()]
    assert len(ids) == len(set(ids))
    assert [finding.code for finding in findings] == ["F16"]
    assert list(report.reasons()) == [("(1)-1", "保育課", "途中で始めた。")]
