"""The same bytes on every machine, and nobody else's code is run: reportlab's settings are ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pdf_specimen import Specimen

TESTS = Path(__file__).parents[2]
ROOT = TESTS.parent
SETTINGS = "useA85 = 1\npageCompression = 0\ninvariant = 0\npdfComments = 1\npdfMultiLine = 1\nwrapA85 = 1\n"
MODS = "import pathlib\npathlib.Path(__file__).with_name('ran').touch()\n"


def written(tmp_path: Path, code: str = "", **environment: str) -> bytes:
    """The specimen, made by a process of its own."""
    target = tmp_path / "specimen.pdf"
    program = f"{code}\nimport runpy, sys\nsys.argv[1:] = [{str(target)!r}]\n"
    program += f"runpy.run_path({str(TESTS / 'pdf_specimen.py')!r}, run_name='__main__')"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RL_")}
    kept["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(TESTS)])
    subprocess.run([sys.executable, "-W", "error", "-c", program], env=kept | environment, check=True, cwd=tmp_path)
    return target.read_bytes()


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LANG": "C"}, id="one machine"),
        pytest.param({"PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}, id="another machine"),
        pytest.param({"SOURCE_DATE_EPOCH": "1600000000"}, id="a build machine"),
        pytest.param({"RL_useA85": "1", "RL_invariant": "0", "RL_pdfComments": "yes"}, id="variables"),
    ],
)
def test_the_machine_leaves_no_trace(tmp_path: Path, environment: dict[str, str]) -> None:
    assert written(tmp_path, **environment) == Specimen().finished()


def test_settings_in_the_home_folder_change_nothing_and_code_there_is_not_run(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".reportlab_settings").write_text(SETTINGS, encoding="utf-8")
    (home / ".reportlab_mods").write_text(MODS, encoding="utf-8")
    assert written(tmp_path, HOME=str(home), USERPROFILE=str(home)) == Specimen().finished()
    assert not (home / "ran").exists()


def test_settings_on_the_search_path_change_nothing_and_are_not_run(tmp_path: Path) -> None:
    for name in ("reportlab_settings.py", "reportlab_mods.py"):
        (tmp_path / name).write_text(SETTINGS + MODS, encoding="utf-8")
    code = f"import sys\nsys.path.insert(0, {str(tmp_path)!r})"
    assert written(tmp_path, code) == Specimen().finished()
    assert not (tmp_path / "ran").exists()


def test_a_process_that_has_set_reportlab_otherwise_gets_the_same_bytes(tmp_path: Path) -> None:
    code = "from reportlab import rl_config\nrl_config.useA85 = rl_config.pdfMultiLine = rl_config.pdfComments = 1"
    assert written(tmp_path, code) == Specimen().finished()


def test_variables_are_there_again_after_the_import(tmp_path: Path) -> None:
    code = "import os, reportgen.render.to_pdf.switches\nassert os.environ['RL_useA85'] == '1'"
    kept = os.environ | {"RL_useA85": "1", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], env=kept, check=True, cwd=tmp_path)


def test_fonts_are_measured_without_reportlab() -> None:
    """Coverage is checked before rendering; a run that makes no PDF does not pay for it."""
    code = "import sys, reportgen.render.to_pdf.font\nassert 'reportlab' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
