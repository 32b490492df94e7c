"""K3s in the window: how it is, whether it can be, and everything that can be done to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from opened_window import Opened
from PySide6.QtWidgets import QFileDialog, QLabel

from appliance.core.node import NodeState, NodeStatus, NodeWorkload
from appliance.core.schemas import Shop
from gui.pages import node as page
from gui.presenters import node

pytestmark = pytest.mark.slow


def test_k3s_is_checked_for_installed_saved_and_stopped(
    opened: Opened, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen, saved = tmp_path / "bundle.tar", tmp_path / "k3s.backup"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    asked: list[str] = []
    monkeypatch.setattr(page, "ask_first", lambda *words: not asked.append(words[1]))
    system: Any = opened.page("system")
    place = system.tabs.indexOf(system.node)
    opened.wait(lambda: system.tabs.isTabVisible(place))
    system.tabs.setCurrentIndex(place)
    tab = system.node
    assert list(tab.verbs) == ["check", "install"]
    tab.verbs["check"].click()
    opened.wait(lambda: "K3s can run here." in texts(tab))
    assert "It is not kept by a time server." in texts(tab)

    tab.verbs["install"].click()
    opened.wait(lambda: tab.state.text() == "Running" and "backup" in tab.verbs)
    tab.verbs["backup"].click()
    opened.wait(lambda: str(saved) in tab.banner.text())
    tab.verbs["upgrade"].click()
    opened.wait(lambda: any("Free some disk space." in text for text in texts(tab.jobs)))
    assert asked == []
    tab.verbs["stop"].click()
    opened.wait(lambda: tab.state.text() == "Stopped" and "start" in tab.verbs)
    tab.verbs["uninstall"].click()
    opened.wait(lambda: list(tab.verbs) == ["check", "install"])
    assert asked == ["Stop K3s?", "Remove K3s?"]


def texts(widget: Any) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_a_box_that_can_have_no_k3s_has_no_place_for_it() -> None:
    absent = NodeStatus(state=NodeState.ABSENT, message="K3s is not installed by Shopwarden on this box.")
    assert not node.worth_showing(absent, ())
    assert node.worth_showing(absent, ("install",))
    assert node.worth_showing(absent.model_copy(update={"state": NodeState.STOPPED}), ())


def test_parts_that_are_missing_are_named_with_the_reason() -> None:
    good = NodeWorkload(namespace="kube-system", name="coredns", ready=1, wanted=1)
    bad = NodeWorkload(namespace="tea", name="bot", ready=0, wanted=1, reason="The disk is full.")
    status = NodeStatus(state=NodeState.READY, message="K3s is running.", workloads=(good, bad))
    assert node.workloads(status) == [("bot: 0 of 1 run. The disk is full.", "bad")]
    well = status.model_copy(update={"workloads": (good,)})
    assert node.workloads(well) == [("1 part runs in it.", "good")]
