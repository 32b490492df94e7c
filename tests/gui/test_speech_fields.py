"""How the owner says in which languages the bot answers, and how it sounds."""

from __future__ import annotations

import pytest
from opened_window import Opened
from pytestqt.qtbot import QtBot

from appliance.core.schemas import Shop, Tone
from gui.widgets.languages import Languages


def test_the_shops_own_language_is_one_of_the_ticked(qtbot: QtBot) -> None:
    field = Languages()
    qtbot.addWidget(field)
    field.set_text("de,en")
    assert field.text() == "de,en"
    with qtbot.waitSignal(field.changed):
        field.boxes["de"].click()
    assert field.text() == "en"
    assert not field.own.isEnabled()
    field.boxes["en"].click()
    assert field.text() == ""


@pytest.mark.slow
def test_the_bot_speaks_as_the_owner_chose(opened: Opened, shop: Shop) -> None:
    settings = opened.page("chatbot").settings
    settings.fields["tone"].entry.setCurrentIndex(1)
    assert settings.preview._answer.text().startswith("Yes, good news")
    languages = settings.fields["languages"].entry
    for code in ("en", "es", "fr", "it", "zh"):
        languages.boxes[code].click()
    settings.save.click()
    opened.wait(lambda: opened.client.shop(shop.id).tone is Tone.FRIENDLY)
    assert opened.client.shop(shop.id).languages == ("de",)
    said = opened.client.chat(shop.id, "do you sell kayaks?").answer
    assert said.startswith("Tut mir leid")
