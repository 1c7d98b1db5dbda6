"""Themes for tests, written into a folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'
SQUARE = SVG.format('<rect width="100" height="100" fill="#1f6f43"/>')


def make(folder: Path, toml: str = "", files: Mapping[str, str | bytes] | None = None) -> Path:
    """A theme's folder with a theme.toml and other files."""
    for name, content in {"theme.toml": toml, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A zip with files of those names."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def picture(width: int = 400, height: int = 300, kind: str = "PNG") -> bytes:
    """A picture with something in it."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, kind)
    return file.getvalue()
