"""The reader as a whole: faults, processes, the gate, and the figures it has to keep."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.articles import Unreadable, read_articles
from extract.evaluate import Evaluation, evaluate, read_beside
from extract.gaps import OFF_TOPIC
from extract.gold import read_gold
from extract.reader import Reader
from extract.report import as_json
from ontology.facts import Article, Reading

SHARED = Path(os.environ.get("PARLEY_SHARED", Path(__file__).parents[3] / "shared"))
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def ungated() -> Reader:
    return Reader.load(gated=False)


@pytest.fixture(scope="module")
def samples() -> list[Article]:
    return [one for one in read_articles(SAMPLES) if isinstance(one, Article)]


def rows(readings: Iterator[Reading | Unreadable]) -> list[dict[str, Any]]:
    return [as_json(one) for one in readings if isinstance(one, Reading)]


def test_two_processes_read_as_one_does(reader: Reader, samples: list[Article]) -> None:
    alone = rows(reader.read_many(samples))
    assert len(alone) == len(samples)
    shared = rows(reader.read_many(samples, workers=2))
    assert json.dumps(shared) == json.dumps(alone)


def test_a_fault_stops_no_other_article(
    reader: Reader, samples: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Reader.read

    def failing(self: Reader, article: Article) -> Reading:
        if article == samples[0]:
            raise IndexError("out of range")
        return read(self, article)

    monkeypatch.setattr(Reader, "read", failing)
    failed, following = reader.read_many(samples[:2])
    assert isinstance(failed, Unreadable)
    assert samples[0].source in failed.source
    assert "IndexError" in failed.reason
    assert isinstance(following, Reading)


def test_the_gate_passes_over_what_tells_of_no_contact(reader: Reader) -> None:
    reading = reader.read(Article("t", "Wheat prices in Ukraine fell by a tenth on Monday."))
    assert [gap.reason for gap in reading.gaps] == [OFF_TOPIC]
    assert not reading.assertions


def test_the_gate_loses_nothing_of_the_samples(
    reader: Reader, ungated: Reader, samples: list[Article]
) -> None:
    assert rows(ungated.read_many(samples)) == rows(reader.read_many(samples))


@pytest.mark.parametrize(
    "text",
    [
        "Ján Kubiš met the Commander-in-Chief of the Libyan Army Khalifa Haftar.",
        "",
        "\n\n\n",
        "“”‘’—…",
        "(Reuters) - ",
        "met met met met",
        "The the of of by by and and.",
        "Witkoff-Putin-Kushner-Araghchi met -in-Chief of of the the President-elect-.",
        "MOSCOW, Dec 2 (Reuters) -",
        "Rubio, , and , met with and by , Lavrov on 31 February 2025 at .",
    ],
)
def test_odd_text_is_read_to_its_end(ungated: Reader, text: str) -> None:
    reading = ungated.read(Article("t", text))
    for told in reading.assertions:
        where = told.evidence
        assert reading.article.text[where.start : where.end] == where.quote


def measured(path: Path, reader: Reader) -> Evaluation:
    gold = list(read_gold([path]))
    assert gold
    facts, unreadable = read_beside(gold, reader)
    assert not unreadable
    return evaluate(gold, facts)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated articles lie beside the project")
def test_a_paraphrased_article_is_read_without_error(reader: Reader) -> None:
    result = measured(SHARED / "gold" / "seed.json", reader)
    contacts = result.kind("contacts")
    assert (contacts.precision, contacts.recall) == (1.0, 1.0)
    assert result.kind("roles").f1 >= 0.8
    assert result.kind("actors").f1 >= 0.85
    assert not result.kind("traps").wrong


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated articles lie beside the project")
def test_the_figures_on_annotated_articles_hold(reader: Reader) -> None:
    result = measured(SHARED / "gold" / "dev", reader)
    assert result.kind("contacts").precision >= 0.92
    assert result.kind("contacts").recall >= 0.8
    assert result.kind("actors").f1 >= 0.92
    assert result.kind("roles").f1 >= 0.85
    assert result.kind("ties").f1 >= 0.75
    assert result.kind("events").f1 >= 0.7
    traps = result.kind("traps")
    assert traps.wrong <= 0.02 * (traps.hit + traps.wrong)
