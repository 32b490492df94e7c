from __future__ import annotations

import itertools

from models.thread_choice import LAST_RETRY, PAUSE, IdleCores, ThreadChoice

TOKEN, PROMPT = 1, 32


class Machine:
    """A clock, and what a token costs with each thread count. One of a prompt costs a third."""

    def __init__(self, **costs):
        self.now = 0.0
        self.costs = costs
        self.choice = ThreadChoice([1, 2], clock=lambda: self.now)
        for threads in (1, 2, 1, 2):
            self.record(threads, TOKEN)
            self.record(threads, PROMPT)

    def record(self, threads, tokens):
        cost = self.costs[f"t{threads}"] * (tokens / 3 if tokens == PROMPT else tokens)
        self.now += cost
        self.choice.record(threads, tokens, cost)
        return threads

    def step(self, tokens=TOKEN):
        return self.record(self.choice.threads(trial=tokens == TOKEN), tokens)


def test_faster_count_is_kept():
    machine = Machine(t1=0.02, t2=0.01)
    assert [machine.step() for _ in range(4)] == [2, 2, 2, 2]
    machine = Machine(t1=0.02, t2=0.05)
    assert [machine.step() for _ in range(4)] == [1, 1, 1, 1]


def test_load_changes_the_choice_after_one_step():
    machine = Machine(t1=0.02, t2=0.01)
    machine.costs["t2"] = 0.5
    assert [machine.step() for _ in range(3)] == [2, 1, 1]


def test_slow_token_speaks_against_reading_a_prompt_that_way():
    machine = Machine(t1=0.02, t2=0.01)
    machine.costs["t2"] = 0.5
    machine.step(TOKEN)
    assert machine.step(PROMPT) == 1


def test_small_hiccup_changes_nothing():
    machine = Machine(t1=0.02, t2=0.01)
    for cost in (0.015, 0.01, 0.016):
        machine.costs["t2"] = cost
        assert machine.step() == 2
    assert machine.step() == 2


def test_no_change_for_a_little():
    machine = Machine(t1=0.02, t2=0.022)
    assert [machine.step() for _ in range(3)] == [2, 2, 2]


def test_loser_is_tried_again_and_wins_when_the_load_is_gone():
    machine = Machine(t1=0.02, t2=0.5)
    assert machine.step() == 1
    machine.costs["t2"] = 0.01
    machine.now += LAST_RETRY
    assert machine.step() == 2
    assert machine.step(PROMPT) == 2


def test_nothing_is_tried_on_a_prompt():
    machine = Machine(t1=0.02, t2=0.5)
    machine.now += LAST_RETRY
    assert machine.step(PROMPT) == 1


def test_tries_of_a_loser_become_rarer():
    machine = Machine(t1=0.02, t2=0.03)
    tries = []
    while machine.now < 600:
        if machine.step() == 2:
            tries.append(machine.now)
        machine.now += 0.1
    gaps = [later - sooner for sooner, later in itertools.pairwise(tries)]
    assert gaps[0] < gaps[-1]
    assert max(gaps) < LAST_RETRY + 2
    assert len(tries) < 20


def test_batch_that_costs_more_than_single_tokens_speaks_against_its_threads():
    machine = Machine(t1=0.02, t2=0.01)
    machine.choice.record(2, 4, 4 * 0.009)
    assert machine.step() == 2
    machine.choice.record(2, 4, 4 * 0.2)
    assert machine.step() == 1


def test_single_count_is_used_whatever_it_costs():
    choice = ThreadChoice([4])
    for cost in (0.1, 5.0):
        choice.record(4, TOKEN, cost)
    assert choice.threads(trial=True) == 4


# --- after a pause -----------------------------------------------------------------------------


def test_idle_cores_met_after_a_pause_are_used_at_once():
    machine = Machine(t1=0.02, t2=0.5)
    assert machine.step(PROMPT) == 1
    machine.costs["t2"] = 0.01
    machine.choice.expect(1.8)
    assert machine.step(PROMPT) == 2


def test_core_that_others_took_during_a_pause_is_left_to_them():
    machine = Machine(t1=0.02, t2=0.01)
    machine.choice.expect(0.9)
    assert machine.step(PROMPT) == 1


def test_wrong_expectation_is_put_right_by_one_step():
    machine = Machine(t1=0.02, t2=0.5)
    machine.choice.expect(2.0)
    assert [machine.step(PROMPT), machine.step(PROMPT)] == [2, 1]


def test_expectation_says_nothing_about_counts_that_are_not_there():
    choice = ThreadChoice([4])
    choice.expect(0.0)
    assert choice.threads(trial=False) == 4


def test_idle_cores_are_counted_over_pauses_only():
    now, idle = 0.0, 0.0
    cores = IdleCores(clock=lambda: now, read=lambda: idle)
    now, idle = PAUSE / 2, PAUSE
    assert cores.cores() is None
    now, idle = 2.0, 3.0
    assert cores.cores() == 1.5
    cores.look()
    assert cores.cores() is None


def test_of_a_long_pause_its_last_seconds_count():
    now, idle = 0.0, 0.0
    cores = IdleCores(clock=lambda: now, read=lambda: idle)
    for _ in range(1800):  # an hour in which nobody did anything
        now, idle = now + 2, idle + 4
        cores.go_on()
    now, idle = now + 2, idle + 1  # now somebody works
    cores.go_on()
    now, idle = now + 1, idle + 0.5
    assert cores.cores() == 0.5
    cores.look()
    assert cores.cores() is None
