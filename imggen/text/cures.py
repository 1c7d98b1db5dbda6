"""What to install, or to give, so that something can be drawn next time."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from imggen.text.clusters import clusters, is_pictograph, script_of

_OWN = "--font-path with a font that has it"
_EAST_ASIAN = frozenset(("Hani", "Hira", "Kana", "Hang", "Bopo"))
_IN_NOTO = """
Adlm Aghb Ahom Armi Avst Bali Bamu Bass Batk Bhks Brah Bugi Buhd Cakm Cans Cari Cham Cher Copt Cprt Dogr Dsrt Dupl Egyp Elba Elym
Ethi Glag Gong Gonm Goth Gran Gujr Guru Hano Hatr Hluw Hmng Hmnp Hung Java Kali Khar Khmr Khoj Knda Kthi Lana Lepc Limb Lina
Linb Lyci Lydi Mahj Mand Mani Marc Medf Mend Merc Mero Mlym Modi Mong Mroo Mtei Mult Mymr Narb Nbat Newa Nkoo Nshu Olck Orkh Orya
Osge Osma Palm Pauc Perm Phag Phli Phlp Phnx Plrd Prti Rjng Rohg Runr Samr Sarb Saur Sgnw Shaw Shrd Sidd Sind Sinh Sogd Sogo
Sora Soyo Sund Sylo Syrc Tagb Takr Tale Talu Tang Tavt Telu Tglg Thaa Tibt Tirh Ugar Vaii Wara Wcho Xpeo Xsux Yezi Yiii Zanb
"""
"""The scripts that Debian's package fonts-noto-core has characters of and ours have not."""


@cache
def _installed() -> bool:
    return find_spec("manimgx_fonts_cjk") is not None


def cure(text: str) -> str:
    """What cures that the clusters of a text can't be drawn: a package where one is known, else a font of one's own."""
    scripts = {script_of(cluster) for cluster in clusters(text)}
    if scripts & _EAST_ASIAN:
        return _OWN if _installed() else f"pip install 'imggen[cjk]', or {_OWN}"
    if any(script in _IN_NOTO for script in scripts if script):
        return f"--system-fonts after apt install fonts-noto-core, or {_OWN}"
    if any(map(is_pictograph, clusters(text))) or any("\U0001f1e6" <= letter <= "\U0001f1ff" for letter in text):
        return "--font-path with a whole emoji font in the format COLR, such as the one in npm's @fontsource/noto-color-emoji"
    return _OWN
