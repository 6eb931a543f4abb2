"""What a run hands out beside the document: the record of everything, and a package for everybody who has to act.

Comes in: the report, its tracked findings, and the intake. Goes out: files by name, as bytes. One list of findings
stands behind page, workbook, mail and JSON of each reader.
"""

from reportgen.deliver.listing import Listing, folder_name, listings
from reportgen.deliver.records import Reasons, findings_json, model_json, reasons_of
from reportgen.findings.catalogue import Level
from reportgen.findings.tracked import Tracked
from reportgen.model.report import Report
from reportgen.model.submitted import Submission
from reportgen.pipeline.intake import Intake
from reportgen.rounds import Answers

BOARD = "board.html"


def records(report: Report, tracked: tuple[Tracked, ...], answers: Answers, intake: Intake) -> dict[str, bytes]:
    """Return the model, all findings, the secretariat's board, and the folder of every reader.

    The board is told no day: the same inputs make the same bytes.
    """
    from reportgen.deliver.board import board, board_page

    reasons = reasons_of(report)
    latest = {submission.submitter: submission for submission in intake.submissions}
    files = {
        "model.json": model_json(report),
        "findings.json": findings_json(tracked, intake.catalogue, reasons),
        BOARD: board_page(board(report.receipts, tracked, intake.catalogue, intake.plan, reasons=reasons)),
    }
    for reader, listing in listings(tracked, intake.catalogue, intake.plan, reasons).items():
        own = _package(listing, latest.get(reader), answers, intake, reasons)
        files |= {f"findings/{folder_name(reader)}/{name}": data for name, data in own.items()}
    return files


def _package(
    listing: Listing, submission: Submission | None, answers: Answers, intake: Intake, reasons: Reasons
) -> dict[str, bytes]:
    """Return what one reader gets. A workbook goes only to a submitter who has something to do."""
    from reportgen.deliver.mail import mail_text
    from reportgen.deliver.pages import findings_page
    from reportgen.deliver.returns import return_name, write_return

    plan, layout = intake.plan, intake.layout
    files = {
        "指摘一覧.html": findings_page(listing, plan),
        "findings.json": findings_json([line.tracked for line in listing.every], intake.catalogue, reasons),
    }
    if listing.is_ours:
        return files
    attached = ""
    acts = any(line.tracked.is_open and line.level is not Level.NOTE for line in listing.lines)
    if acts and listing.reader in plan.submitters():
        attached = return_name(listing, plan, layout, submission)
        files[attached] = write_return(listing, plan, layout, submission, answers.reply)
    return {**files, "メール.txt": mail_text(listing, plan, attached)}
