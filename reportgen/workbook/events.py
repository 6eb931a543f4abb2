"""XML as a stream of events, with every declaration refused that could expand or load something.

Comes in: a part's bytes as a stream. Goes out: calls on a target. Only what the target keeps is in memory, so the size
of a part costs time and nothing else. Namespaces are left to nobody: Strict Open XML differs by them alone.
"""

from functools import lru_cache
from typing import IO, Final, Protocol

from defusedxml.ElementTree import DefusedXMLParser

_CHUNK: Final = 1 << 16


class Target(Protocol):
    """What receives the events; the methods are those of ``xml.etree.ElementTree.XMLParser``'s target."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Begin an element."""

    def end(self, tag: str, /) -> None:
        """End an element."""

    def data(self, text: str, /) -> None:
        """Take a piece of text; one text may come in several pieces."""

    def close(self) -> None:
        """End the document."""


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def send_events(stream: IO[bytes], target: Target) -> None:
    """Parse a part.

    Raises:
        DefusedXmlException: it declares a document type or entities.
        ParseError, ValueError: it is no XML.
    """
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    while chunk := stream.read(_CHUNK):
        parser.feed(chunk)
    parser.close()
