"""A preview that follows a theme while it is changed: it redraws what is looked at, and tells the browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from imggen.errors import ImggenError
from imggen.theme import Theme
from imggen.themefiles.find import find_path, load_theme
from imggen.themefiles.opened import FILE
from imggen.theming.check import check_theme
from imggen.theming.preview import draw_sample, page, shown_samples

_PULSE = 0.06
"""How often the theme's files are looked at, in seconds."""
_ALIVE = 15.0
"""How often a silent stream of events says that it is there, in seconds."""
_SCRIPT = """<script>
const seen = new Set(), images = [...document.querySelectorAll("img")];
let version = VERSION;
const show = image => { if (image.dataset.v != version) { image.dataset.v = version; image.src = image.dataset.src + "?v=" + version; } };
images.forEach(image => { image.dataset.src = image.getAttribute("src").split("?")[0]; image.dataset.v = version; });
const watcher = new IntersectionObserver(entries => entries.forEach(entry => {
  entry.isIntersecting ? (seen.add(entry.target), show(entry.target)) : seen.delete(entry.target);
}), { rootMargin: "100px" });
images.forEach(image => watcher.observe(image));
const events = new EventSource("/events");
events.addEventListener("drawn", event => { version = event.data; seen.forEach(show); });
events.addEventListener("findings", event => { document.getElementById("findings").textContent = JSON.parse(event.data); });
</script>"""
_ENDINGS = frozenset((".toml", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".ttf", ".otf", ".ttc", ".woff", ".woff2"))


@dataclass
class Preview:
    """What a browser is shown: the theme as it is now, or why it can't be used."""

    given: str
    languages: tuple[str, ...]
    simulation: str = ""
    version: int = 0
    theme: Theme | None = None
    said: str = ""
    """What is wrong with the theme."""
    _drawn: dict[tuple[int, int], bytes] = field(default_factory=dict)
    _stamp: tuple[tuple[str, int, int], ...] = ()
    _news: threading.Condition = field(default_factory=threading.Condition)
    _drawing: threading.Lock = field(default_factory=threading.Lock)

    def follow(self) -> bool:
        """Read the theme again if its files have changed, and say whether they have."""
        stamp = tuple(_stamps(find_path(self.given)))
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        theme, said = self.theme, ""
        try:
            theme = load_theme(self.given)
        except ImggenError as error:
            said = str(error)
        with self._news:
            self.theme, self.said, self.version = theme, said, self.version + 1
            self._drawn.clear()
            self._news.notify_all()
        return True

    def check(self) -> None:
        """Check the theme as it is, and tell what was found, unless it has changed meanwhile."""
        version = self.version
        try:
            found = [str(finding) for finding in check_theme(self.given, self.languages).findings]
        except ImggenError as error:
            found = [str(error)]
        with self._news:
            if version == self.version:
                self.said = "\n".join(found)
                self._news.notify_all()

    def picture(self, place: int) -> bytes:
        """A card of the sheet as a PNG file, drawn when it is asked for. Raises ImggenError, IndexError."""
        from imggen.paint.simulation import quick_png

        version, sample = self.version, shown_samples(self.languages)[place]
        with self._drawing:
            if (version, place) not in self._drawn:
                if self.theme is None:
                    raise IndexError(place)
                self._drawn[version, place] = quick_png(draw_sample(sample, self.theme, self.simulation).image)
            return self._drawn[version, place]

    def page(self) -> str:
        """The page, whose pictures are asked for one by one."""
        name, summary = (self.theme.name, self.theme.summary) if self.theme else (self.given, "")
        cards = []
        for place, sample in enumerate(shown_samples(self.languages)):
            cards.append((sample, f"/card/{place}.png?v={self.version}", 0, 0, sample.name))
        return page(name, summary, cards, self.simulation, [self.said], _SCRIPT.replace("VERSION", str(self.version)))

    def events(self) -> Iterator[str]:
        """What happens, as an event stream: a new version, and what is wrong with it."""
        import json

        version, said = -1, None  # what is the case now comes first: the page may be older
        while True:
            with self._news:
                self._news.wait_for(lambda: (self.version, self.said) != (version, said), _ALIVE)  # noqa: B023 - asked at once
                now = self.version, self.said
            if now[0] != version:
                yield f"event: drawn\ndata: {now[0]}\n\n"
            if now[1] != said:
                yield f"event: findings\ndata: {json.dumps(now[1])}\n\n"
            if now == (version, said):
                yield ": still here\n\n"
            version, said = now


def _stamps(path: Path) -> Iterator[tuple[str, int, int]]:
    """What tells whether a theme's files have changed: of its folder, and of those in it."""
    folders = [path, *(path / name for name in ("art", "fonts"))] if path.is_dir() else []
    for file in [path] if not folders else sorted(file for folder in folders if folder.is_dir() for file in folder.iterdir()):
        if file.suffix.lower() in _ENDINGS or file.name == FILE:
            try:
                found = file.stat()
            except OSError:
                continue
            yield str(file), found.st_mtime_ns, found.st_size


def serve(preview: Preview, port: int = 0) -> ThreadingHTTPServer:
    """Start a server of the preview on this machine alone, in a thread of its own; `server_port` says where."""
    handler = type("Handler", (_Handler,), {"preview": preview})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.1}).start()
    return server


def watch(preview: Preview, redrawn: Callable[[], object], stop: threading.Event) -> None:
    """Follow the theme until told to stop: `redrawn` is called after each change, then the theme is checked while nothing else happens."""
    unchecked = True
    while not stop.wait(_PULSE):
        if preview.follow():
            unchecked = True
            redrawn()
        elif unchecked:
            unchecked = False
            threading.Thread(target=preview.check, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    """Answers a browser on this machine."""

    preview: Preview
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the page, a picture, or the stream of events."""
        host = (self.headers.get("Host") or "").partition(":")[0]
        path = urlsplit(self.path).path
        if host not in ("127.0.0.1", "localhost"):
            self._answer(403, b"", "text/plain")
        elif path == "/":
            self._answer(200, self.preview.page().encode(), "text/html; charset=utf-8")
        elif path == "/events":
            self._stream()
        elif path.startswith("/card/"):
            self._picture(path.removeprefix("/card/").removesuffix(".png"))
        else:
            self._answer(404, b"", "text/plain")

    def _picture(self, place: str) -> None:
        try:
            self._answer(200, self.preview.picture(int(place)), "image/png")
        except (ValueError, IndexError, ImggenError) as error:
            self._answer(404, str(error).encode(), "text/plain; charset=utf-8")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for event in self.preview.events():
                self.wfile.write(event.encode())
                self.wfile.flush()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server gives it
        """Say nothing: what is asked for is no news."""
