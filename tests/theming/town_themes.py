"""Themes for the tests of the tools, good and bad."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="80" height="80" fill="#0a7"/></svg>'

BAD: Mapping[str, tuple[str, dict[str, str | bytes], str]] = {
    "no colour": ('[colour]\nink = "blue"\n', {}, "colour.ink"),
    "white on white": ('[colour]\nink = "#fff"\n', {}, "colour.ink"),
    "grey words": ('extends = "papier"\n[colour]\nmuted = "#999999"\n', {}, "colour.muted"),
    "yellow on white": ('[colour]\nchallenger = "#ffd400"\n', {}, "colour.challenger"),
    "grey paper": ('[colour]\npaper = "#808080"\npanel = "#808080"\n', {}, "colour.paper"),
    "one colour for two": ('[colour]\nchallenger = "#6440de"\nrival = "#6a44d8"\n', {}, "colour.rival"),
    "red and green": ('extends = "nuit"\n[colour]\nchallenger = "#ff8a80"\nthird = "#b0c070"\n', {}, "colour.third"),
    "misspelt": ('[colour]\nchalenger = "#1f6f43"\n[chart]\ngird = 3\n', {}, "colour.chalenger"),
    "no number": ('[chart]\ngrid = "thin"\n[panel]\nradius = -4\n', {}, "chart.grid"),
    "half a gradient": ('[background]\ngradient = { start = "#fff" }\n', {}, "background.gradient.end"),
    "night gradient": ('[background]\ngradient = { start = "#ffffff", end = "#000000" }\n', {}, "background.gradient"),
    "small words": ("[type]\nsource = { landscape = 9 }\n", {}, "type.source"),
    "large words": ("[type]\ntick = { portrait = 90 }\nhashtag = { link = 70 }\n", {}, "type.tick"),
    "small limit": ("[type-limits]\nsmallest = { square = 6 }\n", {}, "type-limits.smallest.square"),
    "no such font": ('[fonts]\ntitle = { families = ["Marianne"] }\n', {}, "fonts.title.families"),
    "broken font": ("", {"fonts/a.ttf": b"no font"}, "fonts/a.ttf"),
    "outside": ('[defaults]\nlogo = { file = "../a.svg" }\n', {}, "defaults.logo.file"),
    "logo with a script": ('[defaults]\nlogo = { file = "a.svg" }\n', {"a.svg": "<svg><script/></svg>"}, "defaults.logo.file"),
    "no picture": ('[background]\npicture = { file = "p.png", veil = "#ffffffe0" }\n', {"p.png": b"no"}, "background.picture"),
    "pose with a script": ("", {"art/pose-top.svg": '<svg viewBox="0 0 9 9"><script/></svg>'}, "art/pose-top.svg"),
    "pose out of its box": ("", {"art/pose-top.svg": '<svg viewBox="0 0 9 9"><rect width="90" height="90"/></svg>'}, "art/pose-top.svg"),
    "thread of a pose": ("", {"art/pose-top.svg": '<svg viewBox="0 0 9 900"><rect width="9" height="900"/></svg>'}, "art/pose-top.svg"),
    "pose in no colour": (
        "",
        {"art/pose-top.svg": '<svg viewBox="0 0 9 9"><path d="M0 0H9Z" data-fill="mane"/></svg>'},
        "art/pose-top.svg",
    ),
}


QUICK = ("white on white", "one colour for two", "misspelt", "large words", "no such font")
"""Those of them that are tried whenever tests run."""


def write(folder: Path, toml: str, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A theme's folder."""
    for name, content in {"theme.toml": toml, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
