"""What the tests of reading share."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from imggen.series import Comparison
from imggen.sources.read import Choices, Data, read

NOW = datetime(2023, 9, 5, 12, tzinfo=UTC)


def told(comparison: Comparison) -> dict[str, list[tuple[str, int]]]:
    """Day and count of every reading, by platform, in the order of the series."""
    return {series.platform.key: [(reading.day.isoformat(), reading.count) for reading in series.readings] for series in comparison.series}


@pytest.fixture
def take() -> Callable[..., Data]:
    """Read inputs on a fixed day."""

    def take_inputs(*inputs: object, stdin: bytes | None = None, **choices: object) -> Data:
        chosen = Choices(**{"now": NOW, **choices})
        return read(inputs, chosen, None if stdin is None else lambda: stdin)

    return take_inputs


@pytest.fixture
def counts() -> Callable[[Comparison], dict[str, list[tuple[str, int]]]]:
    """Day and count of every reading, by platform."""
    return told


CAMPAIGN = {
    "mastodon": [("2023-08-30", 2900), ("2023-09-02", 5090), ("2023-09-04", 5876)],
    "x": [("2023-08-30", 5850), ("2023-09-02", 5840), ("2023-09-04", 5832)],
}


@pytest.fixture
def campaign() -> dict[str, list[tuple[str, int]]]:
    """The campaign's counts, as the other fixture tells them."""
    return CAMPAIGN
