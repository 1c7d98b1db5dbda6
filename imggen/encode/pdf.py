"""A scene becomes a PDF page, shapes and words as vectors, through matplotlib; title, subject and language are in the file.

matplotlib writes no language and no XMP: they are appended, as an edited alt text is.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from imggen.encode.metadata import Metadata
from imggen.encode.pdf_update import described
from imggen.paint.artist import SceneArtist
from imggen.paint.public import quiet_matplotlib
from imggen.scene import Scene

with quiet_matplotlib():
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure

_PIXELS_AN_INCH = 96
"""CSS's pixel: a card of 1600 pixels is as wide on paper as in a browser."""
_SETTINGS: Any = {"pdf.compression": 6, "pdf.inheritcolor": False, "pdf.use14corefonts": False}
"""What the backend reads of rcParams, as matplotlib has it by default: a host program's settings must not change the bytes."""
_NO_DATE = {"Creator": "imggen", "Producer": "matplotlib", "CreationDate": None}


def write_pdf(scene: Scene, metadata: Metadata | None = None) -> bytes:
    """The scene as a PDF of one page, with its metadata inside."""
    width, height = scene.pixels
    figure = Figure(figsize=(width / _PIXELS_AN_INCH, height / _PIXELS_AN_INCH), dpi=72)
    canvas = FigureCanvasPdf(figure)
    figure.patch.set_visible(False)
    figure.add_artist(SceneArtist(scene))
    file = BytesIO()
    with rc_context(_SETTINGS):
        canvas.print_pdf(file, metadata=_NO_DATE)  # type: ignore[no-untyped-call]
    return file.getvalue() if metadata is None else described(file.getvalue(), metadata)
