from __future__ import annotations

from pathlib import Path

import pytest

from api import settings
from ontology.errors import InvalidSetting, UnreadableInput


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parley.toml").write_text(
        'port = 1111\nhost = "::1"\ncors = ["http://a", "http://b"]\n'
    )
    return tmp_path


def test_a_flag_beats_a_variable_beats_the_file_beats_the_default(folder: Path) -> None:
    flags, variables = {"port": 3333, "host": None}, {"PARLEY_PORT": "2222", "PARLEY_HOST": "::2"}
    assert settings.load(flags, variables, folder).port == 3333
    assert settings.load(flags, variables, folder).host == "::2"
    assert settings.load({}, {"PARLEY_PORT": "2222"}, folder).port == 2222
    assert settings.load({}, {}, folder).port == 1111
    assert settings.load({}, {}, folder / "elsewhere").port == 8000


def test_every_value_names_its_source(folder: Path) -> None:
    found = settings.origins({"port": 1}, {"PARLEY_TOKEN": "x"}, folder)
    sources = {origin.name: origin.source for origin in found}
    assert sources["port"] == "--port"
    assert sources["token"] == "PARLEY_TOKEN"
    assert sources["host"] == "parley.toml: host"
    assert sources["model"] == "default"


def test_lists_come_as_words_paths_or_arrays(folder: Path) -> None:
    assert settings.load({}, {}, folder).cors == ("http://a", "http://b")
    assert settings.load({}, {"PARLEY_CORS": "http://c http://d"}, folder).cors[1] == "http://d"
    assert settings.load({}, {"PARLEY_REGISTRY": "a:b"}, folder).registry == (Path("a"), Path("b"))


def test_an_empty_variable_is_not_set(tmp_path: Path) -> None:
    assert settings.load({}, {"PARLEY_TOKEN": "", "PARLEY_PORT": ""}, tmp_path).token is None


WRONG = [
    ({"PARLEY_PORT": "x"}, "PARLEY_PORT: 'x' is not a number"),
    ({"PARLEY_PORT": "70000"}, "PARLEY_PORT: '70000' must be at most 65535"),
    ({"PARLEY_QUERY_TIMEOUT": "-1"}, "PARLEY_QUERY_TIMEOUT: '-1' must be a number of seconds"),
    ({"PARLEY_QUERY_ROWS": "0"}, "PARLEY_QUERY_ROWS: '0' must be at least 1"),
    ({"PARLEY_LOG": "loud"}, "PARLEY_LOG: 'loud' must be one of debug"),
    ({"PARLEY_TOKEN": "größer"}, "PARLEY_TOKEN: 'größer' must be plain ASCII"),
]


@pytest.mark.parametrize(("variables", "message"), WRONG)
def test_a_wrong_value_is_named_with_its_source(
    variables: dict[str, str], message: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidSetting) as caught:
        settings.load({}, variables, tmp_path)
    assert str(caught.value).startswith(message)
    assert caught.value.hint


def test_an_unknown_key_in_the_file_is_refused_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "parley.toml").write_text("prot = 1")
    with pytest.raises(InvalidSetting, match="no setting is called `prot`") as caught:
        settings.load({}, {}, tmp_path)
    assert "`port`" in caught.value.hint


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "parley.toml").write_text("port: 1")
    with pytest.raises(UnreadableInput, match=r"parley\.toml"):
        settings.load({}, {}, tmp_path)


def test_the_documentation_names_every_setting() -> None:
    page = (Path(__file__).parents[2] / "docs" / "service.md").read_text()
    for origin in settings.origins({}, {}, Path("/nowhere")):
        assert f"`{origin.name}`" in page
        assert f"`PARLEY_{origin.name.upper()}`" in page
