"""The process around a command: its streams, its errors as one line each, and its exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

_INTERRUPTED = 130
_SETTINGS = {
    # Libraries of linear algebra start a thread for each core when they are imported. A card has no use for them.
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"),
    # Pydantic looks for plugins in every package that is installed.
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}
"""What spares libraries work that a command line has no use for, unless the user set it."""


_OBJECTS = 100_000
"""How many new objects before the collector looks for rings: while modules are imported there are none, and it would look 100 times."""


def run() -> NoReturn:
    """Run the command line, and leave with its exit code: 0, or 2 for bad input, 3 for an unknown count, 4 for a failed check."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    gc.set_threshold(_OBJECTS)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Whatever goes wrong is one line where errors go."""
    from imggen.cli import errors, output

    output.make_tolerant()
    try:
        from imggen.cli.commands import ROOT

        code = ROOT.main(list(arguments), prog_name="imggen", standalone_mode=False)
        return output.finish() or int(code or 0)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("IMGGEN_DEBUG"):
            raise
        told = errors.told(error)
        if told.line:
            output.complain(told.line)
        return told.exit_code
