"""The command line: what it prints where, and how it ends."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from world import IDS, MOSCOW, PUTIN, READINGS, SAYS, WITKOFF, reading

from api import cli
from api.exits import MEANING, Exit
from graph.store import Store
from ontology.facts import Event, fact_id

NEWS = (
    "PUBLISHED: 2025-12-03\n\n"
    "U.S. envoy Steve Witkoff met Russian President Vladimir Putin in Moscow on Tuesday.\n"
)
TWIN = Event("Meeting", ((WITKOFF,), (PUTIN,)), "2025-12-02", "Moscow")


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Parley = Callable[..., Ran]


@pytest.fixture
def parley(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Parley:
    """Run a command in this process."""
    for name in list(os.environ):
        if name.startswith("PARLEY_") and name != "PARLEY_SHARED":
            monkeypatch.delenv(name)

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world in a folder, not to be changed."""
    folder = tmp_path_factory.mktemp("cli") / "store"
    with Store.open(folder) as store:
        store.ingest(READINGS)
    return folder


@pytest.fixture
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real reader, loaded once."""
    monkeypatch.setattr("extract.reader.Reader.load", lambda *_, **__: _reader())


@cache
def _reader() -> object:
    from extract.reader import Reader

    return _load(Reader)


def _load(kind: type) -> object:
    return _ORIGINAL(kind)


def _original() -> Callable[[type], object]:
    from extract.reader import Reader

    return Reader.load.__func__  # type: ignore[attr-defined,no-any-return]


_ORIGINAL = _original()


def test_help_comes_in_a_fifth_of_a_second() -> None:
    command = [sys.executable, "-c", "from api.cli import main; main(['--help'])"]

    def seconds() -> float:
        before = os.times()
        subprocess.run(command, check=True, capture_output=True)
        after = os.times()
        return (
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system
        )

    assert min(seconds() for _ in range(5)) < 0.2


def test_help_loads_neither_engine_nor_model() -> None:
    code = "import sys; from api.cli import application; application(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"spacy", "rdflib", "pyoxigraph", "fastapi", "networkx", "pydantic", "rich"}


def test_asking_the_store_loads_no_language_model(built: Path) -> None:
    code = (
        "import sys\nfrom api.cli import main\n"
        f"try: main(['path', 'Qatar', 'M23', '--store', {str(built)!r}])\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Qatar → M23" in done.stdout
    assert "graph.paths" in done.stderr
    assert not {"spacy", "fastapi"} & set(done.stderr.split())


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_help_with_two_examples(parley: Parley, command: str) -> None:
    for flag in ("--help", "-h"):
        ran = parley(command, flag)
        assert ran.code == 0
        assert len(re.findall(rf"^  .*parley {command}\b", ran.out, re.MULTILINE)) >= 2


def test_the_help_names_every_exit_code(parley: Parley) -> None:
    out = " ".join(parley("--help").out.split())
    assert all(f"{code.value}: " in out for code in MEANING)
    assert set(MEANING) == set(Exit)


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_the_version_is_told(parley: Parley, flag: str) -> None:
    assert re.fullmatch(r"parley \d+\.\d+\.\d+\n", parley(flag).out)


def test_a_mistyped_command_is_told_the_nearest(parley: Parley) -> None:
    ran = parley("qurey")
    assert ran.code == Exit.USAGE
    assert "query" in ran.err


# ---------------------------------------------------------------- questions

ROWS = [
    ("table", "who\n───"),
    ("csv", "who\r\nhttps://w3id.org/parley/actor/person:jared-kushner\r\n"),
    ("tsv", "?who\n<https://w3id.org/parley/actor/person:jared-kushner>\n"),
    ("json", '{"head":{"vars":["who"]}'),
    ("xml", '<?xml version="1.0"?>'),
]
WHO = 'SELECT ?who { ?who par:met ?p . ?p rdfs:label "Vladimir Putin"@en } ORDER BY ?who'


@pytest.mark.parametrize(("form", "begin"), ROWS)
def test_rows_are_printed_in_every_form(parley: Parley, built: Path, form: str, begin: str) -> None:
    ran = parley("query", WHO, "--store", built, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(begin)
    assert ran.out.endswith("\n")


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "table", "json"])
def test_a_graph_is_printed_in_every_form(parley: Parley, built: Path, form: str) -> None:
    query = "CONSTRUCT { ?a par:met ?b } { ?a par:met ?b }"
    ran = parley("query", query, "--store", built, "-f", form)
    assert ran.code == 0
    assert "vladimir-putin" in ran.out


def test_a_yes_or_no_is_a_word(parley: Parley, built: Path) -> None:
    assert parley("query", "ASK { ?a par:met ?b }", "--store", built).out == "yes\n"
    assert parley("query", "ASK { ?a par:attacked ?b }", "--store", built).out == "no\n"


def test_a_query_comes_from_a_file_or_standard_input(
    parley: Parley, built: Path, tmp_path: Path
) -> None:
    file = tmp_path / "who.rq"
    file.write_text(WHO)
    direct = parley("query", WHO, "--store", built).out
    assert parley("query", file, "--store", built).out == direct
    assert parley("query", "-", "--store", built, stdin=WHO.encode()).out == direct
    assert "jared-kushner" in direct


def test_a_graph_is_not_rows(parley: Parley, built: Path) -> None:
    ran = parley("query", "DESCRIBE actor:x", "--store", built, "-f", "csv")
    assert ran.code == Exit.REFUSED
    assert "ttl" in ran.err


def test_a_query_is_ended_after_its_time(parley: Parley, built: Path) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    began = time.perf_counter()
    ran = parley("query", runaway, "--store", built, "--timeout", "1")
    assert ran.code == Exit.TIMEOUT
    assert "after 1 seconds" in ran.err
    assert time.perf_counter() - began < 3


def test_a_path_tells_facts_dates_and_quotes(parley: Parley, built: Path) -> None:
    ran = parley("path", "Marco Rubio", "Vladimir Putin", "--store", built)
    assert ran.out.startswith("Marco Rubio → Steve Witkoff → Vladimir Putin\n")
    assert IDS["CALL"] in ran.out
    assert "2025-12-01" in ran.out
    assert "«Rubio had spoken with Witkoff on Monday.» – First Post" in ran.out


def test_no_path_is_an_answer(parley: Parley, built: Path) -> None:
    ran = parley("path", "Qatar", "Vladimir Putin", "--store", built)
    assert (ran.code, ran.out) == (0, "no path between Qatar and Vladimir Putin within 6 hops\n")


def test_a_path_is_narrowed_by_options(parley: Parley, built: Path) -> None:
    ways = ["path", "Marco Rubio", "Vladimir Putin", "--store", built]
    for option in (["--exclude", "met"], ["--until", "2025-12-01"], ["--min-sources", "3"]):
        assert "no path" in parley(*ways, *option).out


def test_an_actor_is_shown_with_offices_and_events(parley: Parley, built: Path) -> None:
    out = parley("show", "rubio", "--store", built).out
    assert out.startswith("Marco Rubio (Person, person:marco-rubio)\n")
    assert "Secretary of State" in out
    assert IDS["CALL"] in out


def test_a_fact_is_shown_with_both_sides(parley: Parley, built: Path) -> None:
    out = parley("show", IDS["DISPUTED"], "--store", built).out
    assert "contested" in out.splitlines()[0]
    assert "asserts in Rumour Daily" in out
    assert "denies in First Post" in out
    assert parley("contested", "--store", built).out == out


def test_what_is_announced_is_listed(parley: Parley, built: Path) -> None:
    assert IDS["PLANNED"] in parley("contested", "--unconfirmed", "--store", built).out
    none = parley("contested", "--known-by", "2025-11-01", "--store", built)
    assert (none.code, none.out, none.err) == (0, "", "none\n")


def test_actors_are_found_by_part_of_a_name(parley: Parley, built: Path) -> None:
    ran = parley("search", "kush", "--store", built)
    assert ran.out.splitlines()[2].split()[0] == "person:jared-kushner"
    assert parley("search", "xyzzyx", "--store", built).out.splitlines()[2:] == []


MACHINE = [
    ("path", "Marco Rubio", "Vladimir Putin"),
    ("show", "Marco Rubio"),
    ("show", IDS["MOSCOW"]),
    ("search", "putin"),
    ("contested",),
]


@pytest.mark.parametrize("arguments", MACHINE, ids=lambda arguments: arguments[0])
def test_answers_for_machines_are_json(
    parley: Parley, built: Path, arguments: tuple[str, ...]
) -> None:
    ran = parley(*arguments, "--json", "--store", built)
    lines = ran.out.splitlines()
    assert lines
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert ran.err == ""


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv", "json", "nquads", "trig"])
def test_every_export_writes_a_file_and_says_so(
    parley: Parley, built: Path, tmp_path: Path, form: str
) -> None:
    target = tmp_path / "out"
    ran = parley("export", form, target, "--store", built)
    assert (ran.code, ran.out) == (0, "")
    written = [file for file in [target, *target.glob("*")] if file.is_file()]
    assert written
    assert all(str(file) in ran.err for file in written)


def test_an_export_goes_to_standard_output(
    built: Path,
) -> None:
    command = [sys.executable, "-c", "from api.cli import main; main()", "export", "graphml", "-"]
    done = subprocess.run([*command, "--store", built], capture_output=True, check=True)
    assert b"<graphml" in done.stdout
    assert done.stderr == b""


def test_articles_are_removed(parley: Parley, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.ingest(READINGS)
    ran = parley("remove", "moscow-talks", "doha-round", "--store", tmp_path / "store")
    assert (ran.code, ran.out) == (0, "")
    assert "removed 2 articles; 3 are left" in ran.err
    again = parley("remove", "moscow-talks", "--store", tmp_path / "store")
    assert again.code == Exit.UNKNOWN


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_a_store_built_from_its_export_is_the_same(
    parley: Parley, built: Path, tmp_path: Path, form: str
) -> None:
    files = [tmp_path / f"{name}.{'nq' if form == 'nquads' else 'trig'}" for name in "ab"]
    stores = [tmp_path / "first", tmp_path / "again"]
    parley("export", form, files[0], "--store", built)
    # By the command both have the registry behind them, which the small world has not.
    assert parley("build", files[0], "--store", stores[0]).code == 0
    parley("export", form, files[1], "--store", stores[0])
    assert parley("build", files[1], "--store", stores[1]).code == 0
    first, again = (parley("export", "nquads", "-", "--store", store).out for store in stores)
    assert first == again
    assert first
    (tmp_path / "broken.nq").write_text("<a> <b>")
    broken = parley("build", tmp_path / "broken.nq", "--store", tmp_path / "again")
    assert broken.code == Exit.UNREADABLE
    assert "broken.nq" in broken.err


# ---------------------------------------------------------------- judgements

TWINS = (
    reading("one", "2025-12-03", "A", [(MOSCOW, SAYS, "They met in Moscow on Tuesday.")]),
    reading("two", "2025-12-03", "B", [(TWIN, SAYS, "The envoy met Putin in Moscow.")]),
)


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "twins") as store:
        store.ingest(TWINS)
    return tmp_path / "twins"


def test_what_may_be_one_is_listed(parley: Parley, twins: Path) -> None:
    listed = parley("review", "--list", "--json", "--store", twins)
    pairs = [json.loads(line) for line in listed.out.splitlines()]
    assert {fact_id(MOSCOW), fact_id(TWIN)} in [{pair["left"], pair["right"]} for pair in pairs]
    assert fact_id(TWIN) in parley("review", "--list", "--store", twins).out


def test_a_judgement_at_the_terminal_merges_and_can_be_withdrawn(
    parley: Parley, twins: Path
) -> None:
    walked = parley("review", "--store", twins, "--who", "me", stdin=b"x\ns\nsame day\n")
    assert walked.code == 0
    assert "«The envoy met Putin in Moscow.»" in walked.out
    file = (twins / "judgements.tsv").read_text()
    assert "same\t" in file
    assert "\tme\t" in file
    assert "same day" in file
    old = parley("show", fact_id(TWIN), "--store", twins).out
    assert "2 reports" in old
    assert old == parley("show", fact_id(MOSCOW), "--store", twins).out
    assert parley("review", "--explode", fact_id(TWIN), "--store", twins).code == 0
    assert "1 report" in parley("show", fact_id(TWIN), "--store", twins).out


def test_contradictory_judgements_are_refused(parley: Parley, twins: Path) -> None:
    pair = (fact_id(MOSCOW), fact_id(TWIN))
    assert parley("review", "--different", *pair, "--store", twins).code == 0
    ids = ("person:vladimir-putin", "person:steve-witkoff")
    assert parley("review", "--same", "person:vladimir-putin", fact_id(TWIN), "--store", twins).code
    assert parley("review", "--same", ids[0], ids[0], "--store", twins).code == Exit.USAGE
    unknown = parley("review", "--same", "person:nobody", ids[0], "--store", twins)
    assert unknown.code == Exit.UNKNOWN


def test_merged_ids_answer_with_308_over_http(parley: Parley, twins: Path) -> None:
    from starlette.testclient import TestClient

    from api.app import create_app
    from api.settings import Settings

    pair = (fact_id(MOSCOW), fact_id(TWIN))
    assert parley("review", "--same", *pair, "--store", twins).code == 0
    with Store.open(twins, read_only=True) as store:
        kept = store.canonical(pair[0])
        (gone,) = set(pair) - {kept}
        with TestClient(create_app(store, Settings(store=twins, query_lanes=1))) as client:
            for path in (f"/facts/{gone}", f"/facts/{gone}/evidence?limit=1"):
                answer = client.get(path, follow_redirects=False)
                assert answer.status_code == 308
                assert answer.headers["location"] == path.replace(gone, kept)
            assert client.get(f"/facts/{gone}").json()["reports"] == 2


# ---------------------------------------------------------------- articles in


@pytest.mark.usefixtures("quick_reader")
def test_building_reads_what_it_can_and_counts_the_rest(parley: Parley, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(NEWS)
    (news / "b.txt").write_bytes(b"\x00\x01binary")
    (news / "c.txt").write_bytes("Räte".encode("latin-1"))
    (news / "d.txt").write_text("")
    (news / "e.jsonl").write_text('{"id": "x", "text": "Putin met Trump."}\n{"id": broken\n')
    ran = parley("build", news, tmp_path / "missing.txt", "--store", tmp_path / "store")
    assert ran.code == Exit.UNREADABLE
    assert ran.out == ""
    assert ran.err.count("left out: ") == 5
    for place in ("b.txt", "c.txt", "d.txt", "e.jsonl:2", "missing.txt"):
        (line,) = [line for line in ran.err.splitlines() if f"{place}: " in line]
        assert line.endswith(")"), "the cure stands at the end"
    assert "read 2 articles: 2 new" in ran.err
    again = parley("build", news, "--store", tmp_path / "store", "--exit-zero", "--json")
    assert again.code == 0
    report = json.loads(again.out)
    assert (report["unchanged"], report["added"], len(report["left_out"])) == (2, 0, 4)
    assert report["store"]["articles"] == 2


@pytest.mark.usefixtures("quick_reader")
def test_building_from_standard_input(parley: Parley, tmp_path: Path) -> None:
    ran = parley("build", "-", "--store", tmp_path / "store", stdin=NEWS.encode())
    assert ran.code == 0
    assert "read 1 articles: 1 new" in ran.err
    assert "─" not in ran.err, "no bar where nobody looks"
    assert parley("build", "-", "-q", "--store", tmp_path / "store", stdin=NEWS.encode()).err == ""


@pytest.mark.usefixtures("quick_reader")
def test_facts_are_printed_for_people_and_machines(parley: Parley, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(NEWS)
    told = json.loads(parley("extract", "--json", file).out)
    assert told["events"][0]["type"] == "Meeting"
    assert (told["id"], told["published"]) == ("a", "2025-12-03")
    plain = parley("extract", file).out
    assert "Meeting: Steve Witkoff – Vladimir Putin" in plain
    explained = parley("extract", "--explain", "-", stdin=NEWS.encode()).out
    assert "confidence" in explained
    assert "«U.S. envoy Steve Witkoff met" in explained


# ---------------------------------------------------------------- bad input

ASKING = ["query", "path", "show", "search", "contested", "export"]


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody may write to."""
    folder = tmp_path / "sealed"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.access(folder, os.W_OK):
        # The superuser may write anywhere, but not below a file.
        folder.chmod(stat.S_IRWXU)
        folder = tmp_path / "file"
        folder.write_text("")
    yield folder
    folder.chmod(stat.S_IRWXU)


def bad(built: Path, tmp_path: Path) -> list[tuple[list[object], Exit, str]]:
    """Command → exit code and what the line says."""
    store = ["--store", built]
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\x00\x00")
    (tmp_path / "latin.txt").write_bytes(b"M\xfcnchen")
    (tmp_path / "broken.jsonl").write_text('{"text": ')
    (tmp_path / "latin.rq").write_bytes(b"ASK { '\xfc' }")
    return [
        (["extract", tmp_path / "missing.txt"], Exit.UNREADABLE, "no such file"),
        (["extract", tmp_path / "empty.txt"], Exit.UNREADABLE, "empty"),
        (["extract", tmp_path / "binary.txt"], Exit.UNREADABLE, "binary"),
        (["extract", tmp_path / "latin.txt"], Exit.UNREADABLE, "not UTF-8"),
        (["extract", tmp_path / "broken.jsonl"], Exit.UNREADABLE, "broken JSON"),
        (["extract", tmp_path / "missing.txt", "--published", "today"], Exit.USAGE, "--published"),
        (["query", "SELECT {", *store], Exit.REFUSED, "line 1, column 9"),
        (["query", "SELECT ?a {\n ?a nope:x ?b }", *store], Exit.REFUSED, "line 2"),
        (["query", "INSERT DATA { <a> <b> 1 }", *store], Exit.REFUSED, "only reads"),
        (["query", "ASK { SERVICE <http://x> {} }", *store], Exit.REFUSED, "SERVICE"),
        (["query", "ASK FROM <file:///etc/passwd> {}", *store], Exit.REFUSED, "nothing else"),
        (["query", "ASK FROM <http://x/> {}", *store], Exit.REFUSED, "no graph"),
        (["query", tmp_path / "missing.rq", *store], Exit.UNREADABLE, "missing.rq"),
        (["query", tmp_path / "latin.rq", *store], Exit.UNREADABLE, "UTF-8"),
        (["show", "Vladmir Putin", *store], Exit.UNKNOWN, "Vladimir Putin"),
        (["show", "meeting-000000000000", *store], Exit.UNKNOWN, "meeting-000000000000"),
        (["path", "Putin", "Nobody Atall", *store], Exit.UNKNOWN, "Nobody Atall"),
        (["path", "Qatar", "M23", "--relation", "mett", *store], Exit.UNKNOWN, "met"),
        (["path", "Qatar", "M23", "--since", "x", *store], Exit.USAGE, "--since"),
        (["path", "Qatar", "M23", "-k", "0", *store], Exit.USAGE, "-k"),
        (["path", "Qatar", *store], Exit.USAGE, "TO"),
        (["export", "pdf", tmp_path / "x", *store], Exit.UNKNOWN, "graphml"),
        (["export", "graphml", tmp_path / "latin.rq" / "x", *store], Exit.STORE, "latin.rq"),
        (["export", "graphml", "--edges", "many", *store], Exit.USAGE, "relation"),
        (["export", "csv", "-", *store], Exit.USAGE, "folder"),
        (["remove", "nothing", *store], Exit.UNKNOWN, "nothing"),
        *((["query", "ASK {}", "--store", tmp_path / "none"], Exit.STORE, "parley build"),),
        (["query", "ASK {}", "--timeout", "0", *store], Exit.USAGE, "--query-timeout"),
        (["serve", "--log", "loud", *store], Exit.USAGE, "--log"),
        (["serve", "--host", "256.0.0.1", "--port", "0", *store], Exit.USAGE, "256.0.0.1"),
    ]


def test_every_mistake_is_one_line_with_its_cure_and_its_code(
    parley: Parley, built: Path, tmp_path: Path
) -> None:
    for arguments, code, says in bad(built, tmp_path):
        ran = parley(*arguments)
        assert ran.code == code, (arguments, ran)
        assert ran.out == "", arguments
        assert says in ran.err, (arguments, ran)
        assert "Traceback" not in ran.err
        if code != Exit.USAGE:
            assert len(ran.err.splitlines()) == 1, (arguments, ran.err)
            assert ran.err.rstrip().endswith(")"), (arguments, ran.err)


@pytest.mark.usefixtures("quick_reader")
def test_a_store_that_cannot_be_written_is_named(
    parley: Parley, sealed: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    ran = parley("build", tmp_path / "a.txt", "--store", sealed / "store")
    assert ran.code == Exit.STORE
    (line,) = ran.err.splitlines()
    assert str(sealed) in line


def test_a_store_in_use_can_still_be_read(parley: Parley, built: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.ingest(READINGS[:1])
    with Store.open(tmp_path / "store") as store:
        store.ingest(READINGS[1:])
        ran = parley("remove", "moscow-talks", "--store", tmp_path / "store")
        assert ran.code == Exit.STORE
        assert "in use" in ran.err
        assert (
            parley("query", "ASK { ?a par:met ?b }", "--store", tmp_path / "store").out == "yes\n"
        )


def test_a_fault_of_ours_is_told_without_a_traceback(
    parley: Parley, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.facts.contested", lambda *_: 1 / 0)
    ran = parley("contested", "--store", built)
    assert ran.code == Exit.FAILED
    assert "Traceback" not in ran.err
    assert "PARLEY_DEBUG" in ran.err


def test_output_that_nobody_reads_is_no_mistake(built: Path) -> None:
    code = "from api.cli import main; main()"
    query = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    command = [sys.executable, "-c", code, "query", query, "--store", str(built), "-f", "tsv"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(20) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_an_interrupt_ends_with_its_own_code(built: Path) -> None:
    import signal

    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    code = "from api.cli import main; main()"
    command = [sys.executable, "-c", code, "query", runaway, "--store", str(built)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=10)
    assert process.returncode == Exit.INTERRUPTED
    assert err.decode().strip() == "interrupted"
