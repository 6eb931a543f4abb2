"""What Word asks of a file beside its text: settings, the list of faces, and the program that made it.

Comes in: theme, language, version. Goes out: settings.xml, fontTable.xml and app.xml.
"""

from reportgen.document.theme import Theme
from reportgen.japanese.classes import no_break_after, no_break_before
from reportgen.render.to_docx.markup import DECLARATION, NAMESPACES, quoted


def settings_xml(language: str, theme_settings: str = "") -> str:
    """Return settings.xml; ``theme_settings`` say how a theme that styles refer to is read.

    The two ``noLineBreaks`` sets replace Word's own, which know no small kana and no ー, so that Word and the PDF break
    lines by one rule (ECMA-376 part 1, 17.15.1.58 and .59). ``compatibilityMode`` 15 keeps 互換モード out of the title
    bar ([MS-DOCX] 2.3.2); the other settings of that list are what Word writes beside it.
    """
    tag = quoted(language)
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return "".join(
        (
            DECLARATION,
            f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>',
            '<w:characterSpacingControl w:val="compressPunctuation"/>',
            f'<w:noLineBreaksAfter w:lang="{tag}" w:val="{quoted(no_break_after())}"/>',
            f'<w:noLineBreaksBefore w:lang="{tag}" w:val="{quoted(no_break_before())}"/>',
            f"<w:compat>{compatible}</w:compat>{theme_settings}",
            '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>',
        )
    )


def font_table_xml(theme: Theme) -> str:
    """Return fontTable.xml: the face, and the one to take where it is missing. Faces are not embedded."""
    face, alternative = quoted(theme.face.word_name), quoted(theme.face.word_alternative)
    return (
        f'{DECLARATION}<w:fonts {NAMESPACES}><w:font w:name="{face}"><w:altName w:val="{alternative}"/>'
        '<w:charset w:val="80"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>'
    )


def application_xml(company: str) -> str:
    """Return app.xml: this product made the file, for the municipality ``company``."""
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>reportgen</Application><Company>{quoted(company)}</Company></Properties>"
    )
