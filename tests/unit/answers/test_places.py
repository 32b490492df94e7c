"""Places: countries in five languages, towns by their country and state, words that are towns by chance."""

import pytest

from appliance.answers import places


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("do you ship to brazil", [("brazil", "BR")]),
        ("liefert ihr nach deutschland", [("deutschland", "DE")]),
        ("livrez-vous en belgique", [("belgique", "BE")]),
        ("spedite in svizzera o a milano", [("svizzera", "CH"), ("milano", "IT")]),
        ("寄到新西兰吗", [("新西兰", "NZ")]),
        ("shipping to perth or new zealand", [("new zealand", "NZ"), ("perth", "AU")]),
        ("wer zahlt das porto innerhalb osterreichs", [("osterreichs", "AT")]),
        ("do you ship to porto", [("porto", "PT")]),
        ("red jerseys", []),
        ("how much is it at the same time", []),
        ("delivery to reading", [("reading", "GB")]),
        ("livrez-vous a nice", [("nice", "FR")]),
        ("is the bath mat as nice as the orange reading lamp", []),
        ("will it come in time", []),
        ("how heavy is it", []),
    ],
)
def test_named_places(asked: str, found: list[tuple[str, str]]) -> None:
    assert places.named(asked) == found


@pytest.mark.parametrize(
    ("name", "state"),
    [("melbourne", "vic"), ("hobart", "tas"), ("nsw", "nsw"), ("paris", None), ("nowhere", None)],
)
def test_australian_states(name: str, state: str | None) -> None:
    assert places.region_of(name) == state


def test_a_name_shared_by_towns_is_at_home_in_each() -> None:
    assert places.is_in("perth", "AU")
    assert places.is_in("perth", "GB")
    assert not places.is_in("perth", "FR")


def test_states_named_in_a_line() -> None:
    assert places.regions_in("Standard, Tasmania; 1 to 3 days") == {"tas"}
    assert places.regions_in("rest of Australia") == set()
