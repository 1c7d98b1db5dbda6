"""The version of imggen and the address of its project, where every floor can see them."""

from __future__ import annotations

VERSION = "0.1.0"
PROJECT = "https://github.com/imggen/imggen"
"""Where the project is at home: servers are told, so that they know whom to ask about what imggen does."""
