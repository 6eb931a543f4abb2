"""Proof that the written files say what the document says, read with other eyes than those that wrote them.

Comes in: the ``Document`` and the bytes of the files made from it. Goes out: a ``Proof``. The readers know the
standards of their formats and nothing of the renderers; they are strict, for they read only what we wrote.
"""

from reportgen.proof.prove import Proof, joined, prove

__all__ = ["Proof", "joined", "prove"]
