"""The sample shop, Harbour & Pine: a catalogue export, policy pages, a profile and demo questions."""
