"""The journey: the order of the stages, and the only place that writes outputs.

``build`` makes the report of one plan, ``make_forms`` its empty forms, ``check`` looks at one file. ``outputs`` moves
finished folders into place; ``receipt`` says what a run was made from.
"""
