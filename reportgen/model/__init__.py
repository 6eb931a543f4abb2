"""The nouns of the content, by state.

``plan`` is what the secretariat decided, ``submitted`` what a department sent, ``checked`` what became of it, and
``report`` the canonical model that documents are made from. ``value`` is the smallest piece: one text with its origin.
"""
