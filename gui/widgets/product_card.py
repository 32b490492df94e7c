"""A product as customers see it beside an answer, without its picture: the window fetches nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from appliance.core.schemas import ProductCard as Card
from gui.presenters import catalogue
from gui.widgets import basics


class ProductCard(QFrame):
    def __init__(self, card: Card, currency: str = "") -> None:
        """`currency` is used where the card names none."""
        super().__init__()
        price = " ".join(
            filter(None, (catalogue.card_price(card, currency), catalogue.card_was(card, currency)))
        )
        lines = [basics.label(card.title, "strong")]
        if price:
            lines.append(basics.label(price))
        if stock := catalogue.availability(card.availability):
            lines.append(basics.label(stock, tone=catalogue.tone(card.availability)))
        if options := catalogue.card_options(card):
            lines.append(basics.label(options, "quiet"))
        if card.sku:
            lines.append(basics.label(card.sku, "quiet"))
        self.setProperty("kind", "card")
        layout = basics.column(*lines, spacing=2, margin=10)
        layout.addStretch()
        self.setLayout(layout)
        self.setAccessibleName(", ".join(line.text() for line in lines))
