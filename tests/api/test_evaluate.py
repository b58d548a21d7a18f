"""`parley evaluate`: what it prints and how it ends."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api import cli
from api.exits import Exit

GOLD = {
    "id": "talks",
    "source": "talks.txt",
    "actors": [{"name": "Marco Rubio", "type": "Person"}, {"name": "Qatar", "type": "Country"}],
    "roles": [{"holder": "Marco Rubio", "role": "Secretary of State", "of": "United States"}],
    "ties": [],
    "events": [{"type": "Meeting", "sides": [["Marco Rubio"], ["Qatar"]], "status": "held"}],
}
TOLD = {**GOLD, "roles": [], "events": [{**GOLD["events"][0], "rule": "meet"}]}  # type: ignore[dict-item]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def evaluate(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """Run the command on the gold above, with more arguments, in a folder that has the facts."""
    (tmp_path / "gold.json").write_text(json.dumps(GOLD))
    (tmp_path / "facts.jsonl").write_text(json.dumps(TOLD))
    (tmp_path / "none.jsonl").write_text("")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            cli.main(["evaluate", *arguments])
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return run


def test_the_figures_come_by_kind_type_and_rule(evaluate: Run) -> None:
    code, out, err = evaluate("gold.json", "--facts", "facts.jsonl")
    assert (code, err) == (Exit.OK, "")
    rows = {line.split("  ")[0]: line.split()[-6:] for line in out.splitlines() if line}
    assert rows["actors"] == ["1.000", "1.000", "1.000", "2", "0", "0"]
    assert rows["roles"] == ["0.000", "0.000", "0.000", "0", "1", "0"]
    assert rows["Meeting"] == ["1.000", "1.000", "1.000", "1", "0", "0"]
    assert rows["meet"] == ["1.000", "1.000", "1.000", "1", "1", "0"]


def test_facts_may_come_through_a_pipe(evaluate: Run) -> None:
    piped = evaluate("gold.json", "--facts", "-", stdin=json.dumps(TOLD))
    assert piped == evaluate("gold.json", "--facts", "facts.jsonl")


def test_a_folder_stands_for_its_gold(evaluate: Run) -> None:
    named = evaluate("gold.json", "--facts", "facts.jsonl")
    assert evaluate(".", "--facts", "facts.jsonl") == named


def test_misses_are_told_in_lines(evaluate: Run) -> None:
    _, out, _ = evaluate("gold.json", "--facts", "facts.jsonl", "--misses")
    told = "talks: roles: missed: Marco Rubio: Secretary of State of United States"
    assert out.splitlines()[0] == told


def test_json_is_one_object_with_all_figures(evaluate: Run) -> None:
    code, out, _ = evaluate("gold.json", "--facts", "facts.jsonl", "--json", "--misses")
    told = json.loads(out)
    assert code == Exit.OK
    assert told["kinds"]["roles"]["missed"] == 1
    assert told["types"]["events"]["Meeting"]["f1"] == 1.0
    assert told["rules"]["contacts"]["meet"]["hit"] == 1
    assert [fault["kind"] for fault in told["faults"]] == ["roles"]


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["nowhere.json"], Exit.UNREADABLE, "nowhere.json"),
        (["gold.json", "--facts", "nowhere.jsonl"], Exit.UNREADABLE, "nowhere.jsonl"),
        (["gold.json", "--facts", "none.jsonl"], Exit.FAILED, "no facts for talks"),
        (["facts.jsonl", "--facts", "gold.json"], Exit.OK, ""),
        ([], Exit.USAGE, "GOLD"),
    ],
)
def test_the_exit_code_says_what_is_wrong(
    evaluate: Run, arguments: list[str], code: Exit, complaint: str
) -> None:
    ended, _, err = evaluate(*arguments)
    assert ended == code
    assert complaint in err


@pytest.mark.slow
def test_a_text_that_is_not_there_is_named_and_the_rest_is_judged(evaluate: Run) -> None:
    code, out, err = evaluate("gold.json")
    assert code == Exit.UNREADABLE
    assert "talks.txt: the text of talks is not there" in err
    assert "actors" in out
