"""A zip to be given on: with a licence for its art, without fonts that may not be."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from town_themes import LOGO, write

from imggen.errors import InputError
from imggen.themefiles.find import load_theme, open_chain
from imggen.theming.new import Wish, make_theme, write_theme
from imggen.theming.pack import pack_theme, wants_licence

FONT = (Path(__file__).parents[2] / "fonts" / "grandstander" / "Grandstander-Black.ttf").read_bytes()


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(BytesIO(data)).namelist()


def test_what_was_packed_is_the_same_theme_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    toml = 'licence = "CC0-1.0"\n[colour]\nink = "#101010"\n[defaults]\nlogo = { file = "logo.svg" }\n'
    files: dict[str, str | bytes] = {"logo.svg": LOGO, "art/pose-top.svg": LOGO, "README.md": "Ours", ".secret": "x", "notes.doc": "x"}
    folder = write(tmp_path / "town", toml, files)
    packed = pack_theme(folder)
    assert names(packed.data) == ["town/README.md", "town/art/pose-top.svg", "town/logo.svg", "town/theme.toml"]
    assert packed.data == pack_theme(folder).data
    (tmp_path / "given.zip").write_bytes(packed.data)
    one, other = load_theme(folder), load_theme(tmp_path / "given.zip")
    assert one.model_dump(exclude={"art_folders", "logo_file"}) == other.model_dump(exclude={"art_folders", "logo_file"})


@pytest.mark.parametrize("file", ["art/pose-top.svg", "logo.svg"])
def test_art_without_a_licence_is_refused(tmp_path: Path, file: str) -> None:
    toml = '[defaults]\nlogo = { file = "logo.svg" }\n' if file == "logo.svg" else ""
    with pytest.raises(InputError, match="licence") as error:
        pack_theme(write(tmp_path / "town", toml, {file: LOGO}))
    assert file.rpartition("/")[2] in str(error.value)


def test_fonts_are_packed_when_they_are_marked_redistributable(tmp_path: Path) -> None:
    toml = '[font-files]\n"a.ttf" = { licence = "OFL-1.1", redistributable = true }\n"b.ttf" = { licence = "Ours" }\n'
    packed = pack_theme(write(tmp_path / "town", toml, dict.fromkeys(("fonts/a.ttf", "fonts/b.ttf", "fonts/c.ttf"), FONT)))
    assert names(packed.data) == ["town/fonts/a.ttf", "town/theme.toml"]
    assert [line.split()[0] for line in packed.left_out] == ["fonts/b.ttf", "fonts/c.ttf"]


def test_a_theme_that_is_wrong_is_not_packed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"theme\.toml:2 colour\.ink"):
        pack_theme(write(tmp_path / "town", '[colour]\nink = "black"\n'))


def test_what_keeps_a_theme_from_being_packed_is_said_where_it_is_made_and_checked(tmp_path: Path) -> None:
    (tmp_path / "own.svg").write_text(LOGO)
    made = make_theme(Wish(name="town", logo=str(tmp_path / "own.svg")))
    assert '\n# licence = "CC-BY-4.0"\n# credit = "NAME"\n' in made.files["theme.toml"].decode()
    write_theme(made, tmp_path / "town")
    chain = open_chain(tmp_path / "town")
    assert wants_licence(chain[0], made.theme.model_copy(update={"logo_file": tmp_path / "town" / "logo.svg"}))
