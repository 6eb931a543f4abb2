import re
from importlib.resources import files

import pytest
from sample_documents import document, paragraph

from reportgen.document.theme import DARKEST_FILL, Face, Page, RoleStyle, TableStyle, Theme
from reportgen.render.to_html import render_html
from reportgen.render.to_html.look import theme_css
from reportgen.units import Mm


def properties(theme):
    return dict(re.findall(r"--([a-z0-9-]+): ([^;]*);", theme_css(theme)))


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("grey", [step / 50 for step in range(51)])
def test_header_text_can_be_read_on_every_fill(grey):
    found = properties(Theme(table=TableStyle(header_fill=grey)))
    assert contrast(found["header-fill"], found["header-ink"]) >= 4.5


def test_every_colour_of_the_style_sheet_can_be_read_on_white():
    sheet = files("reportgen.render.to_html").joinpath("style.css").read_text(encoding="utf-8")
    inks = set(re.findall(r"(?<!-)color: (#[0-9a-f]+)", sheet))
    assert inks
    assert all(contrast(ink, "#fff") >= 4.5 for ink in inks)


def test_the_sheet_of_paper_is_that_of_the_theme():
    page = Page(width_mm=Mm(210.0), height_mm=Mm(297.0), top_mm=Mm(20.0), number="1/9")
    css = theme_css(Theme(page=page))
    assert "size: 210mm 297mm;" in css
    assert "margin: 20mm 15mm 16mm 15mm;" in css
    assert 'content: counter(page) "/" counter(pages);' in css


def test_no_page_number_is_an_empty_line():
    assert 'content: "";' in theme_css(Theme(page=Page(number="none")))


def test_headings_keep_their_proportions_and_never_fall_below_the_text():
    found = properties(Theme())
    assert [found[f"h{level}-rem"] for level in (1, 2, 6)] == ["1.6rem", "1.3rem", "1rem"]
    assert found["h1-pt"] == "16pt"


def test_a_role_changes_what_it_names_and_nothing_else():
    css = theme_css(
        Theme(
            roles={
                "rating": RoleStyle(align="center", vertical="middle"),
                "total": RoleStyle(strong=True),
                "plain": RoleStyle(),
            }
        )
    )
    assert '[data-role="rating"] { text-align: center; vertical-align: middle; }' in css
    assert '[data-role="total"] { font-weight: bold; }' in css
    assert "plain" not in css


def test_names_of_a_layout_cannot_leave_their_rule():
    theme = Theme(
        roles={'a"]{}</style><script>': RoleStyle(align="left")},
        face=Face(css_family="x;} body { display: none } </style>"),
    )
    css = theme_css(theme)
    assert "<" not in css
    assert r"[data-role=" in css
    assert r"\3c " in css
    assert "--face: x body  display: none  /style;" in css


def test_white_space_is_kept_wherever_text_stands():
    page = render_html(document(paragraph("前  後"))).decode("utf-8")
    rule = re.search(r"([^{}/]*)\{ white-space: pre-wrap; \}", page)
    assert {name.strip() for name in rule[1].split(",")} >= {"p", "li", "caption", "th", "td", "h1", "h6"}


def test_the_fill_of_a_role_has_black_text_and_stays_on_paper():
    css = theme_css(Theme(roles={"now": RoleStyle(fill=0.8)}))
    assert '[data-role="now"] { background: #cccccc; color: #000; }' in css
    sheet = files("reportgen.render.to_html").joinpath("style.css").read_text(encoding="utf-8")
    assert "th, td { print-color-adjust: exact;" in sheet


@pytest.mark.parametrize("fill", [0.59, 1.01, -0.1])
def test_a_fill_on_which_text_is_hard_to_read_is_refused(fill):
    with pytest.raises(ValueError, match="fill"):
        RoleStyle(fill=fill)
    assert contrast("#" + f"{round(DARKEST_FILL * 255):02x}" * 3, "#000") >= 7.0


def test_on_paper_a_note_outside_of_tables_has_the_type_of_the_theme():
    found = properties(Theme())
    assert (found["note-pt"], found["note-leading"]) == ("8.5pt", "13pt")
    assert ':is(main, section) > [data-role="note"] { font-size: var(--note-pt); line-height' in theme_page()


def theme_page():
    return files("reportgen.render.to_html").joinpath("style.css").read_text(encoding="utf-8")
