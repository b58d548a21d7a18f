"""A build that is killed loses nothing but the batch it was at."""

from __future__ import annotations

import pytest

from bench.kill_build import main


@pytest.mark.slow
def test_killed_builds_hold_whole_articles_and_can_be_finished(capsys) -> None:
    assert main(kills=3, count=60) == 0
    said = capsys.readouterr().out
    assert "3 kills: 0 with a fault" in said
    assert said.count("all whole") == 3
