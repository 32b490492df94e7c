"""Everybody can read and reach everything: names for screen readers, keyboard, no text cut, both sizes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import SAMPLE, Opened, learn
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QWidget,
)

from appliance.core.schemas import Shop
from gui import theme
from gui.dialogs.preview import PreviewDialog
from gui.main_window import PAGES
from gui.theme import Choice

pytestmark = pytest.mark.slow

SIZES = (QSize(1280, 800), QSize(1024, 700))
OPERATED = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QProgressBar)


@pytest.fixture
def full(opened: Opened, shop: Shop) -> Opened:
    """A window whose shop is the sample's."""
    learn(opened.client, shop, SAMPLE / "catalogue.csv", SAMPLE / "returns.md")
    return opened


def looks(opened: Opened) -> Iterator[tuple[str, QWidget]]:
    """Yield every page, each of its tabs, and the preview of a file, as they come to the front."""
    for name in PAGES:
        page = opened.page(name)
        tabs = getattr(page, "tabs", None)
        for place in range(tabs.count() if tabs else 1):
            if tabs and tabs.isTabVisible(place):
                tabs.setCurrentIndex(place)
            opened.bot.wait(150)
            yield f"{name}/{place}", opened.window
    desk, shop = opened.window.desk, opened.window.desk.shop.id
    upload = desk.client.upload(shop, SAMPLE / "catalogue.csv")
    dialog = PreviewDialog(desk, upload, desk.client.preview(shop, upload.id), opened.window)
    dialog.open()
    yield "preview", dialog
    dialog.reject()


def visible(root: QWidget, kinds: tuple[type, ...]) -> list[QWidget]:
    return [w for w in root.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]


def cut(widget: QWidget) -> str:
    """Return the text that does not fit into the widget, or nothing."""
    if isinstance(widget, QLabel):
        if widget.pixmap() and not widget.pixmap().isNull():
            return ""
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        wide = widget.sizeHint().width() if not widget.wordWrap() else widget.minimumSizeHint().width()
        fits = widget.height() >= needed and widget.width() >= wide
        return "" if fits else f"{widget.text()!r} {widget.size()} needs {wide}×{needed}"
    if isinstance(widget, QTabBar):
        whole = sum(
            widget.tabSizeHint(place).width() for place in range(widget.count()) if widget.isTabVisible(place)
        )
        return "" if widget.width() >= whole else "tabs"
    assert isinstance(widget, QAbstractButton)
    text = widget.fontMetrics().boundingRect(widget.text().replace("&&", "&"))
    fits = widget.width() >= text.width() + 8 and widget.height() >= text.height()
    return "" if fits else f"{widget.text()!r} {widget.size()}"


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says: a button without a name of its own is known by its text."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def test_no_text_is_cut(full: Opened) -> None:
    found = []
    for size in SIZES:
        full.window.resize(size)
        for name, root in looks(full):
            texts = visible(root, (QLabel, QAbstractButton, QTabBar))
            found += [f"{size.width()} {name}: {lost}" for widget in texts if (lost := cut(widget))]
        assert full.window.size() == size
    assert found == []


def test_everything_that_is_operated_has_a_name_and_is_reached_by_tab(full: Opened) -> None:
    for name, root in looks(full):
        operated = visible(root, OPERATED)
        focusable = [widget for widget in operated if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus]
        assert [type(widget).__name__ for widget in focusable if not name_of(widget)] == [], name
        pressed = [widget for widget in operated if isinstance(widget, QAbstractButton | QComboBox)]
        assert all(widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in pressed), name
        wanted = {w for w in focusable if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus}
        assert wanted <= reached_by_tab(root), name


def reached_by_tab(root: QWidget) -> set[QWidget]:
    start = current = root.nextInFocusChain()
    reached = {start}
    while (current := current.nextInFocusChain()) is not start:
        reached.add(current)
    return reached


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_the_theme_is_kept(opened: Opened, shop: Shop, choice: Choice) -> None:
    system = opened.page("system")
    system.theme.entry.setCurrentIndex(system.theme.entry.findData(str(choice)))
    expected = {Choice.LIGHT: "#f5f6f8", Choice.DARK: "#14181e"}[choice]
    assert opened.window.palette().window().color().name() == expected
    assert opened.window.desk.preferences.value("theme") == str(choice)
    theme.choose(Choice.SYSTEM)
