"""What of the wheels goes into the image."""

from __future__ import annotations

import pytest

from appliance.answers import places
from appliance.catalogue import dates
from appliance.core.schemas import LANGUAGES
from installers.image.wheels import home


@pytest.mark.parametrize("language", sorted({"root", *LANGUAGES, *places._LOCALES, *dates._LANGUAGES}))
def test_locales_that_are_read_go_along(language: str) -> None:
    assert home(f"babel/locale-data/{language}.dat")


def test_other_locales_and_tests_stay_out() -> None:
    assert not home("babel/locale-data/fi_FI.dat")
    assert home("babel/locale-data/en_IE.dat") and home("babel/numbers.py")
    assert not home("pandas/tests/test_frame.py")
    assert home("ours-1.0.data/purelib/ours/x.py") == "ours/x.py"
