"""Trouble in the data, as values: one thing to fix, to explain or to know.

``finding`` is the value; ``catalogue`` gives it a level, its sentences and who acts. A new code is an entry in
``catalogue.toml`` and the few lines of the stage that raises it.
"""
