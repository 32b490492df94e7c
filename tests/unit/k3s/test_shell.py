"""Running programs: real ones, no shell in between."""

from __future__ import annotations

import sys
import traceback

import pytest

from appliance.core.errors import CommandFailed
from k3s import shell


def test_output_and_standard_input() -> None:
    assert shell.run(["cat"], stdin="a token") == "a token"


def test_the_environment_is_bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_PRELOAD_NOT", "planted")
    printed = shell.run(["env"], env={"K3S_TOKEN_FILE": "/x"})
    assert "planted" not in printed
    assert "K3S_TOKEN_FILE=/x" in printed


def test_a_child_sees_no_terminal() -> None:
    assert shell.run(["sh", "-c", "test -t 1 && echo terminal || echo none"]).strip() == "none"


def test_a_failure_says_the_program_and_keeps_its_last_words_but_no_arguments() -> None:
    secret = "-".join(["planted", "secret"])
    with pytest.raises(CommandFailed) as failed:
        shell.run(["sh", "-c", "echo why >&2; exit 3", secret])
    assert failed.value.message == "“sh” ended with status 3."
    assert failed.value.details == "why"
    assert secret not in "".join(traceback.format_exception(failed.value))


def test_long_last_words_are_cut_at_their_beginning() -> None:
    with pytest.raises(CommandFailed) as failed:
        shell.run(["sh", "-c", "yes x | head -c 9000 >&2; echo end >&2; exit 1"])
    assert failed.value.details.endswith("end")
    assert len(failed.value.details) <= shell.KEPT_STDERR


def test_what_is_not_there_and_what_hangs() -> None:
    with pytest.raises(CommandFailed, match="no-such-program is not installed"):
        shell.run(["no-such-program"])
    with pytest.raises(CommandFailed, match="longer than"):
        shell.run(["sleep", "60"], timeout=0.2)


def test_without_the_package_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sh", None)
    with pytest.raises(CommandFailed, match="missing") as raised:
        shell.run(["true"])
    assert "Install Shopwarden again" in raised.value.resolution
