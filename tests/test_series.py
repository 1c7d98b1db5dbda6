"""Series are in order, and challenger and rival are found by name, not by place."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from imggen.errors import InputError
from imggen.platforms import find_platform
from imggen.series import Comparison, Reading, Series, Subject, arranged


def series(name, days=1):
    start = datetime(2023, 8, 30, 12, tzinfo=UTC)
    times = [start + timedelta(days=i) for i in range(days)]
    return Series(find_platform(name), tuple(Reading(time, time.date(), 5) for time in times))


def order(names, **named):
    found = arranged([series(name) for name in names], **{role: find_platform(name) for role, name in named.items()})
    return [one.platform.key for one in found]


def test_mastodon_comes_first_and_x_second_whatever_the_columns():
    for names in permutations(["mastodon", "twitter", "bluesky"]):
        assert order(names)[:2] == ["mastodon", "x"]


def test_without_a_fediverse_platform_x_stays_the_rival():
    assert order(["x", "bluesky"]) == ["bluesky", "x"]
    assert order(["threads", "bluesky"]) == ["threads", "bluesky"]
    assert order(["x"]) == ["x"]


def test_without_x_the_next_one_is_the_rival():
    assert order(["threads", "bluesky", "lemmy"]) == ["lemmy", "threads", "bluesky"]


def test_names_go_before_everything():
    names = ["mastodon", "x", "bluesky", "lemmy"]
    assert order(names, challenger="bluesky") == ["bluesky", "x", "mastodon", "lemmy"]
    assert order(names, rival="lemmy") == ["mastodon", "lemmy", "x", "bluesky"]
    assert order(names, rival="mastodon") == ["lemmy", "mastodon", "x", "bluesky"]
    assert order(names, challenger="twitter", rival="masto") == ["x", "mastodon", "bluesky", "lemmy"]


def test_a_single_series_that_is_named_the_rival_stays():
    assert order(["x"], rival="x") == ["x"]
    assert order(["mastodon"], challenger="mastodon") == ["mastodon"]


def test_names_without_a_series_are_refused():
    with pytest.raises(InputError, match="no series named Threads; the series are Mastodon, X"):
        order(["mastodon", "x"], rival="threads")
    with pytest.raises(InputError, match="X can't be both challenger and rival"):
        order(["mastodon", "x"], challenger="x", rival="twitter")


def test_nothing_is_arranged_to_nothing():
    assert arranged([]) == ()


def test_a_series_has_a_reading_and_never_two_at_one_time():
    with pytest.raises(InputError, match="no reading"):
        Series(find_platform("x"), ())
    one = series("x", 2)
    with pytest.raises(InputError, match="oldest first"):
        Series(one.platform, one.readings[::-1])
    with pytest.raises(InputError, match="oldest first"):
        Series(one.platform, (one.readings[0], one.readings[0]))


def test_a_comparison_has_a_series_and_none_twice():
    with pytest.raises(InputError, match="no series"):
        Comparison(())
    with pytest.raises(InputError, match="two series named x"):
        Comparison((series("x"), series("twitter")))
    alone = Comparison((series("x"),))
    assert (alone.challenger.platform.key, alone.rival) == ("x", None)


def test_a_subject_is_shown_by_handle_and_called_by_name():
    both = Subject("Lelibreedu", handle="@lelibreedu@mastodon.mim-libre.fr")
    assert (both.shown, both.called) == ("@lelibreedu@mastodon.mim-libre.fr", "Lelibreedu")
    assert Subject(handle="@a@example.org").called == "a"
    assert Subject("Lyon").shown == "Lyon"
    assert (Subject().shown, Subject().called) == ("", "")


def test_a_reading_is_exact_unless_it_has_a_half_width():
    time = datetime(2023, 8, 30, tzinfo=UTC)
    assert Reading(time, date(2023, 8, 30), 5).exact
    assert not Reading(time, date(2023, 8, 30), 5000, 500).exact
