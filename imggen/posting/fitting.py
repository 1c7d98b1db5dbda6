"""A post made to fit a server: the description by whole sentences, the picture by quality and size. What can't be cut is refused before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imggen.encode.shrinking import Encoded, fitted, inspect, without_words
from imggen.errors import InputError
from imggen.files import read_file
from imggen.posting.post import Draft, Image, Limits, Post
from imggen.posting.sameness import plain
from imggen.posting.text import count_graphemes

_LARGEST_FILE = 50_000_000
_SOONEST = timedelta(minutes=5)
_MOST_BYTES, _MOST_PIXELS = 2_000_000, 8_294_400
"""A picture of no more than that is taken, and shown whole, by nearly every server, whatever it says of itself."""


def read_image(path: str | Path) -> Image:
    """The picture in a file. Raises InputError for what is none that can be posted."""
    return image_of(read_file(path, _LARGEST_FILE), str(path))


def image_of(data: bytes, name: str = "the picture") -> Image:
    """The picture in some bytes, such as `card.encode("png")`. Raises InputError, which calls it `name`, for what is none."""
    return Image(*inspect(data, name))


def fit(post: Post, limits: Limits, *, default_visibility: str, max_bytes: int | None, now: datetime) -> Draft:
    """The post as it will be sent. `max_bytes` is the user's own limit on the picture, beside the server's.

    Raises InputError for what the server would not take and nobody else may shorten: the text, the visibility, the time.
    """
    _check_text(post, limits)
    visibility = _visibility(post, limits, default_visibility)
    _check_schedule(post, limits, now)
    for name, wanted, possible in (("--content-warning", post.warning, limits.warnings), ("--reply-to", post.reply_to, limits.replies)):
        if wanted and not possible:
            raise InputError("this server has none", name, "leave it out")
    alt = post.alt.within(limits.alt)
    if not plain(alt):
        raise InputError("no description, and nothing is posted without one", instead="write one into the .alt.txt file beside the picture")
    image = fit_image(post.image, limits, max_bytes)
    return Draft(
        image=image,
        alt=alt,
        text=post.text,
        title=_title(post, limits),
        language=post.language,
        visibility=visibility,
        warning=post.warning,
        reply_to=post.reply_to,
        schedule=post.schedule,
        since=post.since,
        notes=tuple(_notes(post, alt, image, limits, max_bytes)),
    )


def fit_image(image: Image, limits: Limits, max_bytes: int | None = None) -> Image:
    """The picture as the server takes it, no larger than `max_bytes` where that can be had."""
    whole = bare(image) if limits.bare_picture else image
    most = min(number for number in (limits.bytes, max_bytes, _MOST_BYTES) if number)
    pixels = min(limits.pixels or _MOST_PIXELS, _MOST_PIXELS)
    encoded = Encoded(whole.data, whole.kind, whole.width, whole.height)
    return Image(*fitted(encoded, kinds=limits.kinds, most_bytes=most, most_pixels=pixels, longest_side=limits.side))


def bare(image: Image) -> Image:
    """The picture upright, without what its file says about itself: words, and where and when a photograph was taken."""
    return Image(*without_words(Encoded(image.data, image.kind, image.width, image.height)))


def _check_text(post: Post, limits: Limits) -> None:
    long = count_graphemes(post.text, limits.url_length) + count_graphemes(post.warning)
    if limits.text and long > limits.text:
        raise InputError(f"{long} characters, and this server takes {limits.text}", "the text", "shorten it with --text")
    size = len(post.text.encode())
    if limits.text_bytes and size > limits.text_bytes:
        raise InputError(f"{size} bytes, and this server takes {limits.text_bytes}", "the text", "shorten it with --text")
    if limits.warning and len(post.warning) > limits.warning:
        raise InputError(f"{len(post.warning)} characters, and this server takes {limits.warning}", "--content-warning", "shorten it")


def _visibility(post: Post, limits: Limits, default: str) -> str:
    if post.visibility and post.visibility not in limits.visibilities:
        raise InputError(f"this server has no {post.visibility} posts", "--visibility", f"name one of {', '.join(limits.visibilities)}")
    return post.visibility or (default if default in limits.visibilities else "public")


def _check_schedule(post: Post, limits: Limits, now: datetime) -> None:
    if post.schedule is None:
        return
    if not limits.schedules:
        raise InputError("this server can't schedule posts", "--schedule", "leave it out, and post when the time has come")
    if post.schedule.astimezone(UTC) < now + _SOONEST:
        raise InputError("servers schedule posts five minutes ahead at the least", "--schedule", "give a later time, or leave it out")


def _title(post: Post, limits: Limits) -> str:
    if limits.title is None:
        return ""
    if len(post.title) <= limits.title:
        return post.title
    return post.title[: limits.title - 1].rpartition(" ")[0] + "…"


def _notes(post: Post, alt: str, image: Image, limits: Limits, max_bytes: int | None) -> Iterator[str]:
    whole = post.alt.within(None)
    if alt != whole:
        yield f"the description was shortened from {len(whole)} to {len(alt)} characters: this server takes {limits.alt}"
    if image != (bare(post.image) if limits.bare_picture else post.image):
        yield f"the picture was made smaller: {image.width}x{image.height}, {len(image.data)} bytes of .{image.kind}"
    if max_bytes and len(image.data) > max_bytes:
        yield f"the picture can't be made as small as {max_bytes} bytes: it has {len(image.data)}"
