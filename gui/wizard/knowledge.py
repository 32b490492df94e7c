"""The product list: dropped, looked at, imported."""

from __future__ import annotations

from appliance.core.schemas import Job, ProductsPage
from gui.desk import Desk
from gui.presenters import box
from gui.widgets import basics
from gui.widgets.add_files import AddFiles
from gui.widgets.drop_zone import Drops
from gui.wizard.step import Step
from gui.words import tr


class Knowledge(Step):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Your products"))
        self._products = 0
        self._documents = 0
        told = basics.label(
            tr(
                "Export the product list from your shop system (Shopify, WooCommerce, Square, Etsy, Magento"
                " and others are recognised) or take any table with a name and a price. You see how it was"
                " understood before anything is stored."
            )
        )
        self.adding = AddFiles(desk, self)
        self.adding.ended.connect(self._ended)
        self.adding.failed.connect(self.failed)
        self.adding.nothing.connect(
            lambda: self.banner.tell(
                tr("Nothing to add"), tr("There is no product list and no document in there."), "warning"
            )
        )
        self.known = basics.label(kind="strong", tone="good")
        more = basics.label(
            tr(
                "Pages about delivery, returns and warranty may follow the same way: the bot quotes them when"
                " customers ask."
            ),
            "quiet",
        )
        drops = Drops(self)
        drops.hovered.connect(self.adding.hint.light)
        drops.dropped.connect(self.adding.add)
        for part in (told, self.adding, self.known, more):
            self.body.addWidget(part)
        self.body.addStretch()

    def refresh(self) -> None:
        self.ask(self._count, self._show)

    def ready(self) -> bool:
        return bool(self._products or self._documents)

    def _count(self) -> tuple[ProductsPage, int]:
        client, shop = self.desk.client, self.desk.shop.id
        documents = sum(source.kind == "document" for source in client.sources(shop))
        return client.products(shop, limit=1), documents

    def _show(self, found: tuple[ProductsPage, int]) -> None:
        self._products, self._documents = found[0].total, found[1]
        known = box.knowledge(self._products, self._documents)
        self.known.setText(tr("Your bot knows {knowledge}.").format(knowledge=known) if self.ready() else "")
        self.known.setVisible(self.ready())
        self.changed.emit()

    def _ended(self, job: Job) -> None:
        self.refresh()
