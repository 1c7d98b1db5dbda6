"""`python -m tests.bench` is `python tests/bench/bench.py`."""

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).with_name("bench.py")), run_name="__main__")
