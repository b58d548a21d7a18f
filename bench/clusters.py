"""How well two partitions of mentions agree: MUC, B³ and CEAFe.

Mentions are pairs of numbers, a beginning and an end; a partition is a list of sets of them. The
definitions are those of the CoNLL-2012 shared task: MUC counts links (Vilain et al. 1995), B³
averages over mentions (Bagga and Baldwin 1998), CEAFe aligns clusters one to one by their
similarity φ4 (Luo 2005), all on predicted mentions, singletons included (Pradhan et al. 2014).
Their mean F1 is the CoNLL score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import networkx as nx

Cluster = frozenset[tuple[int, int]]
Partition = Sequence[Cluster]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall as fractions, so that scores of several texts add up."""

    right: float = 0.0
    told: float = 0.0
    found: float = 0.0
    wanted: float = 0.0

    @property
    def precision(self) -> float:
        """What is right among what was told."""
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """What was found of what was wanted."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.told + other.told,
            self.found + other.found,
            self.wanted + other.wanted,
        )


def mentions(gold: Partition, response: Partition) -> Score:
    """Mentions found at all, whatever their cluster."""
    wanted, told = {*chain.from_iterable(gold)}, {*chain.from_iterable(response)}
    both = len(wanted & told)
    return Score(both, len(told), both, len(wanted))


def muc(gold: Partition, response: Partition) -> Score:
    """Links: a cluster of n mentions has n - 1, less one for every part it falls into."""
    right, told = _links(response, gold)
    found, wanted = _links(gold, response)
    return Score(right, told, found, wanted)


def b_cubed(gold: Partition, response: Partition) -> Score:
    """For every mention the share of its cluster that is with it on the other side too."""
    right, told = _shares(response, gold)
    found, wanted = _shares(gold, response)
    return Score(right, told, found, wanted)


def ceaf_e(gold: Partition, response: Partition) -> Score:
    """Clusters aligned one to one; φ4 is twice the common mentions by the sum of both sizes."""
    graph = nx.Graph()
    for i, one in enumerate(gold):
        for j, other in enumerate(response):
            if common := len(one & other):
                weight = 2 * common / (len(one) + len(other))
                graph.add_edge(("gold", i), ("response", j), weight=weight)
    matched = nx.max_weight_matching(graph)
    total = sum(graph.edges[pair]["weight"] for pair in matched)
    return Score(total, len(response), total, len(gold))


def _links(clusters: Partition, other: Partition) -> tuple[int, int]:
    home = {mention: i for i, cluster in enumerate(other) for mention in cluster}
    parts = [len({home.get(m, m) for m in cluster}) for cluster in clusters]
    kept = sum(len(cluster) - count for cluster, count in zip(clusters, parts, strict=True))
    return kept, sum(len(cluster) - 1 for cluster in clusters)


def _shares(clusters: Partition, other: Partition) -> tuple[float, int]:
    home = {mention: cluster for cluster in other for mention in cluster}
    nobody: Cluster = frozenset()
    shares = (len(c & home.get(m, nobody)) / len(c) for c in clusters for m in c)
    return sum(shares), sum(map(len, clusters))
