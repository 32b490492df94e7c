"""How the bot comes to the shop's website: allowed sites, and the line to paste."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from appliance.core.errors import ApplianceError
from appliance.core.schemas import Shop
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import profile
from gui.widgets import basics, form
from gui.widgets.copy_field import CopyField
from gui.widgets.error_banner import ErrorBanner
from gui.words import tr


class WebsiteTab(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._banner = ErrorBanner()
        self.sites = form.lines(
            tr("Websites that may show your bot"),
            tr("One address on a line. Browsers refuse to show it anywhere else."),
        )
        self.reached = form.reached()
        self.save = basics.button(tr("Save"), self._save, primary=True)
        for field in (self.sites, self.reached):
            field.changed.connect(lambda: self.save.setEnabled(True))
        self._snippet = CopyField(tr("Line for your website"))
        self._page = CopyField(tr("Address of the chat page"))
        saving = basics.row(self.save)
        saving.insertStretch(0)
        first = basics.card(
            basics.label(tr("1. Allow your website"), "heading"), self.sites, self.reached, saving
        )
        second = basics.card(
            basics.label(tr("2. Paste this line into your website"), "heading"),
            basics.label(
                tr("Put this line before the end (</body>) of every page that shall show the chat button.")
            ),
            self._snippet,
        )
        third = basics.card(basics.label(tr("Or link to the chat page"), "heading"), self._page)
        inside = QWidget()
        layout = basics.column(self._banner, first, second, third, spacing=12)
        layout.addStretch()
        inside.setLayout(layout)
        self.setLayout(basics.column(basics.scrolled(inside)))
        self._show(desk.shop)

    def refresh(self) -> None:
        shop = self._desk.shop
        url = profile.reached_at(shop, self._desk.client.url)
        self._snippet.set_text(profile.snippet(url, shop.id))
        self._page.set_text(profile.chat_page(url, shop.id))
        if not self.save.isEnabled():
            self._show(shop)

    def _show(self, shop: Shop) -> None:
        texts = profile.typed(shop)
        for name, field in self._fields():
            field.set_text(texts[name])
            field.set_error("")
        self.save.setEnabled(False)

    def _save(self) -> None:
        read = profile.read({name: field.text() for name, field in self._fields()})
        for name, field in self._fields():
            field.set_error(read.errors.get(name, ""))
        change, shop = read.change, self._desk.shop.id
        if change is not None:
            self.save.setEnabled(False)
            ask(self, lambda: self._desk.client.change_shop(shop, change), self._saved, self._not_saved)

    def _fields(self) -> tuple[tuple[str, form.Field], ...]:
        return ("sites", self.sites), ("public_url", self.reached)

    def _saved(self, shop: Shop) -> None:
        self._desk.change_shop(shop)
        self._show(shop)
        self.refresh()
        self._banner.tell(tr("Saved"), tr("Your bot may appear on these websites from now on."))

    def _not_saved(self, error: ApplianceError) -> None:
        self._banner.show_error(error)
        self.save.setEnabled(True)
