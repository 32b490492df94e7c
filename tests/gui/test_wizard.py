"""From an empty box to the owner's own products answering, against the real service."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from opened_window import SAMPLE, Opened, drop, pass_by
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from gui import app as application
from gui.dialogs.preview import PreviewDialog
from gui.widgets.messages import Answer
from gui.wizard.wizard import STEPS

pytestmark = pytest.mark.slow


def press(opened: Opened, button: Any) -> None:
    opened.wait(button.isEnabled)
    opened.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def to_the_products(opened: Opened) -> Any:
    """Make the shop and come to the step of the product list."""
    wizard = opened.wizard()
    pass_by(opened, "welcome", "computer")
    wizard.step.fields["name"].set_text("Harbour & Pine")
    wizard.step.fields["website"].set_text("harbour.example")
    pass_by(opened, "shop", "model")
    return wizard


def test_the_wizard_ends_with_the_owners_products_answering(alone: Opened) -> None:
    wizard = alone.wizard()
    pass_by(alone, "welcome")
    alone.wait(lambda: wizard.step.findChildren(QLabel, options=Qt.FindChildOption.FindChildrenRecursively))
    alone.wait(lambda: wizard.step.told.text() not in ("", "Looking…"))
    pass_by(alone, "computer")
    assert not wizard.proceed.isEnabled()  # a shop has a name
    wizard.step.fields["name"].set_text("Harbour & Pine")
    wizard.step.fields["website"].set_text("harbour.example")
    wizard._settle()
    pass_by(alone, "shop")
    shop = alone.window.desk.shop
    assert (shop.name, shop.website) == ("Harbour & Pine", "https://harbour.example")

    alone.wait(lambda: wizard.step.candidates)
    assert [one.info.id for one in wizard.step.candidates] == ["small", "big"]
    pass_by(alone, "model")

    assert not wizard.proceed.isEnabled()
    drop(wizard.step, SAMPLE / "catalogue.csv")
    alone.wait(lambda: alone.window.findChildren(PreviewDialog))
    (dialog,) = alone.window.findChildren(PreviewDialog)
    press(alone, dialog._import)
    alone.wait(wizard.proceed.isEnabled)
    assert "67 products" in wizard.step.known.text()
    pass_by(alone, "products")

    alone.wait(lambda: len(wizard.step.questions) == 3)
    talk = wizard.step.talk
    for question in wizard.step.questions:
        talk.ask_bot(question)
        alone.wait(lambda: not talk.stop.isVisible())
    answers = [answer.text.text() for answer in talk.findChildren(Answer)]
    assert len(answers) == 3
    assert "$" in answers[0]
    assert all(answer and "don't know" not in answer.lower() for answer in answers), answers
    pass_by(alone, "trial")

    alone.wait(lambda: wizard.step.title.text() == "Not examined yet")
    press(alone, wizard.step.quick)
    alone.wait(lambda: wizard.step.title.text() == "A quick look at the exam")
    assert "attacks were fended off" in wizard.step.sentence.text()
    pass_by(alone, "exam")

    assert f'data-shop="{shop.id}"' in wizard.step.line.text()
    wizard.step.page.set_text(f"{alone.client.url}/shops/{shop.id}/chat")
    press(alone, wizard.step.look)
    alone.wait(lambda: wizard.step.title.text() == "The line is not there yet")
    assert alone.client.url in alone.client.shop(shop.id).sites
    press(alone, wizard.proceed)
    alone.wait(lambda: alone.window.navigation.isVisible())
    assert alone.window.stack.currentWidget() is alone.window.page("home")
    assert alone.client.setup(shop.id).finished


def test_it_is_gone_on_with_where_it_was_left(fresh: Opened) -> None:
    wizard = to_the_products(fresh)
    fresh.wait(lambda: wizard.name == "products")
    shop = fresh.window.desk.shop.id
    fresh.wait(lambda: fresh.client.setup(shop).step == "products")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    again, service = application.open_window(app, fresh.paths, ["must not be started"])
    fresh.bot.addWidget(again, before_close_func=lambda _: setattr(again, "ending", True))
    service.start()
    fresh.wait(lambda: getattr(again.stack.currentWidget(), "name", "") == "products")
    resumed: Any = again.stack.currentWidget()
    press(fresh, resumed.back)
    assert resumed.name == "model"
    press(fresh, resumed.later)
    fresh.wait(lambda: again.navigation.isVisible())
    assert again.stack.currentWidget() is again.page("home")
    again.desk.feed.stop()


def test_focus_waits_for_the_way_on_and_not_on_another_button(fresh: Opened) -> None:
    wizard = fresh.wizard()
    pass_by(fresh, "welcome", "computer")
    assert wizard.focusWidget() is wizard.step.fields["name"].entry
    wizard.step.fields["name"].set_text("Tea")
    wizard._settle()
    assert wizard.focusWidget() is not wizard.proceed  # who types goes on typing
    pass_by(fresh, "shop")
    assert (wizard.name, wizard.step.ready()) == ("model", False)
    assert wizard.focusWidget() is wizard.step
    fresh.wait(wizard.step.ready)
    assert wizard.focusWidget() is wizard.proceed


def test_what_was_typed_is_still_there_after_leaving_before_there_is_a_shop(fresh: Opened) -> None:
    wizard = fresh.wizard()
    pass_by(fresh, "welcome", "computer")
    fresh.bot.keyClicks(wizard.step.fields["name"].entry, "Half a name")
    fresh.window.speak_anew()
    wizard = fresh.wizard()
    assert wizard.name == "shop"
    assert wizard.step.fields["name"].text() == "Half a name"


def test_a_field_that_cannot_be_used_says_so_and_nothing_is_made(fresh: Opened) -> None:
    wizard = fresh.wizard()
    pass_by(fresh, "welcome", "computer")
    wizard.step.fields["name"].set_text("x" * 81)
    wizard._settle()
    press(fresh, wizard.proceed)
    assert wizard.step.fields["name"]._error.text() == "Give the shop's name, at most 80 characters."
    assert (wizard.name, fresh.client.shops().total) == ("shop", 0)


def test_steps_can_be_skipped_and_come_again(fresh: Opened, tmp_path: Path) -> None:
    wizard = to_the_products(fresh)
    fresh.wait(lambda: wizard.name == "products")
    press(fresh, wizard.skip)
    assert wizard.name == "trial"
    fresh.wait(lambda: "no products yet" in wizard.step.told.text())
    press(fresh, wizard.back)
    assert (wizard.name, STEPS.index("products")) == ("products", 4)
