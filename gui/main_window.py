"""The window: header with the shop, navigation, pages, and a strip that says how things stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QMainWindow,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from appliance.core.errors import ServiceUnreachable
from gui import navigation, theme
from gui.ask import ask
from gui.desk import Desk
from gui.dialogs.ask_first import choose
from gui.navigation import PAGES
from gui.pages.window import AFTER_CLOSE, GOES_ON, STOPS
from gui.pages_made import PagesMade
from gui.presenters.alerts import Alert, together
from gui.service_process import ServiceProcess
from gui.widgets import basics
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.least import AtLeast
from gui.words import tr

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.errors import ApplianceError
    from appliance.core.owner_schemas import Setup
    from appliance.core.schemas import EngineStatus, Job, Shop
    from gui.pages.page import Page
    from gui.tray import Tray
    from gui.wizard.wizard import Wizard

SMALLEST = QSize(900, 600)
"""What pages need. A smaller screen, for instance one that draws everything twice as large, scrolls them."""
FIRST_SIZE = (1180, 760)
STRIP_MS = 15_000


class MainWindow(QMainWindow):
    """Shows itself before there is a service, and a page once it has been looked at."""

    navigation: QListWidget
    stack: QStackedWidget
    chooser: QComboBox
    banner: ErrorBanner

    def __init__(self, desk: Desk, service: ServiceProcess) -> None:
        super().__init__()
        self.desk = desk
        self._service = service
        self._pages = PagesMade(desk, self)
        self._pages.begun.connect(lambda page: self.stack.addWidget(page))
        self._pages.ready.connect(self._show_ready)
        self._shops: tuple[Shop, ...] = ()
        self._wizard: Wizard | None = None
        self.tray: Tray | None = None
        self._away = False
        """Whether the service is gone, which has been told."""
        self.ending = False
        """Whether the program ends: closing the window then is no wish of its owner's."""
        self.setWindowTitle("Shopwarden")
        self.setWindowIcon(QIcon(str(theme.ASSETS / "icon.svg")))
        self.setMinimumSize(SMALLEST.boundedTo(basics.room(self)))
        self._make()
        self._restore()
        self._wire()

    def go_to(self, name: str) -> None:
        """Bring a page to the front; one that is there looks again."""
        place = list(PAGES).index(name)
        if place == self.navigation.currentRow():
            self._refresh()
        self.navigation.setCurrentRow(place)

    def page(self, name: str) -> Page:
        """Return the page, whole."""
        return self._pages.whole(name)

    def speak_anew(self) -> None:
        """Make everything that has words again, in the language spoken now, at the same page."""
        place, wizard, self._wizard = self.navigation.currentRow(), self._wizard, None
        for page in self._pages.forget():
            self._discard(page)
        self._make()
        if self._shops:
            self._list_shops(self.desk.shop)
        if wizard is not None:
            self._set_up(self.desk.shop if self._shops else None, wizard.name)
        elif self._shops:
            self._open(self.desk.shop, list(PAGES)[place])
        self._look_at_engine()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """With an icon beside the clock the window only hides; without one it ends, and the bot goes on."""
        if self.desk.paths.data.is_dir():
            self.desk.preferences.setValue("geometry", self.saveGeometry())
            self.desk.preferences.sync()
        if self.tray is not None and not self.ending:
            event.ignore()
            self.hide()
            self._say_where_it_is(self.tray)
        elif self.ending or self._may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def come_to_front(self, page: str = "") -> None:
        """Show the window above others, at a page if there is one of that name."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if page in PAGES and self._wizard is None and self.desk.has_shop:
            self.go_to(page)

    def use_tray(self, tray: Tray) -> None:
        """Let the icon beside the clock show how the bot is; closing hides the window from now on."""
        self.tray = tray
        self.desk.language_changed.connect(tray.speak_anew)
        tray.opened.connect(self.come_to_front)

    def alert(self, alerts: Sequence[Alert]) -> None:
        """Tell the owner something, where they are looking; of several things that lead to several pages, a
        click on the notification leads to the window, which says where to go."""
        one = together(alerts)
        hidden = self.tray is not None and not self.isActiveWindow()
        if self.tray is not None and hidden:
            self.tray.tell(one)
        if not hidden or not one.page:
            pages = [alert.page for alert in alerts]
            self.banner.tell(one.title, one.message, "warning", *self._ways(alerts), about=pages)

    def _follow(self, page: str) -> None:
        """Go where a notice leads."""
        self.banner.hide()
        self.go_to(page)

    def _ways(self, alerts: Sequence[Alert]) -> list[tuple[str, Callable[[], None]]]:
        """Return a button for every page that these are about."""
        pages = dict.fromkeys(alert.page for alert in alerts if alert.page in PAGES)
        if self._wizard is not None:
            return []
        if len(pages) == 1:
            return [(tr("Go there"), partial(self._follow, page)) for page in pages]
        return [(navigation.titles()[page], partial(self._follow, page)) for page in pages]

    def _may_close(self) -> bool:
        """Say once that the bot goes on, and take "stop it" for an answer."""
        kept = self.desk.preferences
        if not self._service.own or kept.contains(AFTER_CLOSE):
            return True
        question = tr("Your bot goes on answering customers. You can stop it under System, or now.")
        answer = choose(
            self, tr("Close the window?"), question, tr("Close the window"), tr("Stop the bot, too")
        )
        if answer is not None:
            kept.setValue(AFTER_CLOSE, STOPS if answer else GOES_ON)
        return answer is not None

    def _say_where_it_is(self, tray: Tray) -> None:
        if not self.desk.preferences.value("tray told"):
            self.desk.preferences.setValue("tray told", "yes")
            told = tr("Your bot goes on answering. Open the window again from the icon beside the clock.")
            tray.tell(Alert(tr("Shopwarden is still there"), told, "", warning=False))

    # --- putting together ---

    def _make(self) -> None:
        self.banner = basics.identified(ErrorBanner(), "notice")
        self.navigation = navigation.made()
        self.navigation.currentRowChanged.connect(self._show_page)
        self.stack = QStackedWidget()
        self._starting = _starting()
        self.stack.addWidget(self._starting)
        self.chooser = basics.named(QComboBox(), tr("Shop"))
        self.chooser.activated.connect(self._choose_shop)
        self._shop_name = basics.short("Shopwarden", "heading")
        self._strip = basics.short(tr("Starting…"), "quiet")
        self._work = basics.short(kind="quiet")
        self._arrange()

    def _arrange(self) -> None:
        header = basics.identified(QFrame(), "header")
        top = basics.row(self._shop_name, self.chooser, margin=10)
        top.addStretch()
        header.setLayout(top)
        strip = basics.identified(QFrame(), "strip")
        bottom = basics.row(self._strip, self._work, margin=6)
        bottom.insertStretch(1)
        strip.setLayout(bottom)
        notices = QVBoxLayout()
        notices.setContentsMargins(12, 0, 12, 0)
        notices.addWidget(self.banner)
        right = basics.column(spacing=0)
        right.addLayout(notices)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addLayout(right, 1)
        whole = QWidget()
        layout = basics.column(header, spacing=0)
        layout.addLayout(middle, 1)
        layout.addWidget(strip)
        whole.setLayout(layout)
        self.setCentralWidget(AtLeast(whole, SMALLEST))
        self.chooser.hide()

    def _restore(self) -> None:
        basics.open_at(self, *FIRST_SIZE)
        kept = self.desk.preferences.value("geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    def _wire(self) -> None:
        self._service.connected.connect(self._connected)
        self._service.trouble.connect(self._trouble)
        self.desk.feed.lost.connect(lambda _: self._service.lost())
        self.desk.feed.changed.connect(self._show_work)
        self.desk.page_wanted.connect(self.go_to)
        self.desk.trouble.connect(self._failed)
        self.desk.language_changed.connect(self.speak_anew)
        self.desk.shop_changed.connect(self._shop_changed)
        self.desk.setup_wanted.connect(self._set_up)
        self.desk.halt_wanted.connect(self._service.halt)
        self.desk.can_halt = self._service.can_halt
        self._service.halted.connect(self._halted)
        self._strip_timer = QTimer(self, interval=STRIP_MS)
        self._strip_timer.timeout.connect(self._look_at_engine)

    # --- the service comes and goes ---

    def _connected(self, client: Client) -> None:
        self._away = False
        self.desk.connect_to(client)
        self.banner.hide()
        wanted = str(self.desk.preferences.value("shop", ""))
        ask(self, partial(_look, client, wanted), self._show_shops, self.desk.failed)
        self._strip_timer.start()
        self._look_at_engine()
        self._show_state(tr("Your bot is answering"), "good")

    def _trouble(self, error: ApplianceError) -> None:
        self.banner.show_error(error)
        if isinstance(error, ServiceUnreachable):
            self._strip.setText(tr("The service is being started…"))
            why = tr("Customers get no answers until the service is back.")
            self._lose(why, tr("Your bot is not answering"), "bad")

    def _lose(self, why: str, words: str, tone: str) -> None:
        """The bot does not answer."""
        self._away = True
        self._strip_timer.stop()
        self._show_state(words, tone)
        self.desk.lost.emit(why)

    def _failed(self, error: ApplianceError) -> None:
        """Show what went wrong; that the bot does not answer is told already, with what comes of it."""
        if not (self._away and isinstance(error, ServiceUnreachable)):
            self.banner.show_error(error)

    def _halted(self) -> None:
        self._strip.setText(tr("The bot is stopped."))
        start = (tr("Start the bot"), self._start_again)
        told = tr("Customers get no answers.")
        self.banner.tell(tr("You stopped the bot"), told, "warning", start)
        self._lose(told, tr("The bot is stopped."), "warning")

    def _start_again(self) -> None:
        self.banner.hide()
        self._strip.setText(tr("The service is being started…"))
        self._service.start()

    def _show_state(self, words: str, tone: str) -> None:
        if self.tray is not None:
            self.tray.show_state(words, tone)

    def _look_at_engine(self) -> None:
        ask(self, lambda: self.desk.client.engine(), self._show_engine, lambda error: None)

    def _show_engine(self, status: EngineStatus) -> None:
        from gui.presenters import box

        self._strip.setText(box.engine(status))

    def _show_work(self, job: Job) -> None:
        from gui.presenters import jobs

        under_way = [one for one in self.desk.feed.jobs.values() if one.state in jobs.UNDER_WAY]
        self._work.setText(jobs.strip(under_way))

    # --- shops ---

    def _show_shops(self, found: _Found) -> None:
        """Open the shop that was open, go on with setting up one that is not finished, or make the first."""
        self._shops = found.shops
        if self._wizard is not None and (self._shops or self._wizard.name != "welcome"):
            self._wizard.refresh()
        elif found.shop is None:
            self._set_up(None)
        elif self._pages:
            self._list_shops(found.shop)
            self._refresh()
        else:
            self._list_shops(found.shop)
            if found.setup.finished:
                self._open(found.shop)
            else:
                self._set_up(found.shop, found.setup.step)

    def _set_up(self, shop: Shop | None, step: str = "") -> None:
        """Show the first steps, at that step."""
        from gui.wizard.wizard import Wizard

        self._end_setup()
        if shop is not None:
            self.desk.open_shop(shop)
        self._wizard = wizard = Wizard(self.desk, shop, step)
        wizard.made.connect(self._made)
        wizard.left.connect(partial(self._leave_setup, "home"))
        wizard.finished.connect(partial(self._leave_setup, "home"))
        self.navigation.hide()
        self.stack.addWidget(wizard)
        self.stack.setCurrentWidget(wizard)

    def _made(self, shop: Shop) -> None:
        self._shops = (*(known for known in self._shops if known.id != shop.id), shop)
        self.desk.preferences.setValue("shop", shop.id)
        self._list_shops(shop)

    def _leave_setup(self, page: str) -> None:
        self._end_setup()
        self._open(self.desk.shop, page)

    def _end_setup(self) -> None:
        if self._wizard is not None:
            self._discard(self._wizard)
            self._wizard = None

    def _list_shops(self, shop: Shop) -> None:
        """One shop has its name in the header; of several, one is chosen."""
        self.chooser.clear()
        for known in self._shops:
            self.chooser.addItem(known.name, known.id)
        self.chooser.setCurrentIndex(self.chooser.findData(shop.id))
        self.chooser.setVisible(len(self._shops) > 1)
        self._shop_name.setText(shop.name)
        self._shop_name.setVisible(len(self._shops) == 1)

    def _choose_shop(self, place: int) -> None:
        shop = next(shop for shop in self._shops if shop.id == self.chooser.itemData(place))
        if shop.id != self.desk.shop.id:
            self._end_setup()
            self._open(shop)

    def _open(self, shop: Shop, page: str = "") -> None:
        """Show the shop's pages, made anew."""
        self.desk.open_shop(shop)
        self.desk.preferences.setValue("shop", shop.id)
        for known in self._pages.forget():
            self._discard(known)
        self.navigation.show()
        self.navigation.doItemsLayout()  # what was laid out while hidden knew no style
        place = list(PAGES).index(page) if page else max(0, self.navigation.currentRow())
        if self.navigation.currentRow() == place:
            self._show_page(place)
        self.navigation.setCurrentRow(place)
        self.navigation.setFocus()

    def _shop_changed(self, shop: Shop) -> None:
        self._shops = tuple(shop if known.id == shop.id else known for known in self._shops)
        self._list_shops(shop)

    # --- pages ---

    def _show_page(self, place: int) -> None:
        if place < 0:
            return
        name = list(PAGES)[place]
        if self.banner.about == {name}:
            self.banner.hide()  # the owner sees it for themselves
        page = self._pages.want(name)
        if self._wizard is None and self.stack.currentWidget() is self._starting:
            self.stack.setCurrentWidget(page)

    def _show_ready(self, page: Page) -> None:
        if self._wizard is None:
            self.stack.setCurrentWidget(page)
            QTimer.singleShot(0, page, page.refresh)  # a turn of its own

    def _refresh(self) -> None:
        """Ask anew for what the page in front shows."""
        self._show_page(self.navigation.currentRow())

    def _discard(self, page: QWidget) -> None:
        self.stack.removeWidget(page)
        page.deleteLater()


def _starting() -> QWidget:
    """Return what is seen until the service answers."""
    bar = basics.named(QProgressBar(textVisible=False), tr("Starting"))
    bar.setRange(0, 0)
    bar.setMaximumWidth(280)
    told = basics.short(tr("Your bot is starting…"), "heading")
    holder = QWidget()
    layout = basics.column(spacing=12)
    layout.addStretch()
    layout.addWidget(told, 0, Qt.AlignmentFlag.AlignHCenter)
    line = basics.row(bar)
    layout.addLayout(line)
    layout.addStretch()
    holder.setLayout(layout)
    return holder


@dataclass(frozen=True)
class _Found:
    """The shops of the box, the one to open, and how far it is set up."""

    shops: tuple[Shop, ...]
    shop: Shop | None
    setup: Setup


def _look(client: Client, wanted: str) -> _Found:
    """Ask for the shops, and read the pages' modules meanwhile: not on the GUI thread."""
    from appliance.core.owner_schemas import Setup

    for module in (*(f"pages.{name}" for name in PAGES), "wizard.wizard"):
        import_module(f"gui.{module}")
    shops = client.shops().shops
    shop = next((shop for shop in shops if shop.id == wanted), shops[0] if shops else None)
    return _Found(shops, shop, client.setup(shop.id) if shop else Setup())
