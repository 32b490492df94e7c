"""No token in a log, wherever in a record it stands."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from appliance.core import logs

TOKEN = "sw_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield logs.set_up(tmp_path / "logs")
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_tokens_are_blotted_out_of_message_arguments_and_traceback(
    log_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = logging.getLogger("test")
    log.warning("token %s and Authorization: Bearer abcdefgh12345678", TOKEN)
    try:
        raise ValueError(f"refused {TOKEN}")
    except ValueError:
        log.exception("failed")
    written = log_file.read_text()
    assert "refused sw_…" in written
    assert "Traceback" in written
    for text in (written, capsys.readouterr().err):
        assert TOKEN not in text
        assert "abcdefgh12345678" not in text


@pytest.mark.parametrize("text", ["sw_short", "swim_lane_marker_long", "bearer of news", "the answer"])
def test_other_words_stay(text: str) -> None:
    assert logs.redact(text) == text


def test_the_file_is_private_and_setting_up_again_does_not_write_twice(log_file: Path) -> None:
    logs.set_up(log_file.parent)
    logging.getLogger("test").warning("once")
    assert log_file.read_text().count("once") == 1
    assert stat.S_IMODE(log_file.stat().st_mode) == 0o600


def test_what_was_searched_for_is_not_logged(log_file: Path) -> None:
    with httpx2.Client(transport=httpx2.MockTransport(lambda request: httpx2.Response(204))) as http:
        http.get("http://127.0.0.1/search?q=planted-words")
    assert "planted-words" not in log_file.read_text()


def test_a_command_keeps_its_warnings_off_the_terminal(
    log_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(log_file.parent, on_stderr=False)
    logging.getLogger("test").warning("quiet")
    assert "quiet" in log_file.read_text()
    assert capsys.readouterr().err == ""
