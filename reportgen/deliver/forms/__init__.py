"""The forms (調査票) that departments fill in.

Comes in: a plan, its layout, and for a returned form the answers given so far. Goes out: one workbook a submitter, in
bytes that depend on nothing else. A form says who it is in three places, so that ``collect`` knows it again whatever
its file is called; every column has a defined name, and every row an id.

Reading order: ``write`` (the whole), ``columns`` (what stands side by side), ``sheet`` (what is filled in), ``checks``
(choices, counters), ``guide`` (記入のしかた), ``messages`` (エラーメッセージ一覧), ``identity``; ``page``, ``cells``,
``look`` and ``package`` are the craft below.
"""

from reportgen.deliver.forms.write import Answers, FormBook, form_book, form_bytes, forms, write_form

__all__ = ["Answers", "FormBook", "form_book", "form_bytes", "forms", "write_form"]
