"""Which scanners look at a text of which place, in which order: the first of the gravest decides."""

from __future__ import annotations

from collections.abc import Mapping

from appliance.core.ports import Detector
from appliance.core.schemas import Place
from appliance.guard.policy import Policy
from appliance.guard.scanner import Scanner
from appliance.guard.scanners.credentials import CredentialScanner
from appliance.guard.scanners.detector import DetectorScanner
from appliance.guard.scanners.hidden import HiddenScanner
from appliance.guard.scanners.injection import InjectionScanner
from appliance.guard.scanners.leaks import LeakScanner
from appliance.guard.scanners.links import LinkScanner
from appliance.guard.scanners.promises import PromiseScanner
from appliance.guard.scanners.scope import ScopeScanner


def scanners(policy: Policy, detector: Detector | None = None) -> Mapping[Place, tuple[Scanner, ...]]:
    """Return the scanners of every place. Scope comes last, so that an attack is called one.

    The detector has a threshold of its own for documents, which are full of orders to their reader.
    """
    learned: tuple[Scanner, ...] = (DetectorScanner(detector, policy),) if detector else ()
    steering: tuple[Scanner, ...] = (InjectionScanner(policy), *learned, HiddenScanner())
    return {
        Place.MESSAGE: (*steering, ScopeScanner()),
        Place.DOCUMENT: steering,
        Place.PASSAGE: steering,
        Place.PROMPT: steering,
        Place.ANSWER: (LeakScanner(), CredentialScanner(), LinkScanner(), PromiseScanner(), HiddenScanner()),
    }
