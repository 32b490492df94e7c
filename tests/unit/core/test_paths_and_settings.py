"""One data directory, one declaration of every setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.core import paths, settings, telemetry
from appliance.core.discovery import read
from appliance.core.errors import ApplianceError, FileRefused, InvalidInput, TooManyRequests
from appliance.core.files import write_private


def test_a_tenants_paths_are_all_below_its_folder(tmp_path: Path) -> None:
    shop = paths.Paths(tmp_path).shop("wool")
    names = [name for name in vars(type(shop)) if isinstance(getattr(type(shop), name), property)]
    assert len(names) >= 7
    assert all(getattr(shop, name).is_relative_to(tmp_path / "shops" / "wool") for name in names)


def test_the_data_directory_is_the_argument_else_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPWARDEN_DATA_DIR", str(tmp_path / "environment"))
    assert paths.locate(tmp_path / "argument").data == tmp_path / "argument"
    assert paths.locate().data == tmp_path / "environment"
    monkeypatch.delenv("SHOPWARDEN_DATA_DIR")
    assert paths.locate().data.name == "shopwarden"


def test_command_line_beats_environment_beats_file_beats_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    assert settings.load(config).port == 8765
    config.write_text('port = 1\nhost = "192.0.2.1"\ntrusted_proxies = ["10.0.0.0/8"]\n')
    assert settings.load(config).port == 1
    monkeypatch.setenv("SHOPWARDEN_PORT", "2")
    chosen = settings.load(config, port=None, host="::1")
    assert (chosen.port, chosen.host, chosen.trusted_proxies) == (2, "::1", ("10.0.0.0/8",))
    assert settings.load(config, port=3).port == 3


@pytest.mark.parametrize(
    "text", ["port = ", 'port = "many"', "port = 70000", 'trusted_proxies = ["10.0.0.0/99"]', "\x00"]
)
def test_settings_that_cannot_be_understood_are_told(tmp_path: Path, text: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text)
    with pytest.raises(InvalidInput, match="cannot be understood") as caught:
        settings.load(config)
    assert str(config) in caught.value.resolution


def test_a_variable_that_cannot_be_understood_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPWARDEN_ALLOWED_HOSTS", "not json")
    with pytest.raises(InvalidInput):
        settings.load(tmp_path / "config.toml")


def test_telemetry_is_off_whatever_the_environment_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in telemetry.SWITCHES:
        monkeypatch.setenv(name, "on")
    assert set(telemetry.left_on()) == set(telemetry.SWITCHES)
    telemetry.switch_off()
    assert telemetry.left_on() == ()


def test_a_file_is_replaced_whole_and_private(tmp_path: Path) -> None:
    file = tmp_path / "shop.json"
    for content in (b"long content", b"short"):
        write_private(file, content)
    assert file.read_bytes() == b"short"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("content", [None, "", "{", '{"url": "x"}', "[]"])
def test_a_service_file_that_says_nothing_is_none(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "service.json").write_text(content)
    assert read(paths.Paths(tmp_path)) is None


def test_an_error_comes_back_from_its_problem_as_itself() -> None:
    error = FileRefused("prices.csv is empty.", resolution="Choose another.", details="0 bytes")
    back = ApplianceError.from_problem(error.problem())
    assert (type(back), back.message, back.resolution, back.details) == (
        FileRefused, error.message, error.resolution, error.details,
    )  # fmt: skip
    assert isinstance(ApplianceError.from_problem(TooManyRequests("x").problem()), TooManyRequests)
    assert type(ApplianceError.from_problem({"code": "of-tomorrow", "detail": "x"})) is ApplianceError


def test_a_key_that_is_no_setting_is_told_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('prot = 1\nnonsense_key = 3\nhost = "::1"\n')
    assert settings.load(config).host == "::1"
    misspelt, nonsense = sorted((record.getMessage() for record in caplog.records), reverse=True)
    assert "“prot”" in misspelt and "“port” may be meant" in misspelt
    assert "“nonsense_key”, which is no setting and does nothing." in nonsense
    assert sorted(settings.unknown(config), reverse=True) == [misspelt, nonsense]


def test_a_file_of_settings_alone_says_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = tmp_path / "config.toml"
    config.write_text("port = 1\ntuning = false\n")
    settings.load(config)
    settings.load(tmp_path / "none.toml")
    assert not caplog.records
