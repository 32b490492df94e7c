"""What is on screen, for tests that look at every page: its texts, whether they fit, who can be operated."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator

from opened_window import SAMPLE, Opened
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTabWidget,
    QWidget,
)

from gui.dialogs.preview import PreviewDialog
from gui.navigation import PAGES

SIZES = (QSize(1280, 800), QSize(1024, 700))
OPERATED = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QProgressBar, QTabBar)
SETTLE_MS, ROUNDS = 100, 20
ANSWERED_SECONDS = 2.0
CELLS = 40
"""Rows of a table that are read: the others are like them."""


def looks(opened: Opened) -> Iterator[tuple[str, QWidget]]:
    """Yield every page, each of its tabs, and the preview of a file, as they come to the front."""
    for name in PAGES:
        page = opened.page(name)
        settle(opened)
        yield name, opened.window
        for tabs in page.findChildren(QTabWidget):
            for place in range(1, tabs.count()):
                if tabs.isTabVisible(place):
                    tabs.setCurrentIndex(place)
                    settle(opened)
                    yield f"{name}/{place}", opened.window
            tabs.setCurrentIndex(0)
    desk, shop = opened.window.desk, opened.window.desk.shop.id
    upload = desk.client.upload(shop, SAMPLE / "catalogue.csv")
    dialog = PreviewDialog(desk, upload, desk.client.preview(shop, upload.id), opened.window)
    dialog.open()
    yield "preview", dialog
    dialog.reject()


def settle(opened: Opened) -> None:
    """Wait until the calls of the window have been answered, and what came is laid out. A page that waits for
    news always has a call under way, so no longer than `ANSWERED_SECONDS`."""
    opened.bot.wait(SETTLE_MS)
    end = time.monotonic() + ANSWERED_SECONDS
    opened.wait(lambda: time.monotonic() > end or not any(t.name == "ask" for t in threading.enumerate()))
    opened.bot.wait(SETTLE_MS)
    for _ in range(ROUNDS):  # a busy machine does little in that time, and each layout may ask for another
        QApplication.processEvents()


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
        shown = [place for place in range(widget.count()) if widget.isTabVisible(place)]
        whole = sum(widget.tabSizeHint(place).width() for place in shown)
        return "" if widget.width() >= whole else "tabs"
    assert isinstance(widget, QAbstractButton)
    text = widget.fontMetrics().boundingRect(widget.text().replace("&&", "&"))
    fits = widget.width() >= text.width() + 8 and widget.height() >= text.height()
    return "" if fits else f"{widget.text()!r} {widget.size()}"


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says: a button without a name of its own is known by its text."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def reached_by_tab(root: QWidget) -> set[QWidget]:
    start = current = root.nextInFocusChain()
    reached = {start}
    while (current := current.nextInFocusChain()) is not start:
        reached.add(current)
    return reached


def in_focus_chain(root: QWidget) -> list[QWidget]:
    """Return what is in `root` in the order in which Tab goes through it."""
    found, current = [], root.nextInFocusChain()
    while current is not root:
        if root.isAncestorOf(current):
            found.append(current)
        current = current.nextInFocusChain()
    return found


def texts(root: QWidget) -> set[str]:
    """Return every text of a window that somebody may see or hear, but for what is typed into it."""
    found: set[str] = {root.windowTitle()}
    for widget in visible(root, (QWidget,)):
        found |= {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
        found |= set(_of(widget))
    return {text for text in found if text}


def _of(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QTabBar():
            yield from (
                widget.tabText(place) for place in range(widget.count()) if widget.isTabVisible(place)
            )
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QHeaderView():
            if widget.orientation() is Qt.Orientation.Horizontal and widget.model():
                for place in range(widget.model().columnCount()):
                    yield str(widget.model().headerData(place, Qt.Orientation.Horizontal) or "")
        case QListWidget():
            yield from (widget.item(row).text() for row in range(widget.count()))
        case QAbstractItemView() if widget.model() and not isinstance(widget.parent(), QComboBox):
            rows, columns = min(widget.model().rowCount(), CELLS), widget.model().columnCount()
            indexes = (widget.model().index(row, column) for row in range(rows) for column in range(columns))
            yield from (str(index.data() or "") for index in indexes)


def words_in(text: str) -> set[str]:
    """Return the words of two and more plain letters, but for those of web addresses."""
    return set(re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", re.sub(r"https?://\S+", "", text)))
