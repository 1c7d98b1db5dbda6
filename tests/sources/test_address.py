"""Accounts are understood in each form in which people write and copy them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.errors import InputError
from imggen.sources.address import find_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@lelibreedu@mastodon.mim-libre.fr", "@lelibreedu@mastodon.mim-libre.fr"),
        ("lelibreedu@Mastodon.MIM-libre.fr", "@lelibreedu@mastodon.mim-libre.fr"),
        ("acct:lelibreedu@mastodon.mim-libre.fr", "@lelibreedu@mastodon.mim-libre.fr"),
        (" @a.b-c_d@example.org:3000 ", "@a.b-c_d@example.org:3000"),
        ("@a@[::1]:3000", "@a@[::1]:3000"),
        ("@a@école.example", "@a@xn--cole-9oa.example"),
        ("https://mastodon.mim-libre.fr/@lelibreedu", "@lelibreedu@mastodon.mim-libre.fr"),
        ("https://mastodon.mim-libre.fr/@lelibreedu/123456?a=b", "@lelibreedu@mastodon.mim-libre.fr"),
        ("https://mastodon.mim-libre.fr/users/lelibreedu", "@lelibreedu@mastodon.mim-libre.fr"),
        ("https://framapiaf.org/@lelibreedu@mastodon.mim-libre.fr", "@lelibreedu@mastodon.mim-libre.fr"),
        ("https://pixelfed.social/ada", "@ada@pixelfed.social"),
        ("!libre_edu@jlai.lu", "!libre_edu@jlai.lu"),
        ("https://jlai.lu/c/libre_edu", "!libre_edu@jlai.lu"),
        ("https://lemmy.world/c/libre_edu@jlai.lu", "!libre_edu@jlai.lu"),
        ("https://tube.example/c/cours/videos", "!cours@tube.example"),
        ("https://tube.example/video-channels/cours", "!cours@tube.example"),
        ("https://tube.example/a/ada", "@ada@tube.example"),
        ("@ada.bsky.social", "@ada.bsky.social"),
        ("ada.bsky.social", "@ada.bsky.social"),
        ("@ada.example", "@ada.example"),
        ("bluesky:ada.example", "@ada.example"),
        ("did:plc:z72i7hdynmk6r22z27h6tvur", "did:plc:z72i7hdynmk6r22z27h6tvur"),
        ("https://bsky.app/profile/ada.example/post/3k", "@ada.example"),
        ("x:Ada_1", "x:Ada_1"),
        ("twitter:@Ada_1", "x:Ada_1"),
        ("https://twitter.com/Ada_1?lang=fr", "x:Ada_1"),
        ("https://www.x.com/Ada_1/status/1", "x:Ada_1"),
        ("@Ada_1@twitter.com", "x:Ada_1"),
    ],
)
def test_an_account_is_understood(text: str, expected: str) -> None:
    assert str(find_address(text)) == expected


@pytest.mark.parametrize(
    ("text", "platform", "expected"), [("ada", "x", "x:ada"), ("@ada", "x", "x:ada"), ("ada.example", "bluesky", "@ada.example")]
)
def test_a_platform_says_what_a_bare_name_means(text: str, platform: str, expected: str) -> None:
    assert str(find_address(text, platform)) == expected


@pytest.mark.parametrize(
    "text",
    [
        *["", "ada", "@ada", "ada.example", "https://mastodon.example", "https://mastodon.example/", "https://mastodon.example/about/more"],
        *["@a@b@c", "@a b@example.org", "@a@exa mple.org", "@a@example.org/path", "ftp://example.org/@a", "https://u:p@example.org/@a"],
        *["x:a-name-much-too-long", "x:", "https://x.com/", "https://bsky.app/", "@" * 600, "did:web:", "https://[/@a", "@a@-..-"],
    ],
)
def test_what_is_no_account_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        find_address(text)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=80) | st.from_regex(r"[@!]?[a-z.:/@\[\]%]{1,40}", fullmatch=True))
def test_any_text_is_an_account_or_is_refused(text: str) -> None:
    try:
        found = find_address(text)
    except InputError:
        return
    assert str(find_address(str(found))) == str(found)
