"""Who a form is: said three times, so that it is known again after any save.

Comes in: plan, layout version, submitter, round. Goes out: a very hidden sheet ``_meta``, a defined name that points at
it, and a custom document property with the same in one line of JSON. Other programs make the sheet merely hidden; its
name stays.
"""

import json
from typing import Final

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

from reportgen.deliver.forms.cells import put_text
from reportgen.deliver.forms.words import word
from reportgen.model.submitted import FormIdentity

META_SHEET: Final = "_meta"
IDENTITY_NAME: Final = "_reportgen_form"
IDENTITY_PROPERTY: Final = "reportgen_form"


def write_identity(book: Workbook, identity: FormIdentity) -> None:
    """Write the identity into a workbook. All values are texts: a version such as ``12e4`` must not become a number."""
    facts = {
        "plan_id": identity.plan_id,
        "year": str(identity.year),
        "version": identity.version,
        "submitter": identity.submitter,
        "round": str(identity.round),
    }
    sheet = book.create_sheet(META_SHEET)
    sheet.sheet_state = "veryHidden"
    for row, (key, value) in enumerate(facts.items(), start=1):
        put_text(sheet, row, 1, word("identity", key))
        put_text(sheet, row, 2, value)
    book.defined_names[IDENTITY_NAME] = DefinedName(IDENTITY_NAME, attr_text=f"{META_SHEET}!$A$1:$B${len(facts)}")
    line = json.dumps({**facts, "year": identity.year, "round": identity.round}, ensure_ascii=False)
    properties = book.custom_doc_props  # type: ignore[attr-defined]  # missing in the stubs
    properties.append(StringProperty(name=IDENTITY_PROPERTY, value=line))
