"""Draws every page with the sample shop: `python -m gui.screenshots docs/images`.

Starts `shopwarden demo` on a data directory of its own. Needs a display of at least 1280×800, which Xvfb
is, or QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QImage, QImageWriter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabWidget

from appliance.core import discovery
from appliance.core.paths import locate
from appliance.core.schemas import Preview
from gui import app as application
from gui import language, sample_life, theme
from gui.dialogs.preview import PreviewDialog
from gui.main_window import MainWindow
from gui.navigation import PAGES
from gui.pages.chatbot import Chatbot
from gui.pages.home import Home
from gui.theme import Choice
from gui.wizard.wizard import STEPS, Wizard

SIZES = (QSize(1280, 800), QSize(1024, 700))
QUESTIONS = ("How much is the Bruny Rain Jacket in ochre?", "How long do I have to return something?")
COLOURS, BEST_PACKED = 256, 100
SHADES = 0xE0E0E0
"""The bits of a colour that tell one shade from another."""
CHART_POINTS = 15
ENVIRONMENT = {"SHOPWARDEN_MESSAGES_PER_MINUTE": "1000", "SHOPWARDEN_TUNING": "false"}
"""Customers come fast, and nothing else keeps the computer busy."""
LOOK_MS, PATIENCE_LOOKS = 50, 1200
SETTLE_MS, LAYOUT_ROUNDS = 150, 20


def main(argv: Sequence[str] | None = None) -> int:
    """Draw every page in both sizes and themes; return the exit code."""
    parser = argparse.ArgumentParser(prog="gui.screenshots", description="Draw every page of the window.")
    parser.add_argument("--data-dir", type=Path, default=Path(tempfile.gettempdir()) / "shopwarden")
    parser.add_argument("--catalogue", type=Path, default=Path("appliance/sample/catalogue.csv"))
    parser.add_argument("--language", default="", metavar="CODE", help="speak this language")
    parser.add_argument("--only", choices=("light", "dark"), default="", help="draw one theme")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args(argv)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with _demo(arguments.data_dir):
        return _draw(arguments)


@contextlib.contextmanager
def _demo(data: Path) -> Iterator[None]:
    """Run the demonstration while the block runs; it is ready once it has printed an answer."""
    argv = [sys.executable, "-m", "appliance.cli.main", "demo", "--headless", "--data-dir", str(data)]
    environment = {**os.environ, **ENVIRONMENT}
    with subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        if not any(line.startswith("A: ") for line in demo.stdout):
            raise RuntimeError("The demonstration did not start.")
        try:
            yield
        finally:
            service = discovery.read(locate(data))
            if service is not None:
                os.kill(service.pid, signal.SIGTERM)  # the demonstration ends with its service


def _draw(arguments: argparse.Namespace) -> int:
    app = QApplication(sys.argv[:1])
    window, service = application.open_window(app, locate(arguments.data_dir))
    language.choose(app, arguments.language or language.ENGLISH)
    window.speak_anew()
    service.start()
    _wait(lambda: window.navigation.isVisible())
    _converse(window)
    themes = [Choice(arguments.only)] if arguments.only else [Choice.LIGHT, Choice.DARK]
    looks = [(choice, size) for choice in themes for size in SIZES]
    for choice, size in looks:
        end = _look(window, choice, size)
        for name in PAGES:
            _draw_page(window, name, arguments.folder, end)
        _draw_preview(window, arguments.catalogue, arguments.folder / f"preview-{end}")
    for choice, size in looks:  # last, as the first steps make the pages anew: what was said there goes
        _draw_wizard(window, arguments.folder, _look(window, choice, size))
    window.ending = True
    window.close()
    window.desk.feed.stop()
    service.stop()
    return 0


def _look(window: MainWindow, choice: Choice, size: QSize) -> str:
    """Give the window this theme and size; return how the names of its pictures end."""
    theme.choose(choice)
    window.resize(size)
    return f"{size.width()}-{choice}.png"


def _converse(window: MainWindow) -> None:
    """Let customers come, and ask the bot in the window, so that there is something to see."""
    sample_life.live(window.desk.client, window.desk.shop.id)
    window.desk.open_shop(window.desk.client.shop(window.desk.shop.id))
    window.go_to("chatbot")
    page = window.page("chatbot")
    assert isinstance(page, Chatbot)
    for question in QUESTIONS:
        page.trial.ask_bot(question)
        _wait(lambda: not page.trial.stop.isVisibleTo(page.trial))


def _draw_page(window: MainWindow, name: str, folder: Path, end: str) -> None:
    """Draw the page, and each of its tabs."""
    window.go_to(name)
    page = window.page(name)
    _wait(lambda: window.stack.currentWidget() is page)
    if isinstance(page, Home):
        spark = page.vitals.sparks["processor"]
        _wait(lambda: page.bars.drawn and spark.drawn and spark.points >= CHART_POINTS)
    tabs = page.findChild(QTabWidget)
    if tabs is None:
        _save(window, folder / f"{name}-{end}")
        return
    QTest.qWait(SETTLE_MS)
    _wait(_nothing_asked)  # some tabs are there only when there is something in them
    QTest.qWait(SETTLE_MS)
    for place in range(tabs.count()):
        if tabs.isTabVisible(place):
            tabs.setCurrentIndex(place)
            _save(window, folder / f"{name}{place + 1}-{end}")
    tabs.setCurrentIndex(0)


def _draw_wizard(window: MainWindow, folder: Path, end: str) -> None:
    """Draw the first steps, as if the shop were new."""
    shop = window.desk.shop
    window.desk.setup_wanted.emit(shop, STEPS[0])
    for number, step in enumerate(STEPS, start=1):
        wizard = window.stack.currentWidget()
        assert isinstance(wizard, Wizard)
        wizard.show_step(step)
        _save(window, folder / f"wizard{number}-{end}")
    window.desk.client.save_setup(shop.id, "", finished=True)
    assert isinstance(wizard, Wizard)
    wizard.left.emit()


def _draw_preview(window: MainWindow, catalogue: Path, file: Path) -> None:
    """Draw how a product list is understood."""
    desk, shop = window.desk, window.desk.shop.id
    upload = desk.client.upload(shop, catalogue)
    preview: Preview = desk.client.preview(shop, upload.id)
    dialog = PreviewDialog(desk, upload, preview, window)
    dialog.open()
    QTest.qWait(300)
    _write(dialog.grab(), file)
    dialog.reject()
    dialog.deleteLater()


def _save(window: MainWindow, file: Path) -> None:
    QTest.qWait(SETTLE_MS)
    _wait(_nothing_asked)
    QTest.qWait(SETTLE_MS)
    for _ in range(LAYOUT_ROUNDS):  # each layout may ask for another
        QApplication.processEvents()
    _write(window.grab(), file)


def _write(picture: QPixmap, file: Path) -> None:
    """Save the picture with a palette, packed as well as PNG can."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    found, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    palette = _palette(found, counts)
    nearest = np.square(_channels(found)[:, None] - _channels(palette)).sum(axis=2).argmin(axis=1)
    rows = np.zeros((image.height(), -(-image.width() // 4) * 4), np.uint8)
    rows[:, : image.width()] = nearest[places].reshape(pixels.shape)
    kept, indexed = rows.tobytes(), QImage.Format.Format_Indexed8  # the image only looks at the bytes
    packed = QImage(kept, image.width(), image.height(), rows.shape[1], indexed)
    packed.setColorTable([int(colour) for colour in palette])
    writer = QImageWriter(str(file), QByteArray(b"png"))
    writer.setCompression(BEST_PACKED)
    if not writer.write(packed):
        raise OSError(f"{file} was not written: {writer.errorString()}")


def _palette(found: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return (COLOURS,) of the (n,) colours found so often: the commonest of every shade, so that a word in
    green stays green however much grey there is, then the commonest of all."""
    commonest = found[np.argsort(-counts)]
    _, of_shades = np.unique(commonest & SHADES, return_index=True)
    others = np.setdiff1d(np.arange(commonest.size), of_shades)
    chosen: np.ndarray = commonest[np.concatenate([np.sort(of_shades), others])[:COLOURS]]
    return chosen


def _channels(colours: np.ndarray) -> np.ndarray:
    """Return (n, 3) blue, green and red of (n,) colours."""
    return np.stack([colours >> shift & 0xFF for shift in (0, 8, 16)], axis=1).astype(np.int32)


def _nothing_asked() -> bool:
    """Whether every call that the window made has been answered."""
    return not any(thread.name == "ask" for thread in threading.enumerate())


def _wait(done: Callable[[], bool]) -> None:
    for _ in range(PATIENCE_LOOKS):
        if done():
            return
        QTest.qWait(LOOK_MS)
    raise TimeoutError("The window did not get there.")


if __name__ == "__main__":
    sys.exit(main())
