"""Asks axe-core, in a headless Chromium, which success criteria of WCAG an HTML page breaks.

Comes in: the bytes of a page. Goes out: its violations of levels A and AA, and how many rules it passed. Needs a
Chromium, and axe-core's one file, which ``AXE_CORE`` names (``axe.min.js``, as several packages carry it); it is no
part of this project and no report needs it.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_RUN = """
axe.run(document, {runOnly: {type: "tag", values: %s}, resultTypes: ["violations"]}).then(
  found => ({violations: found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 200) + " — " +
    node.failureSummary.replace(/\\s+/g, " "))]), passes: found.passes.length, page: found.testEngine.version}),
  fault => ({fault: String(fault)})
).then(told => { const out = document.createElement("pre"); out.id = "axe-told";
  out.textContent = JSON.stringify(told); document.body.append(out); });
"""
_TOLD = re.compile(r'<pre id="axe-told">(.*?)</pre>', re.DOTALL)
_SECONDS = 120


class Unavailable(Exception):
    """Chromium or axe-core is not there; says which."""


@dataclass(frozen=True)
class Verdict:
    """The violations as (rule, element and what is the matter), and the number of rules that were kept."""

    violations: tuple[tuple[str, str], ...]
    passes: int


def axe(page: bytes, folder: Path) -> Verdict:
    """Return what axe-core says of a page; ``folder`` is empty and holds what the browser writes.

    Raises:
        Unavailable: there is no browser or no axe-core. RuntimeError: the browser gave no answer.
    """
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    core = os.environ.get("AXE_CORE", "")
    if browser is None:
        raise Unavailable("no Chromium")
    if not Path(core).is_file():
        raise Unavailable("AXE_CORE does not name axe-core's file")
    script = Path(core).read_text(encoding="utf-8").replace("</script", "<\\/script")
    harness = folder / "harness.html"
    run = _RUN % json.dumps(TAGS)
    text = page.decode("utf-8")
    assert text.count("</body>") == 1
    harness.write_text(text.replace("</body>", f"<script>{script}</script><script>{run}</script></body>"), "utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}"]
    command += ["--window-size=1280,900", "--virtual-time-budget=60000", "--dump-dom", harness.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS, check=False)
    told = _TOLD.search(done.stdout)
    if told is None:
        raise RuntimeError(f"the browser gave no answer: {done.stderr[-500:]}")
    answer = json.loads(html.unescape(told[1]))
    if "fault" in answer:
        raise RuntimeError(answer["fault"])
    violations = tuple((rule, node) for rule, nodes in answer["violations"] for node in nodes)
    return Verdict(violations, answer["passes"])
