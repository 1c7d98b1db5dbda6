"""Checking a theme: what is wrong is named with its line, and every proposal passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from town_themes import BAD, QUICK, write

from imggen.colour import parse_colour
from imggen.errors import InputError
from imggen.theme import themes
from imggen.theming.check import check_theme
from imggen.theming.fixing import fix
from imggen.theming.legible import APART, too_close
from imggen.toml_places import line_of
from imggen.wording.language import languages


@pytest.mark.parametrize("name", themes())
def test_the_themes_that_come_with_imggen_pass_with_no_finding(name: str) -> None:
    assert check_theme(name).findings == ()


@pytest.mark.whole
@pytest.mark.parametrize("name", themes())
def test_they_pass_in_every_language(name: str) -> None:
    assert check_theme(name, languages()).findings == ()


def test_a_theme_that_says_nothing_passes(tmp_path: Path) -> None:
    assert check_theme(write(tmp_path / "town", "")).findings == ()


@pytest.mark.parametrize("name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.whole) for name in BAD])
def test_what_is_wrong_is_named_and_what_is_proposed_passes(tmp_path: Path, name: str) -> None:
    toml, files, key = BAD[name]
    folder = write(tmp_path / "town", toml, files)
    report = check_theme(folder)
    named = [finding for finding in report.findings if key in finding.where]
    assert named, [str(finding) for finding in report.findings]
    if "/" not in key:
        line = line_of(toml, tuple(key.split(".")))
        assert named[0].where == f"{folder}/theme.toml:{line} {key}"
    assert all(finding.changes for finding in report.findings)
    assert all("\n" not in str(finding) for finding in report.findings)
    assert report.draft is not None
    proposed = [change for finding in report.findings for change in finding.changes]
    fix(report.draft.own, proposed)
    assert check_theme(folder).findings == ()


def test_the_theme_s_own_colours_are_kept_as_far_as_can_be(tmp_path: Path) -> None:
    """A yellow that is too light to read becomes a darker yellow, not another theme's violet."""
    report = check_theme(write(tmp_path / "town", '[colour]\nchallenger = "#ffd400"\n'))
    changes = {change.location[-1]: change.value for finding in report.findings for change in finding.changes}
    assert changes.keys() <= {"challenger", "fourth"}  # the fourth was too near to it for one sight
    red, green, blue = changes["challenger"][:3]
    assert red > green > 2 * blue


def test_series_are_told_apart_by_every_sight(tmp_path: Path) -> None:
    folder = write(tmp_path / "town", '[colour]\nchallenger = "#7a5c00"\nrival = "#4d6b00"\nthird = "#8a4b00"\nfourth = "#a03e1a"\n')
    report = check_theme(folder)
    assert any(f"difference of {APART:g}" in finding.expected for finding in report.findings)
    assert report.draft is not None
    series = [report.draft.theme.paint(token) for token in ("challenger", "rival", "third", "fourth")]
    assert too_close(series) == []


def test_a_file_that_is_no_toml_is_one_finding_with_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "town", '[colour]\nink = "#000"\nink = "#111"\n')
    (finding,) = check_theme(folder).findings
    assert finding.where == f"{folder}/theme.toml:3"


def test_findings_are_json_with_file_line_key_and_proposal(tmp_path: Path) -> None:
    folder = write(tmp_path / "town", '[colour]\n\nink = "blue"\n')
    (finding,) = check_theme(folder).findings
    assert finding.as_json() == {
        "file": f"{folder}/theme.toml",
        "line": 3,
        "key": "colour.ink",
        "found": "'blue'",
        "expected": "#rgb, #rrggbb or #rrggbbaa",
        "proposed": [{"key": "colour.ink", "value": "#17141f"}],
    }


def test_a_font_of_its_own_that_lacks_letters_of_a_language_is_helped_out(tmp_path: Path) -> None:
    from imggen.assets import folder as assets

    font = (assets("fonts") / "grandstander" / "Grandstander-Black.ttf").read_bytes()
    toml = '[fonts]\ntitle = { families = ["Grandstander"] }\n'
    folder = write(tmp_path / "town", toml, {"fonts/Grandstander-Black.ttf": font})
    assert check_theme(folder, ["fr"]).findings == ()
    (finding,) = check_theme(folder, ["ar"]).findings
    assert finding.where.endswith("fonts.title.families")
    assert "Noto Sans Arabic" in str(finding)
    assert check_theme(folder, ["ar"]).draft is not None
    fix(check_theme(folder, ["ar"]).draft.own, finding.changes)  # type: ignore[union-attr]
    assert check_theme(folder, ["ar"]).findings == ()


def test_what_is_not_there_is_an_error_not_a_finding() -> None:
    with pytest.raises(InputError, match="no such file"):
        check_theme("./nowhere")
    with pytest.raises(InputError, match="language"):
        check_theme("papier", ["xx"])


def test_comments_stay_when_proposals_are_written(tmp_path: Path) -> None:
    folder = write(tmp_path / "town", '# ours\n[colour] # of the town\nink = "#ffffff" # white?\n')
    report = check_theme(folder)
    assert report.draft is not None
    fix(report.draft.own, report.changes)
    text = (folder / "theme.toml").read_text()
    assert "# ours" in text
    assert "# of the town" in text
    assert "# white?" in text
    assert parse_colour(text.partition('ink = "')[2][:7]) != parse_colour("#ffffff")
