"""Run the command line: `python -m imggen`."""

from imggen.cli.main import run

run()
