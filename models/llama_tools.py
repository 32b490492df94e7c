"""Single pieces of work with llama.cpp, each run in a worker process of its own: convert, time, compare."""

from __future__ import annotations

import ctypes
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import llama_library
from models.chat_prompt import ChatPrompt
from models.llama_session import CHUNK, Entry, Session
from models.phrasing_prompts import PROMPTS

CONTEXT = 512
PROMPT_TOKENS = 256
NEW_TOKENS = 32
ROUNDS = 3
CONTINUATION = 40  # tokens of each answer that are compared


@dataclass(frozen=True, slots=True)
class Continuation:
    """A prompt and what the original model answers to it, as tokens."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]


def run(arguments: Sequence[str]) -> str:
    """Do the work that the first argument names; return its result as one line of JSON."""
    work: dict[str, Callable[..., dict[str, float]]] = {
        "agreement": agreement,
        "quantise": quantise,
        "speed": speed,
    }
    name, *rest = arguments
    return json.dumps(work[name](*rest))


def agreement(original: str, candidate: str) -> dict[str, float]:
    """Compare a converted model with its original on the original's own answers.

    `same` is the share of answer tokens that the candidate would have chosen too, given the same text
    before them; `drop` is how much less likely, in nats a token, it finds the original's answers.
    """
    session = Session(original, threads=0, sequences=1, context=CONTEXT, outputs=CHUNK)
    prompt = ChatPrompt(session)
    answers, expected = [], []
    for stable, text in PROMPTS:
        answers.append(_answer(session, prompt.tokens(stable, [("user", text)])))
        expected.append(_score(session, answers[-1], begin=len(answers[-1].prompt) - 1))
    session.close()
    session = Session(candidate, threads=0, sequences=1, context=CONTEXT, outputs=CHUNK)
    found = [_score(session, answer) for answer in answers]
    session.close()
    pairs = zip(found, answers, strict=True)
    same = np.concatenate([choices == np.array(answer.answer) for (choices, _), answer in pairs])
    before, after = (np.concatenate([chances for _, chances in scores]) for scores in (expected, found))
    return {"tokens": len(same), "same": float(same.mean()), "drop": float((before - after).mean())}


def quantise(source: str, target: str, kind: str) -> dict[str, float]:
    """Write `source` in another quantisation. Raises RuntimeError when llama.cpp cannot."""
    llama_cpp = llama_library.load()
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{kind}")
    params.allow_requantize = True
    result = llama_cpp.llama_model_quantize(source.encode(), target.encode(), ctypes.byref(params))
    if result != 0:
        raise RuntimeError(f"llama_model_quantize returned {result} for {kind}")
    return {}


def speed(path: str) -> dict[str, float]:
    """Measure tokens a second, best of three rounds; `prompt_cpu` is per CPU-second on one thread, which
    other programs on the machine disturb least."""
    session = Session(path, threads=0, sequences=1, context=CONTEXT, outputs=CHUNK)
    session.warm_up()
    prompt = min(_timed(session, session.decode, time.perf_counter) for _ in range(ROUNDS))
    single = min(
        _timed(session, lambda entries: session.compute(entries, 1), time.process_time) for _ in range(ROUNDS)
    )
    begun = time.perf_counter()
    for position in range(PROMPT_TOKENS, PROMPT_TOKENS + NEW_TOKENS):
        session.decode([Entry(0, position, 0, True)])
    generation = time.perf_counter() - begun
    session.close()
    return {
        "prompt": PROMPT_TOKENS / prompt,
        "prompt_cpu": PROMPT_TOKENS / single,
        "generation": NEW_TOKENS / generation,
    }


def _timed(session: Session, decode: Callable[[Sequence[Entry]], None], clock: Callable[[], float]) -> float:
    """Return the seconds that a fresh prompt takes."""
    session.clear(0)
    entries = [Entry(at % 1000, at, 0, at == PROMPT_TOKENS - 1) for at in range(PROMPT_TOKENS)]
    begun = clock()
    for start in range(0, PROMPT_TOKENS, CHUNK):
        decode(entries[start : start + CHUNK])
    return clock() - begun


def _answer(session: Session, prompt: Sequence[int]) -> Continuation:
    """Return the model's greedy answer."""
    session.clear(0)
    last = len(prompt) - 1
    for start in range(0, len(prompt), CHUNK):
        piece = prompt[start : start + CHUNK]
        session.decode([Entry(t, at, 0, at == last) for at, t in enumerate(piece, start)])
    sampler = session.sampler(0.0, 0)
    row, answer = last % CHUNK, list[int]()
    while len(answer) < CONTINUATION:
        token = session.sample(sampler, row)
        answer.append(token)
        if session.ends(token):
            break
        session.decode([Entry(token, last + len(answer), 0, True)])
        row = 0
    session.free_sampler(sampler)
    return Continuation(tuple(prompt), tuple(answer))


def _score(
    session: Session, text: Continuation, begin: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return what the model would choose at each token of the answer, and the log-probability it gives
    the token that stands there. The first `begin` tokens have just been read."""
    if not session.forget(0, begin):
        session.clear(0)
        begin = 0
    tokens, first = [*text.prompt, *text.answer], len(text.prompt) - 1
    choices, chances = list[int](), list[float]()
    for start in range(begin, len(tokens) - 1, CHUNK):
        stop = min(start + CHUNK, len(tokens) - 1)
        session.decode([Entry(tokens[at], at, 0, at >= first) for at in range(start, stop)])
        for at in range(max(start, first), stop):
            logits = _logits(session, at - start)
            choices.append(int(logits.argmax()))
            top = float(logits.max())
            chances.append(float(logits[tokens[at + 1]]) - top - float(np.log(np.exp(logits - top).sum())))
    return np.array(choices), np.array(chances)


def _logits(session: Session, row: int) -> NDArray[np.float64]:
    size: Any = session.lib.llama_vocab_n_tokens(session.vocab)
    return np.ctypeslib.as_array(session.logits(row), shape=(size,)).astype(np.float64)
