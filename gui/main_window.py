"""The window: header with the shop, navigation, pages, and a strip that says how things stand."""

from __future__ import annotations

from collections.abc import Callable
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

from gui import navigation, theme
from gui.ask import ask
from gui.desk import Desk
from gui.navigation import PAGES
from gui.service_process import ServiceProcess
from gui.widgets import basics
from gui.widgets.error_banner import ErrorBanner
from gui.words import tr

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.errors import ApplianceError
    from appliance.core.schemas import EngineStatus, Job, Shop, ShopsPage
    from gui.pages.page import Page

SMALLEST = QSize(900, 600)
FIRST_SIZE = QSize(1180, 760)
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
        self._pages: dict[str, Page] = {}
        self._shops: tuple[Shop, ...] = ()
        self.setWindowTitle("Shopwarden")
        self.setWindowIcon(QIcon(str(theme.ASSETS / "icon.svg")))
        self.setMinimumSize(SMALLEST)
        self._make()
        self._restore()
        self._wire()

    def go_to(self, name: str) -> None:
        """Bring a page to the front."""
        self.navigation.setCurrentRow(list(PAGES).index(name))

    def page(self, name: str) -> Page:
        """Return the page, made on its first visit."""
        if name not in self._pages:
            made: Page = getattr(import_module(f"gui.pages.{name}"), PAGES[name])(self.desk)
            self._pages[name] = made
            self.stack.addWidget(made)
        return self._pages[name]

    def speak_anew(self) -> None:
        """Make everything that has words again, in the language spoken now, at the same page."""
        place = self.navigation.currentRow()
        self._pages.clear()
        self._make()
        if self._shops:
            self._list_shops(self.desk.shop)
            self._open(self.desk.shop, list(PAGES)[place])
        else:
            self._welcome()
        self._look_at_engine()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if self.desk.paths.data.is_dir():
            self.desk.preferences.setValue("geometry", self.saveGeometry())
            self.desk.preferences.sync()
        super().closeEvent(event)

    # --- putting together ---

    def _make(self) -> None:
        self.banner = ErrorBanner()
        self.navigation = navigation.made()
        self.navigation.currentRowChanged.connect(self._show_page)
        self.stack = QStackedWidget()
        self.stack.addWidget(_starting())
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
        notices.setContentsMargins(12, 8, 12, 0)
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
        self.setCentralWidget(whole)
        self.chooser.hide()

    def _restore(self) -> None:
        self.resize(FIRST_SIZE)
        kept = self.desk.preferences.value("geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    def _wire(self) -> None:
        self._service.connected.connect(self._connected)
        self._service.trouble.connect(self._trouble)
        self.desk.feed.lost.connect(lambda _: self._service.lost())
        self.desk.feed.changed.connect(self._show_work)
        self.desk.page_wanted.connect(self.go_to)
        self.desk.trouble.connect(lambda error: self.banner.show_error(error))
        self.desk.language_changed.connect(self.speak_anew)
        self.desk.shop_changed.connect(self._shop_changed)
        self._strip_timer = QTimer(self, interval=STRIP_MS)
        self._strip_timer.timeout.connect(self._look_at_engine)

    # --- the service comes and goes ---

    def _connected(self, client: Client) -> None:
        self.desk.connect_to(client)
        self.banner.hide()
        ask(self, _prepared(client), self._show_shops, self.desk.failed)
        self._strip_timer.start()
        self._look_at_engine()

    def _trouble(self, error: ApplianceError) -> None:
        self._strip_timer.stop()
        self._strip.setText(tr("The service is being started…"))
        self.banner.show_error(error)

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

    def _show_shops(self, page: ShopsPage) -> None:
        known = {shop.id: shop for shop in page.shops}
        self._shops = page.shops
        if not known:
            self._welcome()
            return
        kept = self._pages and self.desk.shop.id in known
        wanted = self.desk.shop.id if kept else str(self.desk.preferences.value("shop", ""))
        shop = known.get(wanted, page.shops[0])
        self._list_shops(shop)
        if kept:
            self._refresh()
        else:
            self._open(shop)

    def _welcome(self) -> None:
        from gui.pages.welcome import Welcome

        welcome = Welcome(self.desk)
        welcome.made.connect(partial(self._made, welcome))
        self.stack.addWidget(welcome)
        self.stack.setCurrentWidget(welcome)

    def _made(self, welcome: Page, shop: Shop) -> None:
        self._shops = (shop,)
        self._list_shops(shop)
        self._open(shop, "knowledge")
        self._discard(welcome)

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
            self._open(shop)

    def _open(self, shop: Shop, page: str = "") -> None:
        """Show the shop's pages, made anew."""
        self.desk.open_shop(shop)
        self.desk.preferences.setValue("shop", shop.id)
        for known in self._pages.values():
            self._discard(known)
        self._pages.clear()
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
        self.stack.setCurrentWidget(self.page(list(PAGES)[place]))
        self._refresh()

    def _refresh(self) -> None:
        current = self.stack.currentWidget()
        for page in self._pages.values():
            if page is current:
                page.refresh()

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


def _prepared(client: Client) -> Callable[[], ShopsPage]:
    """Ask for the shops, and read the pages' modules meanwhile: not on the GUI thread."""

    def call() -> ShopsPage:
        for name in (*PAGES, "welcome"):
            import_module(f"gui.pages.{name}")
        return client.shops()

    return call
