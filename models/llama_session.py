"""llama.cpp for the engine worker: one model, one context, several sequences. Never imported by the service.

The high-level class of llama-cpp-python knows one sequence only, so this talks to the C API. Each sequence
has its own stream of the KV cache (`kv_unified` off): with one shared buffer, measured with eight cached
conversations, every prompt was read at half the speed or less, because attention runs over all of them.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psutil

from models import llama_library, unused_pages
from models.sequences import Placement
from models.thread_choice import IdleCores, ThreadChoice

SMALL = 32  # tokens; larger steps are too dear to try thread counts on
CHUNK = 128  # prompt tokens a step; bounds how long a step blocks other visitors and a cancellation
# With an f16 cache. One of q8_0 would take half the memory, and measured a fifth slower at reading prompts.
FLASH_ATTENTION = 1
LOG_LEVEL_ERROR = 4  # GGML_LOG_LEVEL_ERROR; the package's own table of levels is another, older one


@dataclass(frozen=True, slots=True)
class Entry:
    """One token of a step: where it goes, and whether the logits after it are wanted."""

    token: int
    position: int
    sequence: int
    wanted: bool


class Session:
    """Loads the model and the context. Raises ValueError when the file is not a model llama.cpp reads.

    `outputs` is how many entries of a step may want logits, one a sequence if not given: each costs a row
    of the vocabulary's size.
    """

    def __init__(self, path: str, *, threads: int, sequences: int, context: int, outputs: int = 0) -> None:
        llama_cpp = llama_library.load()
        self.lib: Any = llama_cpp
        self._log: Any = llama_cpp.llama_log_callback(_print_errors)
        llama_cpp.llama_log_set(self._log, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        self.model: Any = llama_cpp.llama_model_load_from_file(path.encode(), model_params(llama_cpp))
        if not self.model:
            raise ValueError(f"llama.cpp cannot read {path}")
        self.vocab: Any = llama_cpp.llama_model_get_vocab(self.model)
        self.context: Any = self._make_context(sequences, context, outputs)
        self.capacity = int(llama_cpp.llama_n_ctx_seq(self.context))
        self._memory: Any = llama_cpp.llama_get_memory(self.context)
        self._batch: Any = llama_cpp.llama_batch_init(CHUNK, 0, 1)
        self._candidates = [threads] if threads else thread_candidates()
        self._choice = ThreadChoice(self._candidates)
        self._idle = IdleCores()

    def clear(self, sequence: int) -> None:
        """Forget what the sequence holds."""
        self.lib.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def close(self) -> None:
        self.lib.llama_batch_free(self._batch)
        self.lib.llama_free(self.context)
        self.lib.llama_model_free(self.model)

    def compute(self, entries: Sequence[Entry], threads: int) -> None:
        """Compute one step with so many threads."""
        self.lib.llama_set_n_threads(self.context, threads, threads)
        self._fill(entries)
        result = self.lib.llama_decode(self.context, self._batch)
        self.lib.llama_synchronize(self.context)
        if result != 0:
            raise RuntimeError(f"llama_decode returned {result} for {len(entries)} tokens")

    def decode(self, entries: Sequence[Entry]) -> None:
        """Compute one step of at most CHUNK tokens, with as many threads as pay at the moment."""
        idle = self._idle.cores()
        if idle is not None:
            self._choice.expect(idle)
        self._measure(entries, self._choice.threads(trial=len(entries) < SMALL))

    def rest(self) -> None:
        """Note that nothing is asked at the moment: see what the others do meanwhile."""
        self._idle.go_on()

    def ends(self, token: int) -> bool:
        """Whether the token ends an answer: an end token, or any other control token."""
        vocab = self.vocab
        return bool(
            self.lib.llama_vocab_is_eog(vocab, token) or self.lib.llama_vocab_is_control(vocab, token)
        )

    def logits(self, row: int) -> Any:
        """Return the logits of the wanted entry at `row` of the last step: a C array of n_vocab floats."""
        return self.lib.llama_get_logits_ith(self.context, row)

    def piece(self, token: int) -> bytes:
        """Return the token's bytes; half a character for some, nothing for control tokens."""
        buffer = ctypes.create_string_buffer(256)
        size = self.lib.llama_token_to_piece(self.vocab, token, buffer, len(buffer), 0, False)
        return buffer.raw[: max(size, 0)]

    def prepare(self, placement: Placement) -> int:
        """Make the sequence hold what `placement` promises; return how many tokens it truly holds.

        Models with recurrent layers cannot forget the end of a sequence: they start again from nothing.
        """
        number, lib = placement.slot.number, self.lib
        if placement.copy_from is not None:
            self.clear(number)
            lib.llama_memory_seq_cp(self._memory, placement.copy_from, number, -1, -1)
        if self.forget(number, placement.keep):
            return placement.keep
        self.clear(number)
        placement.slot.tokens = []
        return 0

    def sampler(self, temperature: float, seed: int) -> Any:
        """Return a sampler chain, to be freed with `free_sampler`. Temperature 0 is greedy."""
        lib = self.lib
        chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        if temperature <= 0:
            lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_greedy())
            return chain
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_top_k(40))
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_min_p(0.05, 1))
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_temp(temperature))
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_dist(seed & 0xFFFFFFFF))
        return chain

    def forget(self, sequence: int, position: int) -> bool:
        """Forget what the sequence holds from `position` on; False, and nothing done, if it cannot."""
        return bool(self.lib.llama_memory_seq_rm(self._memory, sequence, position, -1))

    def free_sampler(self, sampler: Any) -> None:
        self.lib.llama_sampler_free(sampler)

    def sample(self, sampler: Any, row: int) -> int:
        """Return the next token after the entry at `row` of the last step."""
        return int(self.lib.llama_sampler_sample(sampler, self.context, row))

    def tokenise(self, text: str, *, control: bool) -> list[int]:
        """Return the tokens of `text`. Without `control`, `<|im_end|>` and its like are plain letters."""
        data = text.encode("utf-8", "replace")
        tokens = (self.lib.llama_token * (len(data) + 2))()
        count = self.lib.llama_tokenize(self.vocab, data, len(data), tokens, len(tokens), False, control)
        found = list(tokens[: max(count, 0)])
        return found if control else [token for token in found if not self.ends(token)]

    def warm_up(self) -> None:
        """Read the weights into memory, so that no visitor waits for the disk. Not measured: how many threads
        pay is learned from what is asked."""
        self.clear(0)
        self.compute([Entry(0, 0, 0, True)], self._candidates[-1])
        self.clear(0)

    def _measure(self, entries: Sequence[Entry], threads: int) -> None:
        begun = time.perf_counter()
        self.compute(entries, threads)
        self._choice.record(threads, len(entries), time.perf_counter() - begun)
        self._idle.look()

    def _fill(self, entries: Sequence[Entry]) -> None:
        batch = self._batch
        batch.n_tokens = len(entries)
        for row, entry in enumerate(entries):
            batch.token[row] = entry.token
            batch.pos[row] = entry.position
            batch.n_seq_id[row] = 1
            batch.seq_id[row][0] = entry.sequence
            batch.logits[row] = entry.wanted

    def _make_context(self, sequences: int, context: int, outputs: int) -> Any:
        """llama.cpp fills the cache with zeros, and with it 46 MB for the starter model; conversations take
        of it what they need."""
        params = self.lib.llama_context_default_params()
        params.n_seq_max = sequences
        params.n_ctx = sequences * context
        params.n_batch = params.n_ubatch = CHUNK
        params.kv_unified = False
        params.flash_attn_type = FLASH_ATTENTION
        params.n_outputs_max = outputs or sequences
        params.no_perf = True
        before = unused_pages.anonymous()
        made = self.lib.llama_init_from_model(self.model, params)
        if not made:
            raise ValueError(f"llama.cpp cannot make a context of {sequences} times {context} tokens")
        unused_pages.give_back(before)
        return made


def model_params(lib: Any) -> Any:
    """Return llama.cpp's default parameters, without its AMX kernels where it was built with them.

    Debian 12's compiler drops the configuration of AMX's tiles as a dead store, and the first step ends the
    process with an illegal instruction (https://github.com/ggml-org/llama.cpp/pull/26954). The kernels
    belong to the extra buffer types.
    """
    params = lib.llama_model_default_params()
    params.use_extra_bufts = b"AMX_INT8 = 1" not in lib.llama_print_system_info()
    return params


def thread_candidates() -> list[int]:
    """Return the thread counts worth measuring here: one, and one for each physical core we may use."""
    allowed = len(psutil.Process().cpu_affinity() or [0])
    cores = min(psutil.cpu_count(logical=False) or 1, allowed)
    return sorted({1, cores})


def _print_errors(level: int, text: bytes, _: Any) -> None:
    if level == LOG_LEVEL_ERROR:
        sys.stderr.write(text.decode("utf-8", "replace"))
