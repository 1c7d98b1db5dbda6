"""SVG as people and programs write it, and as strangers do to see what happens."""

from __future__ import annotations

import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import cpu_seconds

from imggen.art.logo import parse_logo
from imggen.art.svg import parse_drawing
from imggen.errors import InputError

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'


def shapes(inner: str) -> list[tuple[str, str, tuple[float, float, float, float]]]:
    found = parse_drawing(SVG.format(inner).encode(), "t.svg").shapes
    return [(shape.fill, shape.stroke, tuple(round(side, 2) for side in shape.outline.box())) for shape in found]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<rect x="10" y="20" width="30" height="40" fill="#ff0000"/>', ("#ff0000", "", (10, 20, 40, 60))),
        ('<circle cx="50" cy="50" r="10" style="fill:rgb(1,2,3);stroke:none"/>', ("#010203", "", (40, 40, 60, 60))),
        ('<polygon points="0,0 10,0 10,10" fill="navy" fill-opacity="0.5"/>', ("#00008080", "", (0, 0, 10, 10))),
        ('<line x1="1" y1="2" x2="3" y2="4" fill="none" stroke="#abc" stroke-width="2px"/>', ("", "#aabbcc", (1, 2, 3, 4))),
        ('<g fill="#00ff00" transform="translate(10)"><path d="M0 0H5V5Z"/></g>', ("#00ff00", "", (10, 0, 15, 5))),
        ('<path transform="translate(10 20) scale(2)" d="M0 0H5V5Z"/>', ("#000000", "", (10, 20, 20, 30))),
        ('<g transform="rotate(90 50 50)"><path d="M0 0H10V10Z" data-fill="fur" fill="#fff"/></g>', ("fur", "", (90, 0, 100, 10))),
        ('<path id="a" aria-label="leg" d="M0 0H5V5Z"/>', ("#000000", "", (0, 0, 5, 5))),
    ],
)
def test_shapes_are_drawn_as_they_were_meant(inner: str, expected: tuple[str, str, tuple[float, ...]]) -> None:
    assert shapes(inner) == [expected]


def test_what_a_drawing_program_adds_is_passed_over() -> None:
    inner = (
        '<title>Leg</title><sodipodi:namedview xmlns:sodipodi="http://sodipodi.example/ns" zoom="2"/><defs id="d"/>'
        '<metadata><rdf:RDF xmlns:rdf="http://rdf.example/ns"><rdf:li>x</rdf:li></rdf:RDF></metadata>'
        '<path style="font-variation-settings:normal;fill:#1f6f43;stroke-linejoin:round;-inkscape-stroke:none" d="M0 0H5V5Z"/>'
    )
    assert [fill for fill, _, _ in shapes(inner)] == ["#1f6f43"]


HOSTILE = {
    "script": (SVG.format("<script>alert(1)</script>"), "<script>"),
    "script in defs": (SVG.format("<defs><script>alert(1)</script></defs>"), "<script>"),
    "event": (SVG.format('<path onload="x()" d="M0 0H1Z"/>'), "onload"),
    "event on the root": (SVG.format("").replace("viewBox", 'onload="x()" viewBox'), "onload"),
    "outside picture": (SVG.format('<image href="http://a.example/x.png"/>'), "<image>"),
    "outside use": (SVG.format('<use href="other.svg#a"/>'), "<use>"),
    "link": (SVG.format('<a href="http://a.example"><path d="M0 0H1Z"/></a>'), "<a>"),
    "style sheet": (SVG.format("<style>@import url(http://a.example)</style>"), "<style>"),
    "outside paint": (SVG.format('<path fill="url(http://a.example#p)" d="M0 0H1Z"/>'), "colour"),
    "filter": (SVG.format('<path style="filter:url(#f)" d="M0 0H1Z"/>'), "filter"),
    "foreign": (SVG.format("<foreignObject/>"), "foreignObject"),
    "entity": ('<!DOCTYPE s [<!ENTITY a "b">]>' + SVG.format("&a;"), "DOCTYPE"),
    "outside entity": ('<!DOCTYPE s SYSTEM "http://a.example/x.dtd">' + SVG.format(""), "DOCTYPE"),
    "laughs": (
        "<!DOCTYPE s [<!ENTITY a '" + "b" * 50 + "'>" + "".join(f"<!ENTITY a{i} '{'&a;' * 50}'>" for i in range(9)) + "]><svg/>",
        "DOCTYPE",
    ),
    "many nodes": ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">' + "<g/>" * 240_000 + "</svg>", "too many elements"),
    "a million nodes": ('<svg viewBox="0 0 1 1">' + "<g/>" * 1_000_000 + "</svg>", "under 1 MB"),
    "deep": (SVG.format("<g>" * 90_000), "too many elements"),
    "many points": (SVG.format(f'<path d="M0 0{"h1v1" * 200_000}"/>'), "too many shapes"),
    "many shapes": (SVG.format('<path d="M0 0h1"/>' * 4_000), "too many shapes"),
    "many transforms": (SVG.format(f'<g transform="{"scale(1)" * 100_000}"><path d="M0 0h1"/></g>'), "a transform"),
    "no number": (SVG.format('<path d="M0 0Hnan"/>'), "bad path"),
    "a number without end": (SVG.format('<path d="M0 0H1e999"/>'), "out of bounds"),
    "a box of nothing": (SVG.format("").replace("0 0 100 100", "0 0 nan 9"), "box"),
    "long attribute": (SVG.format(f'<path fill="{"a" * 900_000}" d="M0 0H1Z"/>'), "colour"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_drawing_is_refused_by_name_in_a_second_and_little_memory(name: str) -> None:
    svg, says = HOSTILE[name]
    before, errors = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, list[pytest.ExceptionInfo[InputError]]()

    def refused() -> None:
        with pytest.raises(InputError, match=says) as error:
            parse_drawing(svg.encode(), "mine/art/pose-top.svg")
        errors.append(error)

    assert cpu_seconds(refused, 1) < 1
    error = errors[-1]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert str(error.value).startswith("mine/art/pose-top.svg: ")
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


_ELEMENTS = st.sampled_from(["g", "path", "rect", "circle", "script", "defs", "text", "polygon", "title", "svg"])
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["d", "fill", "stroke", "style", "transform", "x", "width", "height", "r", "points", "opacity", "id", "onclick"]),
    st.text(alphabet="MLHVZ0123456789.,-e #()abcdflonteurgsk:;%", max_size=24),
    max_size=4,
)


@given(st.lists(st.tuples(_ELEMENTS, _ATTRIBUTES), max_size=6))
def test_anything_that_looks_like_svg_is_drawn_or_one_clear_error(elements: list[tuple[str, dict[str, str]]]) -> None:
    attributes = [" ".join(f'{key}="{value}"' for key, value in said.items()) for _, said in elements]
    inner = "".join(f"<{name} {said}/>" for (name, _), said in zip(elements, attributes, strict=True))
    try:
        drawing = parse_drawing(SVG.format(inner).encode(), "any.svg")
    except InputError as error:
        assert "\n" not in str(error)
        assert str(error).startswith("any.svg: ")
    else:
        assert all(-1e6 <= value <= 1e6 for shape in drawing.shapes for value in shape.outline.points)


def test_a_logo_that_is_scaled_to_nothing_shows_nothing() -> None:
    nothing = b'<svg viewBox="0 0 9 9"><g transform="scale(0)"><rect width="9" height="9" fill="#123"/></g></svg>'
    with pytest.raises(InputError, match="nothing can be seen in it"):
        parse_logo(nothing, "logo.svg")
