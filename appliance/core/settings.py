"""The one declaration of every setting of a box: command line > SHOPWARDEN_* > config.toml > default."""

from __future__ import annotations

import difflib
import logging
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from appliance.core.errors import InvalidInput

log = logging.getLogger(__name__)

Network = Annotated[str, AfterValidator(lambda text: str(ip_network(text, strict=False)))]


class Settings(BaseSettings):
    """How this box behaves. Sizes are bytes unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="SHOPWARDEN_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address the service listens on")
    port: int = Field(8765, ge=0, le=65535, description="Port of the service; 0 takes a free one")
    chat_model: str = Field("smollm2-135m-instruct", description="Language model that words answers")
    embedding_model: str = Field("all-minilm-l6-v2", description="Model that embeds products")
    threads: int = Field(0, ge=0, description="CPU threads of the engine; 0 measures and chooses")
    tuning: bool = Field(True, description="Fit the language model to this computer by itself")
    queue_limit: int = Field(8, ge=1, description="Visitors who may wait for the language model")
    upload_limit_mb: int = Field(200, ge=1, description="Largest file that can be imported, in MiB")
    messages_per_minute: int = Field(20, ge=1, description="Questions one address may ask a minute")
    messages_per_day: int = Field(300, ge=1, description="Questions one address may ask a day")
    allowed_hosts: tuple[str, ...] = Field(
        (), description="Further host names the service answers to (DNS rebinding check)"
    )

    engine_url: str = Field("", description="Language model of another process (http://…); empty: our own")
    secrets_dir: str = Field("", description="Folder of mounted secrets, in a shop's own workload")
    kubeconfig: str = Field(
        "/etc/rancher/k3s/k3s.yaml", description="How this box reaches the cluster that shops can run in"
    )
    seccomp_profile: str = Field(
        "", description="Seccomp profile of K3s's node for workloads; empty: its runtime's own"
    )
    trusted_proxies: tuple[Network, ...] = Field(
        (), description="Addresses or networks of reverse proxies whose X-Forwarded-For is believed"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(config: Path, **chosen: Any) -> Settings:
    """Return the settings in force; `chosen` are those of the command line (None = not given).

    Raises `InvalidInput` for a file or a variable that cannot be understood.
    """

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=config)

    try:
        found = FromFile(**{name: value for name, value in chosen.items() if value is not None})
    except (ValueError, SettingsError) as err:  # pydantic's and tomllib's errors are ValueErrors
        raise InvalidInput(
            f"The settings cannot be understood: {' '.join(str(err).split())[:500]}",
            resolution=f"Correct {config} or the SHOPWARDEN_… variable named.",
        ) from None
    for sentence in unknown(config):
        log.warning("%s", sentence)
    return found


def unknown(config: Path) -> list[str]:
    """Return a sentence for each key of the file that is no setting: a slip, or of another version. The box
    runs all the same."""
    if not config.is_file():
        return []
    said = []
    for key in tomllib.loads(config.read_text("utf-8")).keys() - Settings.model_fields.keys():
        near = difflib.get_close_matches(key, Settings.model_fields, 1)
        meant = f"; “{near[0]}” may be meant" if near else ""
        said.append(f"{config} has “{key}”, which is no setting and does nothing{meant}.")
    return sorted(said)
