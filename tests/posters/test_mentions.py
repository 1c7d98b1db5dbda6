"""Nobody is notified by a text whose mentions were taken out, by the rules of any server that is posted to."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from imggen.posting.mentions import mentioned, unmentioned

MASTODON = re.compile(r"(?<![=/\w])[@＠][a-z0-9_]+", re.IGNORECASE)
"""app/models/concerns/account: what comes before a mention there, and what one begins with. It looks into web addresses too."""
LEMMY = re.compile(r"@[\w.]+@[._-]*[a-zA-Z0-9]")
"""lemmy_utils: with anything before it."""
MISSKEY = re.compile(r"(?<![a-z0-9])[@＠][a-z0-9_-]+", re.IGNORECASE)
"""mfm-js: mentions, where no web address is read."""
MISSKEY_LINK = re.compile(r"https?://[.,a-z0-9_/:%#@$&?!~=+-]+", re.IGNORECASE)
PIECES = st.sampled_from([*"@＠!！aé日1_-./=,( \n", "@a", "https://", "b.fr", ":80"]) | st.characters(categories=["L", "P", "S", "Z"])
COMMUNITY = re.compile(r"![\w.]+@[._-]*\w")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Compte @lelibreedu@mastodon.mim-libre.fr, et a@b.fr.", "Compte lelibreedu, et a@b.fr."),
        ("Merci @other et @fan !", "Merci other et fan !"),
        ("Merci ＠other, (@fan), «\u00a0@fan\u00a0», é@fan.", "Merci other, (fan), «\u00a0fan\u00a0», éfan."),
        ("@name.bsky.social !libre@jlai.lu @lea@jlai.lu:8536 ＠a＠b.example", "name.bsky.social libre lea a"),
        ("@@other @ @-fan Bravo !", "other @ -fan Bravo !"),
        ("https://server.example/@name https://server.example/@name/111", "https://server.example/@name https://server.example/@name/111"),
        ("https://server.example/@name@other.example", "https://server.example/@name%40other.example"),
        ("https://server.example/?to=me,@name", "https://server.example/?to=me,%40name"),
        ("5876 abonnés #LogicielLibre", "5876 abonnés #LogicielLibre"),
    ],
)
def test_handles_are_said_and_notify_nobody(text: str, said: str) -> None:
    assert unmentioned(text) == said
    assert bool(mentioned(text)) is (text != said)


def test_who_would_be_notified_is_named() -> None:
    assert mentioned("Merci à tous, et @fan aussi, @other") == "@fan"


@example("!x!y@z@w").via("a mention that is left by taking one out")
@example("https://a/@b@c")
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_server_finds_a_mention_in_any_text(text: str) -> None:
    said = unmentioned(text)
    for found in (MASTODON, LEMMY, COMMUNITY):
        assert not found.search(said), found
    assert not MISSKEY.search(MISSKEY_LINK.sub(lambda link: link[0][-1], said))
    assert unmentioned(said) == said
    assert mentioned(said) == ""
