"""Tests run side by side in several processes, those of one file in one: what one of them built serves the others."""

from __future__ import annotations

import os

import pytest


def test_the_tests_of_a_file_stay_together(request: pytest.FixtureRequest) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("the tests run in one process here")
    assert request.node.nodeid.endswith("@tests/test_side_by_side.py")
