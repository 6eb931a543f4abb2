"""Where a year's plans, layouts and outputs lie.

Comes in: the folder that holds ``inputs/``, ``templates/`` and ``outputs/``. Goes out: paths, and the bytes of what
departments sent, under names relative to the workspace. Nothing is written here, and file times are never read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import UsageError


@dataclass(frozen=True, slots=True)
class PlanFolder:
    """``inputs/<year>/<plan>/`` of one plan and cycle."""

    root: Path
    year: int
    id: str

    @property
    def path(self) -> Path:
        """The folder itself."""
        return self.root / "inputs" / str(self.year) / self.id

    @property
    def master(self) -> Path:
        """The plan master, which exists."""
        return self.path / "plan.xlsx"

    @property
    def outputs(self) -> Path:
        """Where the results of a run stand; may not exist yet."""
        return self.root / "outputs" / str(self.year) / self.id

    @property
    def archive(self) -> Path:
        """Where the sealed folder stands; may not exist."""
        return self.root / "archive" / str(self.year) / self.id

    def named(self, path: Path) -> str:
        """Return a path as messages and outputs name it: POSIX, relative to the workspace."""
        return path.relative_to(self.root).as_posix()

    def submissions(self) -> dict[str, bytes]:
        """Return every file below ``submissions/`` by name, in order of names; empty if nothing lies there.

        Raises:
            UsageError: U17 the folder does not exist, so that nobody can have sent anything; U04 a file that may not be
                read, which must not count as not submitted.
        """
        folder = self.path / "submissions"
        if not folder.is_dir():
            raise UsageError("U17", self.named(folder), year=self.year, plan=self.id)
        found: dict[str, bytes] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                try:
                    found[self.named(path)] = path.read_bytes()
                except OSError:
                    raise UsageError("U04", self.named(path)) from None
        return found


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``inputs/``, ``templates/`` and ``outputs/``."""

    root: Path

    def plans(self, year: int, only: str | None = None) -> tuple[PlanFolder, ...]:
        """Return the plans of a year in order of their ids, or the one that is asked for.

        Raises:
            UsageError: U01 no ``inputs`` folder, U02 no plan in that year, U03 no plan of that name, U18 a folder for
                it without a plan master.
        """
        inputs = self.root / "inputs"
        if not inputs.is_dir():
            raise UsageError("U01", path="inputs")
        found = tuple(PlanFolder(self.root, year, name) for name in _plan_names(inputs / str(year)))
        without = _without_plan(inputs / str(year))
        if only in without or (not found and without):
            folders = "、".join(f"inputs/{year}/{name}" for name in ([only] if only in without else without))
            raise UsageError("U18", year=year, folders=folders)
        if not found:
            years = "、".join(dict.fromkeys(str(folder.year) for folder in self.every_plan())) or "（なし）"
            raise UsageError("U02", year=year, path=f"inputs/{year}", years=years)
        if only is None:
            return found
        chosen = tuple(folder for folder in found if folder.id == only)
        if not chosen:
            raise UsageError("U03", year=year, plan=only, plans="、".join(folder.id for folder in found))
        return chosen

    def every_plan(self) -> Iterator[PlanFolder]:
        """Yield every plan of every year, in order of year and id."""
        for folder in sorted((self.root / "inputs").glob("[0-9][0-9][0-9][0-9]")):
            for name in _plan_names(folder):
                yield PlanFolder(self.root, int(folder.name), name)

    def layout(self, name: str) -> Path:
        """Return the folder of a layout, whether it exists or not."""
        return self.root / "templates" / name


def _without_plan(year_folder: Path) -> list[str]:
    """Return the names of folders that look like a plan's, without its master."""
    folders = sorted(path for path in year_folder.glob("*") if path.is_dir() and not path.name.startswith("."))
    return [path.name for path in folders if not (path / "plan.xlsx").exists()]


def _plan_names(year_folder: Path) -> list[str]:
    return sorted(path.parent.name for path in year_folder.glob("*/plan.xlsx"))
