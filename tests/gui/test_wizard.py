"""From an empty box to the owner's own products answering, against the real service."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLE, Opened, drop, pass_by
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


def test_the_wizard_ends_with_the_owners_products_answering(opened: Opened) -> None:
    wizard = opened.wizard()
    pass_by(opened, "welcome")
    opened.wait(lambda: wizard.step.findChildren(QLabel, options=Qt.FindChildOption.FindChildrenRecursively))
    opened.wait(lambda: wizard.step.told.text() not in ("", "Looking…"))
    pass_by(opened, "computer")
    assert not wizard.proceed.isEnabled()  # a shop has a name
    wizard.step.fields["name"].set_text("Harbour & Pine")
    wizard.step.fields["website"].set_text("harbour.example")
    wizard._settle()
    pass_by(opened, "shop")
    shop = opened.window.desk.shop
    assert (shop.name, shop.website) == ("Harbour & Pine", "https://harbour.example")

    opened.wait(lambda: wizard.step.candidates)
    assert [one.info.id for one in wizard.step.candidates] == ["small", "big"]
    pass_by(opened, "model")

    assert not wizard.proceed.isEnabled()
    drop(wizard.step, SAMPLE / "catalogue.csv")
    opened.wait(lambda: opened.window.findChildren(PreviewDialog))
    (dialog,) = opened.window.findChildren(PreviewDialog)
    press(opened, dialog._import)
    opened.wait(wizard.proceed.isEnabled)
    assert "67 products" in wizard.step.known.text()
    pass_by(opened, "products")

    opened.wait(lambda: len(wizard.step.questions) == 3)
    talk = wizard.step.talk
    for question in wizard.step.questions:
        talk.ask_bot(question)
        opened.wait(lambda: not talk.stop.isVisible())
    answers = [answer.text.text() for answer in talk.findChildren(Answer)]
    assert len(answers) == 3
    assert "$" in answers[0]
    assert all(answer and "don't know" not in answer.lower() for answer in answers), answers
    pass_by(opened, "trial")

    opened.wait(lambda: wizard.step.title.text() == "Not examined yet")
    press(opened, wizard.step.quick)
    opened.wait(lambda: wizard.step.title.text() == "A quick look at the exam")
    assert "attacks were fended off" in wizard.step.sentence.text()
    pass_by(opened, "exam")

    assert f'data-shop="{shop.id}"' in wizard.step.line.text()
    wizard.step.page.set_text(f"{opened.client.url}/shops/{shop.id}/chat")
    press(opened, wizard.step.look)
    opened.wait(lambda: wizard.step.title.text() == "The line is not there yet")
    assert opened.client.url in opened.client.shop(shop.id).sites
    press(opened, wizard.proceed)
    opened.wait(lambda: opened.window.navigation.isVisible())
    assert opened.window.stack.currentWidget() is opened.window.page("home")
    assert opened.client.setup(shop.id).finished


def test_it_is_gone_on_with_where_it_was_left(opened: Opened) -> None:
    wizard = to_the_products(opened)
    opened.wait(lambda: wizard.name == "products")
    shop = opened.window.desk.shop.id
    opened.wait(lambda: opened.client.setup(shop).step == "products")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    again, service = application.open_window(app, opened.paths, ["must not be started"])
    opened.bot.addWidget(again, before_close_func=lambda _: setattr(again, "ending", True))
    service.start()
    opened.wait(lambda: getattr(again.stack.currentWidget(), "name", "") == "products")
    resumed: Any = again.stack.currentWidget()
    press(opened, resumed.back)
    assert resumed.name == "model"
    press(opened, resumed.later)
    opened.wait(lambda: again.navigation.isVisible())
    assert again.stack.currentWidget() is again.page("home")
    again.desk.feed.stop()


def test_what_was_typed_is_still_there_after_leaving_before_there_is_a_shop(opened: Opened) -> None:
    wizard = opened.wizard()
    pass_by(opened, "welcome", "computer")
    opened.bot.keyClicks(wizard.step.fields["name"].entry, "Half a name")
    opened.window.speak_anew()
    wizard = opened.wizard()
    assert wizard.name == "shop"
    assert wizard.step.fields["name"].text() == "Half a name"


def test_a_field_that_cannot_be_used_says_so_and_nothing_is_made(opened: Opened) -> None:
    wizard = opened.wizard()
    pass_by(opened, "welcome", "computer")
    wizard.step.fields["name"].set_text("x" * 81)
    wizard._settle()
    press(opened, wizard.proceed)
    assert wizard.step.fields["name"]._error.text() == "Give the shop's name, at most 80 characters."
    assert (wizard.name, opened.client.shops().total) == ("shop", 0)


def test_steps_can_be_skipped_and_come_again(opened: Opened, tmp_path: Path) -> None:
    wizard = to_the_products(opened)
    opened.wait(lambda: wizard.name == "products")
    press(opened, wizard.skip)
    assert wizard.name == "trial"
    opened.wait(lambda: "no products yet" in wizard.step.told.text())
    press(opened, wizard.back)
    assert (wizard.name, STEPS.index("products")) == ("products", 4)
