"""The first minutes: what this is, and the shop it is for. It can be left at any point and begun again."""

from __future__ import annotations

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QWidget

from appliance.core.errors import ApplianceError
from appliance.core.schemas import Shop
from gui.desk import Desk
from gui.pages.page import Page
from gui.presenters import profile
from gui.widgets import basics, form
from gui.words import tr

WIDTH = 560


class Welcome(Page):
    """`made` brings the new shop."""

    made = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Welcome"))
        self.fields = _fields()
        self.proceed = basics.button(tr("Go on to your products"), self._create, primary=True)
        told = basics.label(
            tr(
                "Your shop gets its own bot on this computer. Your products, your documents and what"
                " customers write stay here: nothing is sent to anybody."
            )
        )
        buttons = basics.row(self.proceed)
        buttons.insertStretch(0)
        form_card = basics.card(
            basics.label(tr("Your shop"), "heading"), *self.fields.values(), buttons, spacing=12
        )
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        layout = basics.column(told, form_card, spacing=16)
        layout.addStretch()
        inside.setLayout(layout)
        self.body.addWidget(basics.scrolled(inside))
        self.fields["name"].entry.setFocus()

    def _create(self) -> None:
        read = profile.read({name: field.text() for name, field in self.fields.items()})
        for name, field in self.fields.items():
            field.set_error(read.errors.get(name, ""))
        change = read.change
        if change is None:
            return
        name = change.name or ""

        def make() -> Shop:
            client = self.desk.client
            for model in client.models():
                if model.active and not model.installed:
                    client.install_model(model.id)
            return client.change_shop(client.create_shop(name).shop.id, change)

        self.proceed.setEnabled(False)
        self.ask(make, self.made.emit, self._not_made)

    def _not_made(self, error: ApplianceError) -> None:
        self.proceed.setEnabled(True)
        self.failed(error)


def _fields() -> dict[str, form.Field]:
    here = QTimeZone.systemTimeZoneId().toStdString()
    zones = [(zone, zone.replace("_", " ")) for zone in profile.TIME_ZONES]
    fields = {
        "name": form.line(tr("Name of your shop")),
        "contact": form.line(
            tr("E-mail or contact page"), tr("Given to customers when the bot cannot help.")
        ),
        "currency": form.choice(tr("Currency of your prices"), [(code, code) for code in profile.CURRENCIES]),
        "time_zone": form.choice(tr("Time zone"), zones),
    }
    if here in profile.TIME_ZONES:
        fields["time_zone"].set_text(here)
    return fields
