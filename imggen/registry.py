"""Plug-ins by name: every file of a package is one, and is imported only when it is asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from imggen.errors import InputError, did_you_mean


@cache
def names(package: str) -> tuple[str, ...]:
    """The names of a package's plug-ins, in alphabetical order: its modules but those that start with an underscore."""
    return tuple(sorted(found.name for found in iter_modules(import_module(package).__path__) if not found.name.startswith("_")))


def find(package: str, name: str, noun: str) -> ModuleType:
    """The module of that name. Raises InputError, which calls it a `noun` and names those there are, when there is none."""
    known = names(package)
    if name not in known:
        raise InputError(f"no {noun} named {name!r}", instead=f"name one of {', '.join(known)}{did_you_mean(name, known)}")
    return import_module(f"{package}.{name}")
