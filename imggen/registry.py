"""Plug-ins by name: every file of a package is one, imported only when it is asked for. Other packages bring more by entry points."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, Any

from imggen.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@cache
def names(package: str) -> tuple[str, ...]:
    """The names of a package's plug-ins, in alphabetical order: its modules but those that start with an underscore."""
    return tuple(sorted(found.name for found in iter_modules(import_module(package).__path__) if not found.name.startswith("_")))


def find(package: str, name: str, noun: str) -> ModuleType:
    """The module of that name. Raises InputError, which calls it a `noun` and names those there are, when there is none."""
    known = names(package)
    if name not in known:
        raise missing(name, noun, known)
    return import_module(f"{package}.{name}")


def missing(name: str, noun: str, known: tuple[str, ...]) -> InputError:
    """The error that says that nothing has that name, and what has one."""
    return InputError(f"no {noun} named {name!r}", instead=f"name one of {', '.join(known)}{did_you_mean(name, known)}")


@cache
def installed(group: str) -> Mapping[str, EntryPoint]:
    """What installed packages bring under the name of a group, by its own names, in alphabetical order. None of it is imported."""
    from importlib.metadata import entry_points

    return {point.name: point for point in sorted(entry_points(group=group), key=lambda point: point.name)}


def load(point: EntryPoint) -> Any:
    """Import what a package brings. Raises InputError, which names the package, when that fails."""
    try:
        return point.load()
    except Exception as error:  # what another package does when it is imported is anything
        whose = point.dist.name if point.dist else point.value
        what = f"{point.name} can't be imported: {type(error).__name__}: {error}"[:300]
        raise InputError(what, f"the package {whose}", "update it, or leave it out") from None
