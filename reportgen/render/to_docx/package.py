"""The package: parts, relationships and properties, put together with python-docx and packed into the same bytes.

Comes in: a ``Document``. Goes out: the bytes of one .docx. python-docx keeps parts, relationships and core properties;
its default template is not used, for it brings a picture, English defaults and an old compatibility mode along.
"""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from reportgen.document.theme import Theme
from reportgen.document.tree import Document, Metadata
from reportgen.errors import RenderError
from reportgen.opc import repack, unpack
from reportgen.render.to_docx.body import BodyWriter, links_of
from reportgen.render.to_docx.color_theme import theme_xml
from reportgen.render.to_docx.furniture import footer_xml, header_xml, section_xml
from reportgen.render.to_docx.looks import fonts
from reportgen.render.to_docx.markup import DECLARATION, NAMESPACES, UnwritableText, escaped
from reportgen.render.to_docx.numbering import numbering_xml
from reportgen.render.to_docx.settings import application_xml, font_table_xml, settings_xml
from reportgen.render.to_docx.styles import StyleSheet
from reportgen.render.to_docx.table import unwritable

_LONGEST_PROPERTY: Final = 255


def write_package(document: Document) -> bytes:
    """Return a document as the bytes of a .docx file.

    Raises:
        RenderError: I21, I22, I23; see ``render_docx``.
    """
    theme, language = document.theme, document.metadata.language
    styles, links = StyleSheet(theme, language), links_of(document)
    body = BodyWriter(theme, styles, links).write(document.blocks)
    package = Package()
    main = Part(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, b"", package)
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    for name, address in links.targets.items():
        main.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
    _add_looks(main, theme, language, styles)
    header = _add(main, "header1", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, header_xml(document.page_header))
    footer = _add(main, "footer1", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, footer_xml(theme.page.number))
    _add_properties(package, document.metadata)
    section = section_xml(theme, header, footer)
    text = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    skeleton = BytesIO()
    package.save(skeleton)  # with an empty body: python-docx would compress it with the time of day, for nothing
    return repack(unpack(skeleton.getvalue()) | {main.partname.membername: text.encode()})


def _add_looks(main: Part, theme: Theme, language: str, styles: StyleSheet) -> None:
    """Add the parts that say how the file looks: a reference document of one's own would bring these along."""
    numbering = numbering_xml(styles.bullets, fonts(theme))
    _add(main, "styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles.xml())
    _add(main, "settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings_xml(language))
    _add(main, "numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering)
    _add(main, "fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table_xml(theme))
    _add(main, "theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme_xml(theme))


def _add(main: Part, name: str, content_type: str, relationship: str, xml: str | None) -> str | None:
    """Add a part beside the main document and return the id of the relationship to it; no XML, no part."""
    if xml is None:
        return None
    part = Part(PackURI(f"/word/{name}.xml"), content_type, xml.encode(), main.package)
    return main.relate_to(part, relationship)


def _add_properties(package: Package, metadata: Metadata) -> None:
    """Write the core properties, all of them, and app.xml. The times are the start of the day of issue, in UTC."""
    issued = datetime.combine(metadata.day, time(tzinfo=UTC))
    properties = package.core_properties
    properties.title = _property("title", metadata.title)
    properties.subject = _property("subject", metadata.subject)
    properties.author = properties.last_modified_by = _property("author", metadata.author)
    properties.keywords = _property("keywords", "; ".join(metadata.keywords))
    properties.language = _property("language", metadata.language)
    properties.revision = 1
    properties.created = properties.modified = issued
    name, content_type = PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES
    application = Part(name, content_type, application_xml(metadata.author).encode(), package)
    package.relate_to(application, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _property(name: str, value: str) -> str:
    """Return a property as it is.

    Raises:
        RenderError: I21, a character that XML cannot hold; I22, more than the 255 characters that python-docx writes.
    """
    try:
        escaped(value)
    except UnwritableText as error:
        raise unwritable(error, f"metadata.{name}") from None
    if len(value) > _LONGEST_PROPERTY:
        raise RenderError("I22", "Word", name=name, length=len(value), limit=_LONGEST_PROPERTY)
    return value
