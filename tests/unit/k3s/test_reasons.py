"""K3s's log, in a sentence."""

from __future__ import annotations

import pytest

from k3s import reasons


@pytest.mark.parametrize(
    ("log", "says"),
    [
        ("level=fatal msg=\"token CA hash does not match the Cluster CA\"", "not the one that the token"),
        ("Failed to connect: 401 Unauthorized\ndial tcp: connection refused", "does not accept the token"),
        ("F1125 csi_plugin.go:309] Failed to initialize CSINode after retrying", "too busy"),
        ("write /var/lib: no space left on device", "disk is full"),
        ("listen tcp :6443: bind: address already in use", "Another program"),
        ('fatal msg="flannel exited: failed to find IPv4 address for interface wg0"', "address is gone"),
        ("Node password rejected, duplicate hostname", "another machine of this name"),
    ],
)  # fmt: skip
def test_the_most_telling_line_counts(log: str, says: str) -> None:
    reason = reasons.of(log)
    assert reason
    assert says in reason.message
    assert reason.fix.endswith(".")


def test_nothing_known_says_nothing() -> None:
    assert reasons.of('level=info msg="all is well"') is None
    assert reasons.of('level=fatal msg="server stopped: http: Server closed"') is None


def test_an_unknown_end_is_told_in_k3ss_own_words() -> None:
    told = reasons.of('level=fatal msg="preparing server: \\"x\\" is broken"\nK3s ended with status 1')
    assert told
    assert told.message == 'It said: preparing server: "x" is broken.'


def test_a_k3s_that_breaks_off_is_told_in_its_last_words() -> None:
    log = "Running kubelet\npanic: assignment to entry in nil map\n\ngoroutine 1 [running]:\nmain.main()"
    told = reasons.of(log)
    assert told
    assert told.message == "It said: panic: assignment to entry in nil map."


def test_a_server_that_waits_for_itself_is_not_told_to_check_an_address() -> None:
    log = "dial tcp 127.0.0.1:6444: connect: connection refused"
    assert reasons.of(log, joining=False) is None
    assert reasons.of(log)
