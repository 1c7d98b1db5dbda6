"""What all tests are run with: `--part 3/8` runs every eighth of them, from the third on."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import HealthCheck, settings

# No test is a timed one: a busy machine is no failure. The quick tests draw the same random examples each time, so that they
# fail for a change and never by chance; `make test-all` draws new ones.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("searching", settings.get_profile("quick"), derandomize=False, print_blob=True)
settings.load_profile("searching" if "IMGGEN_EXAMPLES" in os.environ else "quick")


def part(text: str) -> tuple[int, int]:
    """Read `3/8`. Raises ValueError for what is no part."""
    match = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise ValueError(f"not a part: {text!r}, write it as 3/8")
    return int(match[1]), int(match[2])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", type=part, default=(1, 1), metavar="K/N", help="run the K-th of N parts of the tests: 3/8")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    number, parts = config.getoption("part")
    left_out = [item for place, item in enumerate(items) if place % parts != number - 1]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = items[number - 1 :: parts]
