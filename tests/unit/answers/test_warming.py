"""What is loaded ahead of the first question is what that question needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.answers import language, places, warming
from appliance.answers.understand import understand


def test_after_warming_a_question_reads_no_file_and_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    warming.load()

    def refused(self: Path, *_: object, **__: object) -> str:
        raise AssertionError(f"{self} is read by the first question")

    monkeypatch.setattr(Path, "read_text", refused)
    made = {name: getattr(places, name).cache_info().misses for name in ("_towns", "_countries")}
    for question in ("How much is the Bruny jacket in Hobart?", "Was kostet der Versand nach Wien?"):
        understand(question, lambda _: True)
    assert made == {name: getattr(places, name).cache_info().misses for name in made}
    assert all("cues" in vars(language.lexicon(code)) for code in language.LANGUAGES)
