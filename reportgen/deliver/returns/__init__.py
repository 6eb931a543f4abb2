"""The form that goes back to a submitter (確認結果): a clean form, its answers poured in, and what is to be mended.

Comes in: the list of one submitter, its latest submission, plan and layout. Goes out: one workbook that is the form of
the next round as well. What a department sent is never saved again: what its file held beside the answers is gone, and
is quoted in the list.

Reading order: ``write`` (the whole), ``pour`` (answers into the form), ``target`` (what a finding is about, in this
workbook), ``sheet`` (the list 『確認結果』), ``marks`` (the signs in the form).
"""

from reportgen.deliver.returns.write import return_name, write_return

__all__ = ["return_name", "write_return"]
