"""The nouns of the page: a format-neutral tree that every renderer draws and every proof compares with.

``tree`` holds the nodes, ``text`` what stands in them, ``grid`` the resolved geometry of a table, ``theme`` how roles
look, ``dump`` a readable text of the whole. ``flowchart`` and ``chart`` say where everything in a picture stands,
``draw`` turns either of them into a ``drawing``. They know nothing of municipalities, plans or file formats.
"""
