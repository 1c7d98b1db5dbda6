"""Cards laid out by hand stand beside the tests of painting."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "paint"))
