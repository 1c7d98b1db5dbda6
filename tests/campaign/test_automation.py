"""The example workflows and units are valid, name commands and options that there are, and do what they say."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from loopback import Reply
from posters.fakes import SECRET, Fake, FakeMastodon, running

from imggen.campaign.identity import ledger_name
from imggen.cli.commands import COMMANDS, ROOT
from imggen.sources.campaign_file import read_campaign

EXAMPLES = Path(__file__).parents[2] / "examples"
WORKFLOWS = sorted(path for path in EXAMPLES.rglob("*.yml"))
UNITS = sorted((EXAMPLES / "automation" / "systemd").iterdir())
CRONTAB = EXAMPLES / "automation" / "crontab"
DIRECTIVES = {
    "Unit": {"Description", "Wants", "After"},
    "Service": {"Type", "WorkingDirectory", "ExecStart", "TimeoutStartSec", "NoNewPrivileges"},
    "Timer": {"OnCalendar", "RandomizedDelaySec", "Persistent"},
    "Install": {"WantedBy"},
}


def workflow(path: Path) -> dict[str, Any]:
    """A workflow; YAML 1.1 takes its `on` for true."""
    found = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in found.items()}


def steps(path: Path) -> list[dict[str, Any]]:
    (job,) = workflow(path)["jobs"].values()
    return list(job["steps"])


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text("utf-8"))
    return parser


def scripts() -> Iterator[tuple[str, str]]:
    """What each file runs."""
    for path in WORKFLOWS:
        yield str(path.relative_to(EXAMPLES)), "\n".join(step.get("run", "") for step in steps(path))
    yield "crontab", CRONTAB.read_text("utf-8").splitlines()[-1].replace('"$HOME/.local/bin/imggen"', "imggen")
    yield "imggen.service", unit(UNITS[0])["Service"]["ExecStart"].replace("%h/.local/bin/", "")


def test_there_are_files_for_all_of_them() -> None:
    names = [str(path.relative_to(EXAMPLES)) for path in WORKFLOWS]
    assert names == [
        "automation/forgejo/campaign.yml",
        "automation/github/campaign.yml",
        "template/.forgejo/workflows/counts.yml",
        "template/.github/workflows/counts.yml",
    ]
    assert [path.name for path in UNITS] == ["imggen.service", "imggen.timer"]


@pytest.mark.parametrize(("name", "script"), [*scripts()], ids=lambda each: each.partition("\n")[0][:60])
def test_only_commands_and_options_that_there_are_are_called(name: str, script: str) -> None:
    calls = re.findall(r"(?:^|[;&|)] *|\bexec )imggen +((?:[^;&|\n]|\\\n)*)", script, re.MULTILINE)
    assert calls, name
    for call in calls:
        words = shlex.split(call.partition(">")[0])
        assert words[0] in COMMANDS
        command = ROOT.get_command(None, words[0])
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words[1:] if word.startswith("--")} <= known, call


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_workflows_run_one_at_a_time_and_keep_the_journal_whatever_happens(path: Path) -> None:
    found = workflow(path)
    assert found["concurrency"] == {"group": "imggen-campaign", "cancel-in-progress": False}
    (job,) = found["jobs"].values()
    assert job["env"]["IMGGEN_JOURNAL"] == "journal"
    last = job["steps"][-1]
    assert last["if"] == "always()"
    assert last["run"].rstrip().endswith("git push --quiet")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_nothing_typed_and_no_secret_is_put_into_a_script(path: Path) -> None:
    assert all("${{" not in step.get("run", "") for step in steps(path))


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if "template" in path.parts], ids=lambda path: path.parts[-3])
def test_the_web_form_takes_the_two_numbers(path: Path) -> None:
    inputs = workflow(path)["on"]["workflow_dispatch"]["inputs"]
    assert [name for name, field in inputs.items() if field.get("required")] == ["mastodon", "x"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_have_only_what_systemd_knows(path: Path) -> None:
    parser = unit(path)
    assert "Unit" in parser.sections()
    for section in parser.sections():
        assert set(parser[section]) <= DIRECTIVES[section]


def test_the_crontab_has_times_and_a_command() -> None:
    setting, line = [line for line in CRONTAB.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert re.fullmatch(r"MAILTO=\S+", setting)
    assert re.fullmatch(r"(?:[\d*/,-]+ ){5}cd .+ && .+", line)


@pytest.mark.parametrize("name", ["weekly.toml", "template/campaign.toml"])
def test_the_example_campaigns_are_campaigns(name: str) -> None:
    assert read_campaign((EXAMPLES / name).read_bytes(), name).settings.places


@pytest.fixture
def server() -> Iterator[Fake]:
    with running(FakeMastodon()) as fake:
        yield fake


@pytest.fixture
def repository(tmp_path: Path, server: Fake) -> Path:
    """The template in a clone of an own repository, with its server being the test's."""
    bare, clone = tmp_path / "bare.git", tmp_path / "clone"
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "--quiet", "--bare", str(bare)], check=True)
    subprocess.run([*git, "clone", "--quiet", str(bare), str(clone)], check=True, capture_output=True)
    shutil.copytree(EXAMPLES / "template", clone, dirs_exist_ok=True)
    text = (clone / "campaign.toml").read_text("utf-8")
    (clone / "campaign.toml").write_text(text.replace('to = "mastodon.example"', f'to = "{server.base}"'), "utf-8")
    for words in (["add", "--all"], ["commit", "--quiet", "--message", "Begin"], ["push", "--quiet", "origin", "HEAD"]):
        subprocess.run([*git, *words], cwd=clone, check=True, capture_output=True)
    return clone


Form = Callable[..., dict[str, int]]


@pytest.fixture
def form(repository: Path, server: Fake, tmp_path: Path) -> Form:
    """Run the workflow's scripts as a runner would, and return the exit code of each."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "imggen").write_text(
        f'#!/bin/sh\ncase "$1" in run) set -- "$@" --allow-local ;; esac\nexec "{sys.executable}" -m imggen "$@"\n'
    )
    (bin_ / "imggen").chmod(0o755)

    def fill(**inputs: str) -> dict[str, int]:
        values = {
            "inputs.what": "post",
            "inputs.date": "",
            "inputs.sure": "false",
            **{f"inputs.{key}": each for key, each in inputs.items()},
        }
        values |= {"vars.IMGGEN_SERVER": server.base, "secrets.IMGGEN_TOKEN": SECRET}
        codes: dict[str, int] = {}
        for step in steps(EXAMPLES / "template/.github/workflows/counts.yml"):
            if "run" not in step or step["name"] == "Install" or (any(codes.values()) and step.get("if") != "always()"):
                continue
            own = {name: values[str(value).strip("${} ")] for name, value in step.get("env", {}).items()}
            environment = {
                **os.environ,
                "PATH": f"{bin_}:{os.environ['PATH']}",
                "IMGGEN_JOURNAL": "journal",
                "IMGGEN_CONFIG": str(tmp_path / "config"),
                "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
                **own,
            }
            ran = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=repository, env=environment, capture_output=True, check=False)
            assert SECRET.encode() not in ran.stdout + ran.stderr
            codes[step["name"]] = ran.returncode
        return codes

    return fill


def pushed(repository: Path) -> str:
    """The names of the files that are in the repository that was pushed to, and what is in its table."""
    origin = ["git", "--git-dir", str(repository.parent / "bare.git")]
    names = subprocess.run([*origin, "ls-tree", "-r", "--name-only", "HEAD"], capture_output=True, text=True, check=True).stdout
    return names + subprocess.run([*origin, "show", "HEAD:counts.csv"], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(os.name != "posix" or not shutil.which("git"), reason="a runner's shell")
def test_the_template_posts_the_two_numbers_once_and_pushes_what_it_did(form: Form, repository: Path, server: Fake, tmp_path: Path) -> None:
    assert set(form(mastodon="5876", x="5832").values()) == {0}
    assert len(server.told()) == 1
    assert "5876" in server.told()[0][1]
    there = pushed(repository)
    for name in ("counts.csv", "docs/latest.html", f"journal/campaigns/{ledger_name('campaign.toml', '../campaign.toml')}.jsonl"):
        assert f"{name}\n" in there
    assert ",5876,5832" in there
    assert ".lock" not in there
    assert SECRET not in "".join(path.read_text("utf-8", "replace") for path in repository.rglob("*") if path.is_file())
    form(mastodon="5876", x="5832")
    assert len(server.told()) == 1
    hostile = form(mastodon='5$(touch "$HOME/hacked");', x="5832")
    assert hostile["Write the counts down"] == 2
    server.troubles = [Reply({"error": "No"}, 422)]
    failed = form(mastodon="5901", x="5832", what="post")
    assert failed["Draw and post"] == 3
    assert failed["Keep the counts and the journal, also when something failed"] == 0
    assert ",5901,5832" in pushed(repository)
