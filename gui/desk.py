"""What all pages share: the connection to the service, the shop that is looked after, the feed of jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from appliance.core.errors import ApplianceError, ServiceUnreachable
from gui.feed import Feed
from gui.words import tr

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.paths import Paths
    from appliance.core.schemas import Shop


class Desk(QObject):
    """`client` is the present connection; it is another one after the service was started again.

    `failed` shows an error that belongs to no page, `page_wanted` goes to a page by its name,
    `shop_changed` brings the shop after its settings were saved, `connected` says that calls work again,
    `lost` that they do not, and what comes of it, `setup_wanted` goes on with the first steps of a shop at
    a step, `language_changed` that every word on screen is to be said anew, `halt_wanted` stops the bot.
    """

    page_wanted = Signal(str)
    shop_changed = Signal(object)
    shop_wanted = Signal(str)
    connected = Signal()
    lost = Signal(str)
    trouble = Signal(object)
    language_changed = Signal()
    halt_wanted = Signal()
    setup_wanted = Signal(object, str)

    def __init__(self, paths: Paths, preferences: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths = paths
        self.preferences = preferences
        self.feed = Feed(self)
        self._client: Client | None = None
        self._shop: Shop | None = None
        self.can_halt: Callable[[], bool] = lambda: False
        """Whether the service is this user's to stop; the window's start-up says."""

    @property
    def client(self) -> Client:
        """The connection; raises `ServiceUnreachable` before there is one."""
        if self._client is None:
            raise ServiceUnreachable(tr("The service is starting."), resolution=tr("Wait a moment."))
        return self._client

    @property
    def shop(self) -> Shop:
        """The shop that the pages are about."""
        assert self._shop is not None
        return self._shop

    @property
    def has_shop(self) -> bool:
        """Whether there is a shop to look after."""
        return self._shop is not None

    def connect_to(self, client: Client) -> None:
        """Use this connection from now on; nobody answers at the one before."""
        former, self._client = self._client, client
        self.feed.start(client)
        if former is not None:
            former.close()
        self.connected.emit()

    def open_shop(self, shop: Shop) -> None:
        self._shop = shop

    def change_shop(self, shop: Shop) -> None:
        """Tell everybody how the shop is now."""
        self._shop = shop
        self.shop_changed.emit(shop)

    def failed(self, error: ApplianceError) -> None:
        self.trouble.emit(error)
