"""Measure imggen against a plain pyplot script of the same card, in turn on the same machine: `python tests/bench/bench.py [--json]`.

Absolute times move with the neighbours of a machine, ratios inside a round do not. Cold is the whole command, from the start of the
interpreter to the file on disk; warm is a card more in a process that has drawn some, from readings to the bytes of a PNG, with its
alt text. Runs where `os.wait4` is: Linux and macOS.
"""

from __future__ import annotations

import argparse
import compileall
import csv
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAMES = ("imggen", "pyplot")
WORKERS = (*NAMES, "illustrated")
"""Who draws many cards in a row: imggen, pyplot, and imggen with a drawing behind and beside the counts."""
COUNTS = {"imggen": 60, "pyplot": 20, "illustrated": 60}
"""How many cards a worker draws in a round."""
MEBIBYTE = 1 << 20

Readings = list[tuple[date, int]]


def readings(card: int) -> dict[str, Readings]:
    """Two series of 60 daily readings that cross near the end; another `card` has other counts."""
    days = [date(2024, 3, 1) + timedelta(days=i) for i in range(60)]
    ours = [round(1240 + card % 97 + 2863 * (i / 59) ** 1.2 + 40 * math.sin(i + card)) for i in range(60)]
    theirs = [round(3985 + 0.5 * i + 12 * math.sin(2 * i + card)) for i in range(60)]
    return {"mastodon": list(zip(days, ours, strict=True)), "x": list(zip(days, theirs, strict=True))}


def draw_with_imggen(card: int) -> bytes:
    """A card from readings to bytes, its alt text included."""
    import imggen

    drawn = imggen.render(readings(card), card="timeline", theme="editorial", size="1200x675", lang="en", art=False)
    if not drawn.alt:
        raise SystemExit("a card without an alt text")
    return drawn.encode("png")


def draw_illustrated(card: int) -> bytes:
    """An illustrated card of the last two counts and the change since the first, half as many pixels again each way."""
    import imggen

    drawn = imggen.render(readings(card), card="duel", theme="papier", size="1600x900", lang="en", compare_to="first")
    if not drawn.story.pose or not drawn.alt:
        raise SystemExit("a card without a drawing, or without an alt text")
    return drawn.encode("png")


def draw_with_pyplot(card: int) -> bytes:
    """The same card from readings to bytes; pyplot writes no alt text."""
    import pyplot_card

    return pyplot_card.draw_card(*readings(card).values())


DRAW: dict[str, Callable[[int], bytes]] = {"imggen": draw_with_imggen, "pyplot": draw_with_pyplot, "illustrated": draw_illustrated}


def work(name: str, count: int) -> dict[str, Any]:
    """Draw that many distinct cards in this process, the first five untimed, and say what it took."""
    walls, cpus, sizes, peaks = [], [], [], []
    for card in range(count + 5):
        wall, cpu = time.perf_counter(), time.process_time()
        data = DRAW[name](card)
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
        sizes.append(len(data))
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    after_100 = peaks[min(len(peaks) - 1, 104)]
    return {
        "wall": median(walls[5:]),
        "cpu": median(cpus[5:]),
        "bytes": median(sizes),
        "peak": in_bytes(peaks[-1]),
        "at 100": in_bytes(after_100),
    }


def in_bytes(peak: int) -> int:
    """`ru_maxrss` is in bytes on macOS, in KiB elsewhere."""
    return peak if sys.platform == "darwin" else 1024 * peak


def environment() -> dict[str, str]:
    """The environment of what is measured: bytecode is kept, as in every installed program."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run_command(command: list[str]) -> dict[str, float]:
    """Run a whole command and say what it took."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"exit {process.returncode}: {' '.join(command)}")
    return {"wall": 1000 * (time.perf_counter() - begun), "cpu": 1000 * (used.ru_utime + used.ru_stime), "peak": in_bytes(used.ru_maxrss)}


def run_worker(name: str, count: int) -> dict[str, Any]:
    """What `work` says in a process of its own."""
    command = [sys.executable, str(HERE / "bench.py"), "--worker", name, "--cards", str(count)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout))


def cold_commands(folder: Path) -> dict[str, list[str]]:
    """The two commands, on the same counts in the same file."""
    counts = folder / "counts.csv"
    both = readings(0)
    with counts.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["date", *both])
        table.writerows([day.isoformat(), ours, theirs] for (day, ours), (_, theirs) in zip(*both.values(), strict=True))
    look = ["--card", "timeline", "--theme", "editorial", "--size", "1200x675", "--art", "off", "--lang", "en"]
    return {
        "imggen": [sys.executable, "-m", "imggen", "render", str(counts), *look, "-o", str(folder / "imggen.png")],
        "pyplot": [sys.executable, str(HERE / "pyplot_card.py"), str(counts), str(folder / "pyplot.png")],
    }


def measure(rounds: int, long: int) -> dict[str, Any]:
    """All figures: for each measure what both took, and the median of the ratios inside the rounds."""
    compileall.compile_dir(ROOT / "imggen", quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        commands = cold_commands(Path(folder))
        for name in NAMES:
            run_command(commands[name])
        cold = [{name: run_command(commands[name]) for name in NAMES} for _ in range(2 * rounds)]
    warm = [{name: run_worker(name, COUNTS[name]) for name in WORKERS} for _ in range(rounds)]
    series = run_worker("imggen", long)
    figures = {
        f"{when}, {what}": compared(runs, what) for when, runs in (("cold", cold), ("warm", warm)) for what in ("cpu", "wall", "peak")
    }
    figures["bytes"] = compared(warm, "bytes")
    figures |= {f"illustrated, {what}": compared(warm, what, "illustrated") for what in ("cpu", "wall", "peak", "bytes")}
    growth = (series["peak"] - series["at 100"]) / MEBIBYTE
    return {"figures": figures, "cards": long, "peak": series["peak"] / MEBIBYTE, "growth": growth}


def compared(runs: list[dict[str, dict[str, float]]], what: str, who: str = "imggen") -> dict[str, float]:
    """One measure of both, imggen's being that of the worker `who`, and its ratio."""
    both = {name: median(run[worker][what] for run in runs) for name, worker in (("imggen", who), ("pyplot", "pyplot"))}
    return {**both, "ratio": median(run[who][what] / run["pyplot"][what] for run in runs)}


ROWS = {
    "warm, wall": ("A card more, milliseconds", 1.0),
    "warm, cpu": ("A card more, milliseconds of CPU", 1.0),
    "cold, cpu": ("Whole command, milliseconds of CPU", 1.0),
    "cold, wall": ("Whole command, milliseconds", 1.0),
    "bytes": ("Bytes a card", 1.0),
    "cold, peak": ("Peak memory of the command, MiB", MEBIBYTE),
    "warm, peak": ("Peak memory of many cards, MiB", MEBIBYTE),
    "illustrated, wall": ("An illustrated card more at 1600×900, milliseconds", 1.0),
    "illustrated, bytes": ("Bytes of that", 1.0),
}


def table(result: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    lines = ["| | pyplot | imggen | ratio |", "|---|---:|---:|---:|"]
    for key, (label, unit) in ROWS.items():
        both = result["figures"][key]
        digits = 1 if both["imggen"] / unit < 100 else 0
        lines.append(f"| {label} | {both['pyplot'] / unit:,.{digits}f} | {both['imggen'] / unit:,.{digits}f} | {both['ratio']:.3f} |")
    lines += [
        "",
        f"{result['cards']} cards in one process: {result['peak']:.0f} MiB at most, {result['growth']:+.1f} MiB after the first 100.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print, or be one of the processes that are measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=5, help="how often each takes its turn (default 5)")
    parser.add_argument("--long", type=int, default=600, help="how many cards are drawn in a row to watch the memory (default 600)")
    parser.add_argument("--worker", choices=WORKERS, help=argparse.SUPPRESS)
    parser.add_argument("--cards", type=int, default=20, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        print(json.dumps(work(asked.worker, asked.cards)))
        return
    result = measure(asked.rounds, asked.long)
    print(json.dumps(result, indent=2) if asked.json else table(result))


if __name__ == "__main__":
    main()
