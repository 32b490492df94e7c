"""Going live: the line for the website, and a look whether it is there."""

from __future__ import annotations

from appliance.core.errors import ApplianceError
from appliance.core.owner_schemas import SiteCheck
from appliance.core.schemas import Shop, ShopChange
from gui.desk import Desk
from gui.presenters import first_steps, profile
from gui.widgets import basics, form
from gui.widgets.copy_field import CopyField
from gui.wizard.step import Step
from gui.words import tr


class Live(Step):
    """The site of the page that is looked at is allowed to show the bot."""

    can_skip = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("On your website"))
        self.line = CopyField(tr("Line for your website"))
        self.page = form.snug(form.line(tr("A page of your website"), placeholder="https://example.com"))
        self.look = basics.button(tr("Look whether it is there"), self._look)
        self.title = basics.label(kind="heading")
        self.sentence = basics.label()
        self.reached = form.reached(desk.shop.public_url)
        self.reached.changed.connect(self._show_line)
        paste = basics.card(
            basics.label(tr("1. Paste this line into your website"), "heading"),
            self.reached,
            basics.label(
                tr("Put this line before the end (</body>) of every page that shall show the chat button.")
            ),
            self.line,
        )
        looking = basics.row(self.look)
        looking.addStretch()
        check = basics.card(
            basics.label(tr("2. See whether it is there"), "heading"),
            self.page,
            looking,
            self.title,
            self.sentence,
            spacing=8,
        )
        for part in (paste, check):
            self.body.addWidget(part)
        self.body.addStretch()
        self.page.changed.connect(lambda: self.look.setEnabled(bool(self.page.text().strip())))
        self._say("", "", "quiet")

    def way_on(self) -> str:
        return tr("Finish")

    def refresh(self) -> None:
        shop = self.desk.shop
        self._show_line()
        if not self.page.text():
            self.page.set_text(shop.website or next(iter(shop.sites), ""))
        self.look.setEnabled(bool(self.page.text().strip()))

    def go_on(self) -> None:
        """Keep where customers reach the bot, and finish."""
        read, shop = self._read(), self.desk.shop
        self.reached.set_error(read.errors.get("public_url", ""))
        change = read.change
        if change is None:
            self.reached.entry.setFocus()
        elif change.public_url == shop.public_url:
            self.done.emit()
        else:
            self.ask(lambda: self.desk.client.change_shop(shop.id, change), self._kept)

    def _kept(self, shop: Shop) -> None:
        self.desk.change_shop(shop)
        self.done.emit()

    def _read(self) -> profile.Read:
        return profile.read({"public_url": self.reached.text()})

    def _show_line(self) -> None:
        """Show the line with the address as it is typed."""
        change = self._read().change
        url = (change and change.public_url) or self.desk.client.url
        self.line.set_text(profile.snippet(url, self.desk.shop.id))

    def _look(self) -> None:
        shop, url = self.desk.shop, profile.address(self.page.text().strip())
        site = profile.origin(url)

        def look() -> tuple[SiteCheck, Shop]:
            found, changed = self.desk.client.check_site(shop.id, url), shop
            if site not in shop.sites:
                sites = ShopChange(sites=(*shop.sites, site))
                changed = self.desk.client.change_shop(shop.id, sites)
            return found, changed

        self.banner.hide()
        self.look.setEnabled(False)
        self._say(tr("Looking…"), "", "quiet")
        self.ask(look, self._found, self._not_found)

    def _found(self, looked: tuple[SiteCheck, Shop]) -> None:
        found, shop = looked
        self.look.setEnabled(True)
        self.desk.change_shop(shop)
        self._say(*first_steps.site(found))

    def _not_found(self, error: ApplianceError) -> None:
        self.look.setEnabled(True)
        self._say("", "", "quiet")
        self.failed(error)

    def _say(self, title: str, sentence: str, tone: str) -> None:
        for label, text in ((self.title, title), (self.sentence, sentence)):
            label.setText(text)
            label.setVisible(bool(text))
        basics.set_tone(self.title, tone)
