"""Where nodes stand in a picture: the same for the same graph, on every machine.

A spring layout in the manner of Fruchterman and Reingold (1991): edges pull, nodes push each other
away. Each node is pushed by a sample of the others only, so that time grows with the graph and not
with its square. Nothing but addition, multiplication and square roots, in one order: those give
equal results everywhere.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

Point = tuple[float, float]

_SEED = 1
_ROUNDS = 60
_SAMPLE = 16
_WORK = 3_000_000  # pushes and pulls at most; larger graphs get fewer rounds
_SPAN = 1000.0


def place(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """A point for each node, about the origin, in a square of 1000 by 1000 or so."""
    chance = random.Random(_SEED)
    number = {node: position for position, node in enumerate(nodes)}
    pulls = [(number[a], number[b]) for a, b in edges]
    x = [chance.uniform(-_SPAN / 2, _SPAN / 2) for _ in nodes]
    y = [chance.uniform(-_SPAN / 2, _SPAN / 2) for _ in nodes]
    rounds = min(_ROUNDS, _WORK // (len(nodes) * _SAMPLE + len(edges) + 1))
    distance = _SPAN / math.sqrt(len(nodes) + 1)
    for turn in range(rounds):
        dx, dy = _forces(x, y, pulls, distance, chance)
        _move(x, y, dx, dy, distance * 4 * (1 - turn / rounds))
    return {node: (round(x[at], 2), round(y[at], 2)) for node, at in number.items()}


def _forces(
    x: list[float],
    y: list[float],
    pulls: list[tuple[int, int]],
    distance: float,
    chance: random.Random,
) -> tuple[list[float], list[float]]:
    count = len(x)
    dx, dy = [-0.05 * value for value in x], [-0.05 * value for value in y]
    sample = min(_SAMPLE, count)
    for one in range(count):
        for _ in range(sample):
            other = int(chance.random() * count)
            east, north = x[one] - x[other], y[one] - y[other]
            push = distance * distance / (east * east + north * north + 1) * count / sample
            dx[one] += east * push / 8
            dy[one] += north * push / 8
    for one, other in pulls:
        east, north = x[other] - x[one], y[other] - y[one]
        pull = math.sqrt(east * east + north * north) / distance / 4
        dx[one] += east * pull
        dy[one] += north * pull
        dx[other] -= east * pull
        dy[other] -= north * pull
    return dx, dy


def _move(x: list[float], y: list[float], dx: list[float], dy: list[float], most: float) -> None:
    for at in range(len(x)):
        length = math.sqrt(dx[at] * dx[at] + dy[at] * dy[at])
        share = min(1.0, most / length) if length else 0.0
        x[at] += dx[at] * share
        y[at] += dy[at] * share
