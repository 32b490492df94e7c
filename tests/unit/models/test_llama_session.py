"""How the model's file is opened: without the kernels that this processor's build cannot run."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from models.llama_session import model_params


def library(built_with):
    return SimpleNamespace(
        llama_model_default_params=lambda: SimpleNamespace(use_extra_bufts=True, use_mmap=True),
        llama_print_system_info=lambda: built_with,
    )


@pytest.mark.parametrize(
    ("built_with", "extra"),
    [
        (b"CPU : AVX2 = 1 | AMX_INT8 = 1 | REPACK = 1 | ", False),
        (b"CPU : AVX2 = 1 | AVX512_VNNI = 1 | REPACK = 1 | ", True),
        (b"CPU : NEON = 1 | REPACK = 1 | ", True),
    ],
)
def test_only_a_build_with_amx_goes_without_extra_buffers(built_with, extra):
    params = model_params(library(built_with))
    assert params.use_extra_bufts is extra
    assert params.use_mmap
