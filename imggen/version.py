"""The version of imggen, where every floor can see it."""

from __future__ import annotations

VERSION = "0.1.0"
