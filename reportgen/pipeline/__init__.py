"""The journey: the order of the stages, and the only place that writes outputs.

``build`` makes the report of one plan, ``make_forms`` its forms and letters (``rollover`` begins a new year),
``check`` looks at one file, ``checks`` at many. ``papers`` makes files of any document and proves them, ``beside`` lets
a copy of the process do a part of that. ``outputs`` moves finished folders into place; ``receipt`` says what a run was
made from.
"""
