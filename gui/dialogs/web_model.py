"""A model file from the web: its address, and what it must be."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QDialog, QWidget

from gui.widgets import basics, form
from gui.words import tr

FILE = re.compile(r"https?://[^/\s]+/\S*\.gguf(\?\S*)?", re.IGNORECASE)
HASH = re.compile(r"[0-9a-fA-F]{64}")


class WebModel(QDialog):
    """Ends accepted with `address` and `sha256` filled in, or rejected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Download a model"))
        self.address = form.line(
            tr("Address of the model file"),
            tr("It ends in .gguf; a page that offers models has it behind “Download”."),
            placeholder="https://example.com/model.gguf",
        )
        self.hash = form.line(
            tr("Its SHA-256, if you know it"),
            tr("64 letters and digits beside the file. With it, a damaged or exchanged file is refused."),
        )
        told = basics.label(
            tr(
                "Your computer fetches this one file. Nothing about your shop is sent. You can cancel, and go"
                " on later where it stopped."
            ),
            "quiet",
        )
        self.fetch = basics.button(tr("Download"), self._accept, primary=True)
        buttons = basics.row(basics.button(tr("Cancel"), self.reject), self.fetch)
        buttons.insertStretch(0)
        layout = basics.column(self.address, self.hash, told, margin=16, spacing=12)
        layout.addStretch()
        layout.addLayout(buttons)
        self.setLayout(layout)
        basics.open_at(self, 560, self.sizeHint().height())

    def _accept(self) -> None:
        typed, known = self.address.text().strip(), self.hash.text().strip()
        good = bool(FILE.fullmatch(typed))
        self.address.set_error("" if good else tr("Give the whole address of a file that ends in .gguf."))
        fits = not known or bool(HASH.fullmatch(known))
        self.hash.set_error("" if fits else tr("A SHA-256 is 64 digits and letters from a to f."))
        if good and fits:
            self.accept()
