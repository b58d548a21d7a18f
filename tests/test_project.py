"""What the project promises of itself: its imports, pins, licences, links and commands."""

import ast
import json
import os
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from rdflib import Graph

ROOT = Path(__file__).parents[1]
PACKAGES = ("api", "extract", "graph", "ontology")
MAY_IMPORT = {
    "ontology": {"ontology"},
    "extract": {"extract", "ontology"},
    "graph": {"graph", "ontology"},
    "api": {"api", "extract", "graph", "ontology"},
}
PARLEY = (sys.executable, "-c", "from api.cli import main; main()")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if (path := ROOT / name).is_file()]


def texts() -> dict[Path, str]:
    found = {}
    for path in tracked_files():
        try:
            found[path.relative_to(ROOT)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Top-level names a module imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names |= {alias.name for alias in node.names}
            case ast.ImportFrom(module=str(module), level=0):
                names.add(module)
            case ast.ImportFrom(level=level) if level:
                names.add("a relative import")
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_one_way(package: str) -> None:
    allowed = MAY_IMPORT[package]
    wrong = {
        (str(path.relative_to(ROOT)), name)
        for path in (ROOT / package).rglob("*.py")
        for name in imported(path) & {*PACKAGES, "a relative import"} - allowed
    }
    assert not wrong


@pytest.mark.parametrize("package", ["graph", "ontology"])
def test_storing_needs_neither_a_language_model_nor_a_web_server(package: str) -> None:
    used = {name for path in (ROOT / package).rglob("*.py") for name in imported(path)}
    assert not used & {"spacy", "fastapi", "typer", "uvicorn"}


@pytest.mark.parametrize("module", ["api.app", "api.cli", "graph.store"])
def test_serving_and_querying_load_no_language_model(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('spacy', 'thinc') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_package_says_what_it_is_and_imports_nothing() -> None:
    for package in PACKAGES:
        tree = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
        assert ast.get_docstring(tree)
        assert len(tree.body) == 1


def test_no_file_names_a_package_registry() -> None:
    # Put together here, so that this file does not name them either.
    hosts = [
        "py" + "pi.org",
        "pythonhosted" + ".org",
        "npm" + "js.",
        "debian" + ".org",
        "crates" + ".io",
    ]
    index = re.compile(r"--(extra-)?index-url\s+\S|--find-links\s+\S")
    named = [
        (str(path), host)
        for path, text in texts().items()
        for host in hosts
        if host in text.lower()
    ]
    assert not named
    assert not [str(path) for path, text in texts().items() if index.search(text)]


def pins(name: str) -> dict[str, list[tuple[str, bool]]]:
    """Versions a list pins for each package, and whether they hold for this interpreter."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, bool]]] = {}
    for line in re.findall(r"^(\S+==[^\\\n]+?) \\$", text, re.MULTILINE):
        pin = Requirement(line)
        here = pin.marker is None or pin.marker.evaluate(dict(default_environment()))
        version = next(iter(pin.specifier)).version
        found.setdefault(plain(pin.name), []).append((version, here))
    return found


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


RUNTIME = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]


@pytest.mark.parametrize(
    ("pinned_in", "wanted"),
    [
        ("requirements.txt", RUNTIME),
        ("requirements-dev.txt", RUNTIME + PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_what_the_project_needs_is_pinned(pinned_in: str, wanted: list[str]) -> None:
    pinned = pins(pinned_in)
    for requirement in map(Requirement, wanted):
        versions = [version for version, here in pinned.get(plain(requirement.name), []) if here]
        assert len(versions) == 1, f"{requirement.name} is not pinned: run `make lock`"
        assert requirement.specifier.contains(versions[0], prereleases=True)


def test_both_lists_pin_the_same_versions() -> None:
    every = pins("requirements-dev.txt")
    assert {name: every.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    assert not [block for block in blocks if "==" in block and "--hash=sha256:" not in block]


DATA = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.jsonl"))


@pytest.mark.parametrize("path", DATA, ids=lambda path: str(path.relative_to(ROOT)))
def test_data_states_its_licence_beside_it(path: Path) -> None:
    page = next(up / "README.md" for up in path.parents if (up / "README.md").is_file())
    assert page.parent != ROOT
    row = rf"^.*`{re.escape(str(path.relative_to(page.parent)))}`.*(CC0|ODbL|CC BY|Apache-2\.0).*$"
    assert re.search(row, page.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_samples_state_their_licence() -> None:
    assert "CC0 1.0" in (ROOT / "samples/README.md").read_text(encoding="utf-8")


def test_the_licence_is_the_whole_apache_licence() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "9. Accepting Warranty or Additional Liability" in licence
    assert PROJECT["project"]["license"] == "Apache-2.0"


def test_version_is_the_same_everywhere() -> None:
    version = PROJECT["project"]["version"]
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "samples/*.md", "ontology/**/*.md", "notebooks/*.md")
    for path in ROOT.glob(pattern)
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    local = [t.partition("#")[0] for t in targets if not re.match(r"[a-z]+:|#", t)]
    assert not [target for target in local if not (page.parent / target).exists()]


def commands(page: Path) -> list[str]:
    """Names of Parley's commands in the code of a page."""
    text = page.read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`|^ {4}.*$", text, re.MULTILINE | re.DOTALL))
    return re.findall(r"\bparley ([a-z]+)\b", code)


def test_commands_named_in_the_docs_exist() -> None:
    named = {(command, page.name) for page in PAGES for command in commands(page)}
    assert {"build", "query", "path", "export", "serve"} <= {command for command, _ in named}
    for command in sorted({command for command, _ in named}):
        done = subprocess.run(
            [*PARLEY, command, "--help"],
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (command, done.stderr)


def test_the_readme_names_the_two_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tasks = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    assert {node.name for node in tasks.body if isinstance(node, ast.FunctionDef)} >= {
        "demo",
        "test",
    }
    for command in ("python3 run.py demo", "python3 run.py test"):
        assert command in readme
    assert "python3 run.py test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_an_unknown_task_is_told_the_known_ones() -> None:
    done = subprocess.run(
        [sys.executable, "run.py", "tset"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "demo|test" in done.stdout


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_committed_without_outputs(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert not [cell for cell in code if cell["outputs"] or cell["execution_count"]]


def test_the_page_of_the_vocabulary_is_up_to_date() -> None:
    before = (ROOT / "docs/vocabulary.md").read_text(encoding="utf-8")
    made = runpy.run_path(str(ROOT / "docs/refresh.py"))
    graph = Graph().parse(ROOT / "ontology/parley.ttl")
    assert before == made["vocabulary"](graph), "run `python docs/refresh.py`"
