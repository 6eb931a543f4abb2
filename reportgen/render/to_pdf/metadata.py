"""What the file says of itself: Info, XMP, language, conformance, colour.

Comes in: the ``Metadata`` of the document. Goes out: entries of the catalogue. Info and XMP are made
from one source, so they agree. The file claims PDF/UA-1 and PDF/A-2a; the extension schema is what lets the two
claims stand together. Source: ISO 14289-1, 5; ISO 19005-2, 6.2.3 and 6.6; ISO 32000-1, 14.3.3.
"""

import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Final

from reportgen.document.tree import Metadata
from reportgen.render.to_pdf.objects import PackedDocument, Stream, text_string
from reportgen.render.to_pdf.switches import pdfdoc

PRODUCER: Final = "reportgen, ReportLab"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXTENSION: Final = (
    "<rdf:Description rdf:about=''"
    " xmlns:pdfaExtension='http://www.aiim.org/pdfa/ns/extension/'"
    " xmlns:pdfaSchema='http://www.aiim.org/pdfa/ns/schema#'"
    " xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#'>"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType='Resource'>"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType='Resource'>"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


class Info(pdfdoc.PDFInfo):
    """The document information dictionary; entries without a value are left out."""

    def __init__(self, metadata: Metadata) -> None:
        super().__init__()
        issued = metadata.day
        moment = f"D:{issued:%Y%m%d}000000+09'00'"
        entries = {
            b"/Title": metadata.title,
            b"/Author": metadata.author,
            b"/Subject": metadata.subject,
            b"/Keywords": _keywords(metadata),
            b"/Creator": "reportgen",
            b"/Producer": PRODUCER,
            b"/CreationDate": moment,
            b"/ModDate": moment,
        }
        self._body = b"<<%b>>" % b"".join(key + text_string(value) for key, value in entries.items() if value)

    def digest(self, md5object: object) -> None:
        """Do nothing: the identity is made from the bytes of the whole file; reportlab's protocol."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the dictionary; reportlab's protocol."""
        return self._body


def _keywords(metadata: Metadata) -> str:
    return ", ".join(metadata.keywords)


def xmp(metadata: Metadata) -> bytes:
    """Return the XMP packet: the same facts as ``Info``, and both claims of conformance."""
    issued = f"{metadata.day:%Y-%m-%d}T00:00:00+09:00"
    parts = [
        "<dc:format>application/pdf</dc:format>",
        _alternatives("title", metadata.title),
        _alternatives("description", metadata.subject),
        f"<dc:creator><rdf:Seq><rdf:li>{_xml(metadata.author)}</rdf:li></rdf:Seq></dc:creator>"
        if metadata.author
        else "",
        f"<dc:language><rdf:Bag><rdf:li>{_xml(metadata.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Keywords>{_xml(_keywords(metadata))}</pdf:Keywords>" if metadata.keywords else "",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        "<xmp:CreatorTool>reportgen</xmp:CreatorTool>",
        f"<xmp:CreateDate>{issued}</xmp:CreateDate><xmp:ModifyDate>{issued}</xmp:ModifyDate>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
    ]
    packet = (
        "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>\n"
        f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='{_RDF}'>\n"
        "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        " xmlns:pdf='http://ns.adobe.com/pdf/1.3/' xmlns:xmp='http://ns.adobe.com/xap/1.0/'"
        " xmlns:pdfuaid='http://www.aiim.org/pdfua/ns/id/' xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'>\n"
        + "\n".join(filter(None, parts))
        + f"\n</rdf:Description>\n{_EXTENSION}\n</rdf:RDF></x:xmpmeta>\n<?xpacket end='r'?>"
    )
    return packet.encode("utf-8")


def _alternatives(name: str, text: str) -> str:
    return (
        f"<dc:{name}><rdf:Alt><rdf:li xml:lang='x-default'>{_xml(text)}</rdf:li></rdf:Alt></dc:{name}>" if text else ""
    )


def _xml(text: str) -> str:
    """Return text fit for XML 1.0; a character that XML cannot hold is shown as U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", text), quote=False)


def page_labels(counted: Sequence[bool]) -> bytes | None:
    """Return what viewers call the pages, told of each whether it is counted; None if they count anyway.

    Counted pages go on from 1 in figures, the others in small Roman numerals. Source: ISO 32000-1, 12.4.2.
    """
    if all(counted):
        return None
    ranges = []
    passed = {True: 0, False: 0}
    for index, one in enumerate(counted):
        if not index or counted[index - 1] != one:
            ranges.append(b"%d<</S/%b/St %d>>" % (index, b"D" if one else b"r", passed[one] + 1))
        passed[one] += 1
    return b"<</Nums[%b]>>" % b" ".join(ranges)


def write_catalogue(
    document: PackedDocument, metadata: Metadata, structure_root: int, labels: bytes | None = None
) -> None:
    """Fill the catalogue of a document that has its outline, and whose structure tree is ``structure_root``.

    ``labels`` are the page labels, where pages are not simply counted.
    """
    profile = files("reportgen").joinpath("assets/srgb/sRGB.icc").read_bytes()
    colours = document.reference(Stream(profile, b"/N 3"))
    catalogue = document.Catalog
    # The list of entries that reportlab writes is widened on this one object.
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]
    intents = (
        b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        b"/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]" % colours
    )
    entries = {
        "Lang": text_string(metadata.language),
        "MarkInfo": b"<</Marked true>>",
        "Metadata": Stream(xmp(metadata), b"/Type/Metadata/Subtype/XML", compress=False),
        "Outlines": document.Outlines,
        "OutputIntents": intents,
        "StructTreeRoot": b"%d 0 R" % structure_root,
        "ViewerPreferences": b"<</DisplayDocTitle true>>",
    }
    if labels is not None:
        entries["PageLabels"] = labels
    for name, value in entries.items():
        setattr(catalogue, name, value)
    document.info = Info(metadata)
