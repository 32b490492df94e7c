"""One yes-or-no question before something cannot be taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from gui.words import tr


def choose(parent: QWidget, title: str, question: str, usual: str, other: str) -> bool | None:
    """Return whether the owner chose the other answer; None for neither."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
    first = box.addButton(usual, QMessageBox.ButtonRole.AcceptRole)
    second = box.addButton(other, QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(first)
    box.setEscapeButton(keep)
    box.exec()
    return None if box.clickedButton() is keep else box.clickedButton() is second


def ask_first(parent: QWidget, title: str, question: str, yes: str) -> bool:
    """Return whether the owner said yes. The answer that changes nothing is the one Enter gives."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is agree
