"""Workbook files as plain values: what every sheet holds, as a person sees it and as it is stored.

Comes in: the bytes of an .xlsx or .xlsm file. Goes out: a frozen ``Workbook``, or ``UnreadableWorkbook`` with a reason.
``collect`` turns that reason into a finding, ``plan.master`` into an error; nobody shows the exception's text.

The parts of the package are read here in one streaming pass, with defusedxml, instead of through a library that also
writes: such a library keeps what it can write back, and drops exactly what has to be noticed in a submission. Here a
value under a merge, a formula beside its stored result, and the era dates of Japanese Excel are all seen at once.

=========  ==================================================================================
view       the values: workbook, sheets, ranges, defined names
package    the zip: its parts, their relations, names and properties; the limits
sheet      one sheet's XML → cells
shared     what the cells of all sheets refer to: strings and number formats
shown      a number and its format → the text on the screen
runs       words that are struck out, bold, coloured or unseen
second     another reader's opinion of the same cells
events     XML as a stream
=========  ==================================================================================
"""

from reportgen.workbook.package import UnreadableWorkbook, open_workbook
from reportgen.workbook.view import Area, DefinedName, Range, Sheet, Workbook, cell_name

__all__ = ["Area", "DefinedName", "Range", "Sheet", "UnreadableWorkbook", "Workbook", "cell_name", "open_workbook"]
