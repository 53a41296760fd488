"""Pictures are drawn by processes that are kept, and replaced when they die."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from retorno.execution.drawing import Pictures

CHART = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": [{"x": 1}]}, "mark": "bar"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_build_draws_with_the_warm_process(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path)
    try:
        assert pictures.svg(CHART).startswith("<svg")
        child = os.fork()
        if child == 0:
            drew = False
            with contextlib.suppress(Exception):
                before = list(pictures._started)
                drew = pictures.svg({**CHART, "height": 77}).startswith("<svg") and pictures._started == before
            os._exit(0 if drew else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert pictures.svg({**CHART, "height": 78}).startswith("<svg")
    finally:
        pictures.close()


def test_a_drawing_process_that_was_killed_is_replaced(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path)
    try:
        pictures.svg(CHART)
        pictures._started[0].kill()
        pictures._started[0].wait()
        assert pictures.svg({**CHART, "height": 77}).startswith("<svg")
    finally:
        pictures.close()
