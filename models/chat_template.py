"""The chat template that a model carries, rendered as Hugging Face's transformers renders it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template

Message = dict[str, str]


class ChatTemplate:
    """A Jinja template in a sandbox: it came with somebody's weights. `bos` and `eos` are token texts."""

    def __init__(self, source: str, *, bos: str, eos: str) -> None:
        self._template = _compiled(source)
        self._tokens = {"bos_token": bos, "eos_token": eos}

    def render(self, messages: Sequence[Message]) -> str:
        """Return the text that ends where the model's answer begins. Raises what the template raises."""
        return self._template.render(messages=list(messages), add_generation_prompt=True, **self._tokens)


def _compiled(source: str) -> Template:
    """Return the template with what transformers gives it (its `chat_template_utils`): trimmed blocks, loop
    controls, the generation tag, `tojson`, `raise_exception` and `strftime_now`."""
    from jinja2 import nodes
    from jinja2.ext import Extension, loopcontrols
    from jinja2.parser import Parser
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class GenerationTag(Extension):
        """`{% generation %}` marks what is trained on; here its content stands as it is."""

        tags = {"generation"}  # noqa: RUF012  # jinja2's own attribute

        def parse(self, parser: Parser) -> list[nodes.Node]:
            parser.stream.skip(1)
            return parser.parse_statements(("name:endgeneration",), drop_needle=True)

    sandbox = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[GenerationTag, loopcontrols]
    )
    sandbox.filters["tojson"] = _to_json
    sandbox.globals["raise_exception"] = _refuse
    sandbox.globals["strftime_now"] = lambda form: datetime.now().strftime(form)  # noqa: DTZ005  # local
    return sandbox.from_string(source)


def _to_json(value: Any, ensure_ascii: bool = False, indent: int | None = None, **more: Any) -> str:
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, **more)


def _refuse(message: str) -> None:
    raise ValueError(message)
