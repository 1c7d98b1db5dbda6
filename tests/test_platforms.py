"""Platforms are known by the names that people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.platforms import PLATFORMS, find_platform, folded, nearest_platform


@pytest.mark.parametrize("name", ["x", "X", "𝕏", "twitter", "Ex-Twitter", " X  (Twitter) ", "ｘ"])
def test_x_has_many_names(name):
    assert find_platform(name).key == "x"


def test_every_key_name_and_alias_finds_its_platform_and_no_other():
    names = {}
    for platform in PLATFORMS:
        for name in {folded(one) for one in (platform.key, platform.name, *platform.aliases)}:
            assert names.setdefault(name, platform) is platform
            assert find_platform(name.upper()) is platform


def test_an_unknown_name_is_kept_as_written_and_is_not_of_the_fediverse():
    platform = find_platform("  Mon   Réseau ")
    assert (platform.name, platform.key, platform.fediverse) == ("Mon Réseau", "mon réseau", False)


@given(st.text(max_size=40))
def test_a_platform_found_is_found_again_by_its_key(name):
    platform = find_platform(name)
    assert find_platform(platform.key).key == platform.key


@pytest.mark.parametrize(
    ("written", "meant"), [("mastadon", "Mastodon"), ("mastodont", "Mastodon"), ("Blueski", "Bluesky"), ("twiter", "X")]
)
def test_a_slip_is_told(written, meant):
    assert nearest_platform(find_platform(written)) == meant


@pytest.mark.parametrize("name", ["Threema", "Koo", "x", "Twitter", "Mastodon Brest"])
def test_a_name_of_its_own_is_no_slip(name):
    assert nearest_platform(find_platform(name)) == ""
