"""The measures of coreference on partitions small enough to check by hand."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _clusters() -> ModuleType:
    file = Path(__file__).parents[2] / "bench" / "clusters.py"
    spec = importlib.util.spec_from_file_location("bench_clusters", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


CLUSTERS = _clusters()


def partition(*clusters: str) -> list[frozenset[tuple[int, int]]]:
    """A mention a letter."""
    return [frozenset((ord(letter), ord(letter)) for letter in cluster) for cluster in clusters]


GOLD = partition("abc", "defg")
RESPONSE = partition("ab", "cd", "fghi")
# By hand: ab|c and d|fg with e missing leave 1 + 1 of 2 + 3 links; the response has 1 + 3 + 1
# links, of which ab and fg are right. B³ recall is (2·2/3 + 1/3 + 1/4 + 2·2/4) / 7, precision
# (2 + 2·1/2 + 2·2/4) / 8. CEAFe pairs abc with ab (4/5) and defg with fghi (4/8).
HAND = [
    ("mentions", 6 / 8, 6 / 7),
    ("muc", 2 / 5, 2 / 5),
    ("b_cubed", 4 / 8, (4 / 3 + 1 / 3 + 1 / 4 + 1) / 7),
    ("ceaf_e", 1.3 / 3, 1.3 / 2),
]


@pytest.mark.parametrize(("metric", "precision", "recall"), HAND)
def test_the_measures_are_those_worked_out_by_hand(
    metric: str, precision: float, recall: float
) -> None:
    score: Any = getattr(CLUSTERS, metric)(GOLD, RESPONSE)
    assert score.precision == pytest.approx(precision)
    assert score.recall == pytest.approx(recall)


@pytest.mark.parametrize("metric", ["mentions", "muc", "b_cubed", "ceaf_e"])
def test_the_same_partition_is_perfect_and_an_empty_one_is_nothing(metric: str) -> None:
    measure: Callable[..., Any] = getattr(CLUSTERS, metric)
    assert measure(GOLD, GOLD).f1 == pytest.approx(1)
    assert measure(GOLD, []).f1 == 0
    assert measure([], GOLD).f1 == 0


def test_scores_of_several_texts_add_up() -> None:
    one, other = CLUSTERS.muc(GOLD, GOLD), CLUSTERS.muc(GOLD, RESPONSE)
    assert (one + other).recall == pytest.approx((5 + 2) / 10)
