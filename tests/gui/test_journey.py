"""What a shop owner does on the first day, against the real service."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened_window import Opened, drop, learn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from appliance.core.schemas import Shop
from gui import sample_life
from gui.dialogs.preview import PreviewDialog
from gui.pages import held, knowledge

pytestmark = pytest.mark.slow


def preview_of(opened: Opened) -> PreviewDialog:
    opened.wait(lambda: opened.window.findChildren(PreviewDialog))
    (dialog,) = opened.window.findChildren(PreviewDialog)
    return dialog


def test_a_dropped_catalogue_is_shown_imported_and_asked_about(
    opened: Opened, shop: Shop, catalogue: Path
) -> None:
    page = opened.page("knowledge")
    drop(page, catalogue)
    dialog = preview_of(opened)
    opened.wait(dialog._import.isEnabled)
    assert [card.title for card in dialog._preview.products] == ["Copper Kettle", "Blue Teapot", "Enamel Mug"]
    opened.bot.mouseClick(dialog._import, Qt.MouseButton.LeftButton)
    model = page.products.model
    opened.wait(lambda: model.rowCount() == 3 and model.product(0))
    assert model.index(0, 0).data() == "Copper Kettle"
    assert [model.index(0, column).data() for column in (1, 2, 3)] == ["KET-1", "$49.90", "3 in stock"]
    row = page.jobs.children()[-1]
    opened.wait(lambda: "3 added" in row.state.text())
    assert "1 row left out" in row.state.text()
    opened.wait(
        lambda: (
            [page.files.model.index(0, column).data() for column in (0, 2)] == ["products.csv", "3 products"]
        )
    )

    chatbot = opened.page("chatbot")
    opened.bot.keyClicks(chatbot.trial.question, "How much is the Copper Kettle?")
    opened.bot.keyClick(chatbot.trial.question, Qt.Key.Key_Return)
    opened.wait(lambda: chatbot.trial._answer and "$49.90" in chatbot.trial._answer.text.text())
    opened.wait(lambda: not chatbot.trial.stop.isVisible())


def test_a_corrected_column_counts(opened: Opened, shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Name,Worth,Price\nTeapot,20.00,999\n", "utf-8")
    drop(opened.page("knowledge"), file)
    dialog = preview_of(opened)
    combos = {box.accessibleName().rsplit(" ", 1)[-1]: box for box in dialog.findChildren(QComboBox)}
    combos["Price"].setCurrentIndex(combos["Price"].findData("ignore"))
    combos["Worth"].setCurrentIndex(combos["Worth"].findData("price"))
    opened.wait(lambda: dialog._preview.products and str(dialog._preview.products[0].price) == "20.00")
    opened.wait(dialog._import.isEnabled)
    dialog._accept()
    model = opened.page("knowledge").products.model
    opened.wait(lambda: model.rowCount() == 1 and model.product(0))
    assert model.index(0, 2).data() == "$20.00"


def test_a_file_that_cannot_be_read_is_a_sentence(opened: Opened, shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.write_bytes(b"")
    page = opened.page("knowledge")
    drop(page, file)
    opened.wait(page.banner.isVisible)
    assert "empty" in page.banner.text()
    assert not opened.window.findChildren(PreviewDialog)


def test_a_folder_of_documents_is_imported_without_questions(
    opened: Opened, shop: Shop, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "returns.md").write_text("# Returns\n\nYou may return a teapot within 30 days.\n", "utf-8")
    (folder / "delivery.md").write_text("# Delivery\n\nDelivery costs $9.95.\n", "utf-8")
    (folder / "photo.raw").write_bytes(b"\0\1")
    page = opened.page("knowledge")
    drop(page, folder)
    opened.wait(lambda: page.files.model.rowCount() == 2)
    assert not opened.window.findChildren(PreviewDialog)


def test_undo_brings_the_catalogue_before_back(
    opened: Opened, shop: Shop, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(knowledge, "ask_first", lambda *texts: not asked.append(texts[2]))
    page = opened.page("knowledge")
    drop(page, catalogue)
    preview_of(opened)._accept()
    opened.wait(page._undo.isVisible)
    page._undo.click()
    opened.wait(lambda: page.products.model.rowCount() == 0)
    assert asked == ["What the last import added goes, and what it replaced comes back."]
    opened.wait(lambda: not page._undo.isVisible())


def test_settings_are_checked_at_the_field_and_saved(opened: Opened, shop: Shop) -> None:
    settings = opened.page("chatbot").settings
    settings.fields["colour"].entry.setText("green")
    settings.save.click()
    assert settings.fields["colour"]._error.text() == "A colour is # and six digits, such as #1f6feb."
    settings.fields["colour"].entry.setText("#00aa55")
    settings.fields["greeting"].entry.setPlainText("Hello!")
    settings.save.click()
    opened.wait(lambda: settings._told.text() == "Saved.")
    assert opened.client.shop(shop.id).greeting == "Hello!"


def test_what_was_held_back_is_let_in_or_deleted(
    opened: Opened, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "supplier.csv"
    file.write_text(sample_life.SUPPLIER, "utf-8")
    learn(opened.client, shop, file)
    page = opened.page("knowledge")
    opened.wait(lambda: page.tabs.isTabVisible(page.tabs.indexOf(page.held)))
    assert page.tabs.tabText(page.tabs.indexOf(page.held)) == "Held back (2)"
    opened.wait(lambda: page.files.model.index(0, 2).data() == "1 product")

    def press(name: str) -> None:
        next(one for one in page.held.findChildren(QPushButton) if one.accessibleName() == name).click()

    press("This is fine: let it in: Fire Steel")
    opened.wait(lambda: page.products.model.rowCount() == 2)
    opened.wait(lambda: page.files.model.index(0, 2).data() == "2 products")
    opened.wait(lambda: page.tabs.tabText(page.tabs.indexOf(page.held)) == "Held back (1)")
    monkeypatch.setattr(held, "ask_first", lambda *_: True)
    press("Delete…: Tent Peg")
    opened.wait(lambda: not page.tabs.isTabVisible(page.tabs.indexOf(page.held)))
    assert page.products.model.rowCount() == 2
