"""Cut a whole font as the file here was cut: `python fonts/cut.py WHOLE fonts/inter/Inter[opsz,wght].ttf [--write]`.

The file here is the recipe: its characters, its layout features, its axes with their ends. Without --write, the tables that come out
otherwise are named: for the version that the README names these are `name` and `head`, its checksum.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont


def cut(whole: Path, like: Path) -> hb.Face:
    """The whole font with the characters, features and axes of the one that is `like` it."""
    source, model = (hb.Face(hb.Blob.from_file_path(str(path))) for path in (whole, like))
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(model.unicodes)
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in _features(like))
    wanted.name_id_set.invert()
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    kept = {axis.tag: axis for axis in model.axis_infos}
    for axis in source.axis_infos:
        if axis.tag in kept:
            ends = kept[axis.tag]
            wanted.set_axis_range(source, axis.tag, ends.min_value, ends.max_value, ends.default_value)
        else:
            wanted.pin_axis_location(source, axis.tag, axis.default_value)
    return hb.subset(source, wanted)


def _features(path: Path) -> set[str]:
    with TTFont(path) as font:
        tables = [font[tag].table.FeatureList for tag in ("GSUB", "GPOS") if tag in font]
        return {record.FeatureTag for found in tables if found for record in found.FeatureRecord}


def main() -> None:
    """Cut, compare, and write when that was asked for."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    if len(arguments) != 2:
        sys.exit(f"usage: {__doc__.splitlines()[0].partition('`')[2].rpartition('`')[0]}" if __doc__ else 2)
    whole, like = map(Path, arguments)
    made, model = cut(whole, like), hb.Face(hb.Blob(like.read_bytes()))
    tags = sorted({*made.table_tags, *model.table_tags})
    other = [tag for tag in tags if bytes(made.reference_table(tag).data) != bytes(model.reference_table(tag).data)]
    sys.stdout.write(f"other than in {like.name}: {', '.join(other) or 'nothing'}\n")
    if "--write" in sys.argv:
        like.write_bytes(bytes(made.blob.data))


if __name__ == "__main__":
    main()
