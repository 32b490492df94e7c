"""What the first question to a box would otherwise wait two seconds of the processor for."""

from __future__ import annotations

from appliance.answers import places
from appliance.answers.language import LANGUAGES, lexicon
from appliance.answers.understand import understand


def load() -> None:
    """Read and compile the vocabularies of all languages and the places of the world. Asks no shop."""
    for code in LANGUAGES:
        understand(lexicon(code).data["cues"]["greeting"][0], lambda _: True, code)
    places.named("hobart")
    places.region_of("hobart")
