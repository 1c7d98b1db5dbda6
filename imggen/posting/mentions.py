"""Mentions: what notifies somebody in a text, on any server that is posted to, and the text without them."""

from __future__ import annotations

import re

import regex

_LINK = r"(?P<link>https?://[.,A-Za-z0-9_/:%#@$&?!~=+-]++)(?!\w)"
"""A web address, with no character at which one of the servers takes it to end."""
_FEDERATED = r"[@＠!！]+(?P<name>[\w.-]+)[@＠]+[\w.-]*\w(?::\d+)?"
"""`@name@server` and `!community@server`. On Lemmy anything may stand before it."""
_BARE = r"(?<![A-Za-z0-9])[@＠]+(?=[\w.-])"
"""The sign of `@name`. Misskey takes it for one after any character but these, Mastodon after fewer."""
_FOUND = re.compile("|".join((_LINK, _FEDERATED, _BARE)))
_IN_LINK = regex.compile(r"(?<![/=A-Za-z0-9])@|(?<=[@!][\w.]+)@")
"""Signs in a web address that notify somebody: Mastodon takes those after `/`, `=` and letters for none, and Lemmy `@name@server`."""


def unmentioned(text: str) -> str:
    """The text with handles that notify nobody: `@name@server` and `@name` are said as `name`, and web addresses lead where they led."""
    while (said := _FOUND.sub(_silenced, text)) != text:
        text = said
    return text


def _silenced(found: re.Match[str]) -> str:
    return _IN_LINK.sub("%40", found["link"]) if found["link"] else found["name"] or ""


def mentioned(text: str) -> str:
    """The first word of a text that notifies somebody; empty when there is none."""
    if unmentioned(text) == text:
        return ""
    return next((word for word in text.split() if unmentioned(word) != word), text)
