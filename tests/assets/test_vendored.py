"""The files that others made: complete, unaltered, and with the licence they came under."""

from __future__ import annotations

import hashlib
import struct
from importlib.resources import files
from pathlib import Path

import pytest

from reportgen.render.to_pdf.truetype import TrueTypeFont

ASSETS = Path(str(files("reportgen"))) / "assets"
SUMS = {
    "bizud-gothic/BIZUDGothic-Regular.ttf": "1e190f86ee44b54e999a02c3cd34c4fd4805aa1e9b08849332c3b573c8c869fc",
    "bizud-gothic/BIZUDGothic-Bold.ttf": "d4ac5302ab946ef8b81c6a11afc6ed553b4b4d4964ead16460fb53168e4724ae",
    "srgb/sRGB.icc": "2a92d4bae450b76d8b0aa42193df974d75f62738ecebf74f01c5e75b12a95796",
}


@pytest.mark.parametrize("name", SUMS)
def test_a_vendored_file_is_what_its_makers_published(name: str) -> None:
    assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == SUMS[name]


def test_nothing_is_vendored_without_a_licence() -> None:
    folders = [path for path in ASSETS.iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert {path.name for path in folders} == {"bizud-gothic", "srgb"}
    assert all((path / "OFL.txt").exists() or (path / "LICENSE.txt").exists() for path in folders)
    assert {str(path.relative_to(ASSETS)) for path in ASSETS.glob("*/*") if path.suffix != ".txt"} == SUMS.keys()


@pytest.mark.parametrize("name", ["Regular", "Bold"])
def test_the_licence_of_the_fonts_carries_the_copyright_that_the_fonts_state(name: str) -> None:
    licence = (ASSETS / "bizud-gothic/OFL.txt").read_text(encoding="utf-8")
    names = TrueTypeFont(ASSETS / f"bizud-gothic/BIZUDGothic-{name}.ttf").table("name")
    stated = "Copyright 2022 The BIZ UDGothic Project Authors (https://github.com/googlefonts/morisawa-biz-ud-gothic)"
    assert stated.encode("utf-16-be") in names
    assert licence.startswith(stated + "\n")
    assert "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007" in licence
    assert licence.rstrip().endswith("OTHER DEALINGS IN THE FONT SOFTWARE.")


@pytest.mark.parametrize("name", ["Regular", "Bold"])
def test_the_fonts_may_be_embedded(name: str) -> None:
    """Source: OpenType ``OS/2`` fsType; 0 is installable embedding."""
    os2 = TrueTypeFont(ASSETS / f"bizud-gothic/BIZUDGothic-{name}.ttf").table("OS/2")
    assert struct.unpack_from(">H", os2, 8)[0] == 0


def test_the_profile_is_a_small_display_profile_of_version_2() -> None:
    """ISO 19005-2, 6.2.3 takes versions up to 4; every reader knows version 2."""
    profile = (ASSETS / "srgb/sRGB.icc").read_bytes()
    assert len(profile) == struct.unpack_from(">L", profile)[0] < 8000
    assert profile[8] == 2
    assert profile[12:24] == b"mntrRGB XYZ "
