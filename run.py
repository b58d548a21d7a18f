"""Run the demonstration or the tests from a fresh clone: `python3 run.py demo`, `… test`.

Needs Python 3.11 or newer and nothing else: the environment is made in `.venv/` from the pinned,
hashed lists in `requirements*.txt`, and made again only when a list changes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(PROGRAMS / "python")
PARLEY = PROGRAMS / "parley"
OUT = Path("out")
STORE = OUT / "store"
EXPORTS = {
    "graphml": "parley.graphml",
    "gexf": "parley.gexf",
    "csv": "tables",
    "nquads": "parley.nq",
}

CHECKS = (
    ("ruff", "format", "--check"),
    ("ruff", "check"),
    ("mypy",),
    ("lint-imports",),
    ("pytest", "-n", "2"),
)


def main(arguments: list[str]) -> int:
    """Do what the first word says; the exit code is 0, or that of the step which failed."""
    task = TASKS.get(arguments[0]) if len(arguments) == 1 else None
    if task is None:
        say(f"usage: python3 run.py {'|'.join(TASKS)}")
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036  # the reader's Python, not the project's
        say("Parley needs Python 3.11 or newer.", "Run me with it: python3.12 run.py demo")
        return 2
    os.chdir(ROOT)
    try:
        task()
    except subprocess.CalledProcessError as error:
        say(f"failed: {' '.join(error.cmd)}")
        return error.returncode
    return 0


def demo() -> None:
    """Read the sample articles, print who met whom, write the graph in four formats."""
    prepare("requirements.txt")
    parley("build", "samples/articles")
    parley("query", "samples/who-met-whom.rq")
    for kind, target in EXPORTS.items():
        parley("export", kind, str(OUT / target))
    say(
        "",
        "Written to out/: store/ (the graph), parley.graphml and parley.gexf (for Gephi),",
        "tables/ (for a spreadsheet), parley.nq (every quad). Serve it over HTTP:",
        f"    {PARLEY.relative_to(ROOT)} serve --store {STORE}",
    )


def test() -> None:
    """Check format, style, types and import direction and run every test, come what may."""
    prepare("requirements-dev.txt")
    failed = [check for check in CHECKS if run(str(PROGRAMS / check[0]), *check[1:], must=False)]
    if failed:
        say(*(f"failed: {' '.join(check)}" for check in failed))
        sys.exit(1)


def prepare(requirements: str) -> None:
    """Make `.venv` hold exactly what the list pins, and the project itself, editable."""
    stamp = ENVIRONMENT / f"{requirements}.sha256"
    digest = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return
    if not Path(PYTHON).exists():
        make_environment()
    say(f"installing {requirements} into {ENVIRONMENT.name}/ (once, about a minute) …")
    pip("--require-hashes", "--requirement", requirements)
    # The build tool is pinned in the same list, so nothing is fetched beside it.
    pip("--no-deps", "--no-build-isolation", "--editable", ".")
    stamp.write_text(digest, encoding="ascii")


def make_environment() -> None:
    """Make `.venv`, or say what Debian's Python lacks for it."""
    try:
        venv.create(ENVIRONMENT, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError:
        say("Python's venv has no pip.", "On Debian and Ubuntu: apt-get install python3-venv")
        raise


def pip(*arguments: str) -> None:
    """Install quietly."""
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def parley(command: str, *arguments: str) -> None:
    """Run one command of Parley on the demonstration's store, showing it first."""
    line = (command, *arguments, "--store", str(STORE))
    say("", f"$ parley {' '.join(line)}")
    run(str(PARLEY), *line)


def run(*command: str, must: bool = True) -> int:
    """Run a program in the project's folder; its failure is ours, unless it need not succeed."""
    return subprocess.run(command, check=must).returncode


def say(*lines: str) -> None:
    """Tell the user something, in order with what the programs print."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


TASKS: dict[str, Callable[[], None]] = {"demo": demo, "test": test}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
