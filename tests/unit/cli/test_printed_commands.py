"""Every command that the README, the documents and the program itself tell a person to give is one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.cli import main
from appliance.cli.common import WrongUsage

ROOT = Path(__file__).parents[3]
GROUPS = "|".join(group.__name__.rpartition(".")[2] for group in main.GROUPS)
COMMAND = re.compile(rf"\bshopwarden ((?:{GROUPS})\b[^`“”\n]*)")
ANY_VERB = re.compile(r"node (?:…|\{)")
"""Whichever verb of the group it was."""


def told() -> Iterator[tuple[str, str]]:
    """Yield every command that stands in a text, with where it stands."""
    texts = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    sources = [file for folder in ("appliance", "k3s", "models") for file in (ROOT / folder).rglob("*.py")]
    for file in (*texts, *sorted(sources)):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            for found in COMMAND.findall(line):
                if not ANY_VERB.match(found):
                    yield f"{file.relative_to(ROOT)}:{number}", found


def words(command: str) -> list[str]:
    """Return the words of a command as somebody would give it, with something for each place."""
    plain = re.sub(r"\{[^}]*\}", "x", command)
    plain = re.sub(r"\[[^\]]*\]|<.*|[…].*|\\n.*", "", plain)  # what may be left out, what is put in, an end
    plain = re.sub(r"(\w+)\|\w+", r"\1", plain)
    if plain.count('"') % 2:  # the end of a string of the source
        plain = plain[: plain.rindex('"')]
    return [word.rstrip(").,;:") for word in shlex.split(plain)]


@pytest.mark.parametrize(("place", "command"), list(told()))
def test_what_a_person_is_told_to_give_is_a_command(place: str, command: str) -> None:
    try:
        main.parser().parse_args(words(command))
    except WrongUsage as err:
        pytest.fail(f"{place}: shopwarden {command}: {err.message}")


def test_a_command_that_does_not_exist_would_be_found() -> None:
    with pytest.raises(WrongUsage):
        main.parser().parse_args(words("token make --shop my-shop"))
    assert len(list(told())) > 40
