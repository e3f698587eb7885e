"""What the environment and `.env` may set, in which order, and what is refused by name."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from program_samples import folder

import flows
from helper.cli.options import Shared, shared_options
from helper.cli.settings import (
    FIELDS,
    FOR_MAILS,
    FOR_TIME_STAMPS,
    MAX_BYTES,
    NAMES,
    NEVER_IN_FILE,
    name_of,
    nearest_name,
    read_env_file,
    read_settings,
)
from helper.errors import UsageProblem

__all__ = ["folder"]  # fixtures
pytestmark = pytest.mark.usefixtures("folder")

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def run(*arguments: str) -> tuple[Shared, dict[str, Any]]:
    """Read the settings as the program does; gives the shared options and those of `facebook`."""
    seen: dict[str, Any] = {}

    @click.group()
    @shared_options
    @click.pass_context
    def group(ctx: click.Context) -> None:
        ctx.default_map = read_settings(ctx)

    @group.command()
    @click.option("--email", envvar="OPTOUT_ASSIST_EMAIL")
    @click.option("--account")
    @click.option("--cnil", is_flag=True)
    @click.option("--reference")
    @click.option("--reason")
    @click.option("--timeout", type=float, default=30)
    @click.option("--linger", type=float, default=60)
    @shared_options
    def facebook(**values: Any) -> None:
        seen.update(values)

    shared = Shared()
    result = CliRunner().invoke(group, arguments, obj=shared, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return shared, seen


def env_file(text: str) -> None:
    Path(".env").write_text(text, encoding="utf-8")


def test_nothing_set_changes_nothing() -> None:
    shared, seen = run("facebook")
    assert shared == Shared()
    assert seen["timeout"] == 30
    assert not seen["cnil"]


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    env_file("OPTOUT_ASSIST_EMAIL=file@example.org\n")
    assert run("facebook")[1]["email"] == "file@example.org"
    monkeypatch.setenv("OPTOUT_ASSIST_EMAIL", "environment@example.org")
    assert run("facebook")[1]["email"] == "environment@example.org"
    assert run("facebook", "--email", "typed@example.org")[1]["email"] == "typed@example.org"


def test_shared_options_follow_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    env_file(
        "OPTOUT_ASSIST_LANG=fr\nOPTOUT_ASSIST_ARCHIVE=here\nOPTOUT_ASSIST_QUIET=1\nOPTOUT_ASSIST_JSON=no\n"
    )
    assert run("facebook")[0] == Shared(lang="fr", archive=Path("here"), quiet=True)
    monkeypatch.setenv("OPTOUT_ASSIST_LANG", "en")
    assert run("facebook")[0].lang == "en"
    assert run("facebook", "--lang", "fr")[0].lang == "fr"


def test_a_shared_option_typed_before_the_command_wins_over_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPTOUT_ASSIST_LANG", "en")
    assert run("--lang", "fr", "facebook")[0].lang == "fr"


def test_values_keep_their_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    env_file(
        'export OPTOUT_ASSIST_REASON="one\\ntwo # three"\nOPTOUT_ASSIST_TIMEOUT=0.5 # minutes\nOPTOUT_ASSIST_CNIL=yes'
    )
    monkeypatch.setenv("OPTOUT_ASSIST_LINGER", "0")
    seen = run("facebook")[1]
    assert (seen["reason"], seen["timeout"], seen["cnil"], seen["linger"]) == (
        "one\ntwo # three",
        0.5,
        True,
        0,
    )


def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    env_file("OPTOUT_ASSIST_EMAIL=\nOPTOUT_ASSIST_LANG=\n")
    monkeypatch.setenv("OPTOUT_ASSIST_TIMEOUT", "")
    shared, seen = run("facebook")
    assert (shared.lang, seen["email"], seen["timeout"]) == (None, None, 30)


@pytest.mark.parametrize(
    ("in_environment", "in_file"),
    [("ACCOUNT=work", "EMAIL=a@example.org"), ("REFERENCE=ie", "CNIL=1"), ("CNIL=1", "REFERENCE=ie")],
)
def test_a_choice_in_the_environment_overrides_its_other_name_in_the_file(
    in_environment: str, in_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    env_file(f"OPTOUT_ASSIST_{in_file}\n")
    name, _, value = in_environment.partition("=")
    monkeypatch.setenv(f"OPTOUT_ASSIST_{name}", value)
    seen = run("facebook")[1]
    assert seen[name.lower()] in (value, True)
    assert not seen[in_file.partition("=")[0].lower()]


def test_every_service_and_the_rehearsal_get_the_settings() -> None:
    env_file("OPTOUT_ASSIST_EMAIL=a@example.org\nOPTOUT_ASSIST_AUTOPILOT=1\n")
    context = click.Context(click.Command("x"), obj=Shared())
    found = read_settings(context)
    assert set(found) == {
        *flows.names(),
        "rehearse",
        "renew",
        "start",
        "all",
        "privacy-check",
        "archive",
        "mail",
        "letter",
        "complaint",
    }
    assert not {"email", "account"} & {*found["start"], *found["all"]}, "of one account alone"
    assert all(found[name]["email"] == "a@example.org" for name in (*flows.names(), "rehearse", "renew"))
    assert found["rehearse"]["autopilot"] is True
    assert "autopilot" not in found["facebook"]


@pytest.mark.parametrize(
    "name",
    ["OPTOUT_ASSIST_", "OPTOUT_ASSIST_PASSWORD", "OPTOUT_ASSIST_FACEBOOK_EMAIL", "OPTOUT_ASSIST_email"],
)
def test_an_unknown_name_of_ours_is_refused_wherever_it_stands(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    env_file(f"{name}=x\n")
    with pytest.raises(UsageProblem) as caught:
        run("facebook")
    assert name in str(caught.value.values["place"])
    Path(".env").unlink()
    monkeypatch.setenv(name, "x")
    with pytest.raises(UsageProblem) as caught:
        run("facebook")
    assert caught.value.values["place"] == f"${name}"


def test_the_nearest_known_name_is_suggested() -> None:
    assert nearest_name("OPTOUT_ASSIST_EMIAL") == "OPTOUT_ASSIST_EMAIL"
    assert nearest_name("OPTOUT_ASSIST_email") == "OPTOUT_ASSIST_EMAIL"
    assert nearest_name("OPTOUT_ASSIST_XYZZY") is None


def test_names_of_other_projects_are_none_of_our_business(monkeypatch: pytest.MonkeyPatch) -> None:
    env_file("DEBUG=1\nOTHER_OPTOUT_ASSIST_X=1\nnot a line\n'\nOPTOUT_ASSISTANT=1\n")
    monkeypatch.setenv("_OPTOUT_ASSIST_COMPLETE", "")
    assert run("facebook")[0] == Shared()


@pytest.mark.parametrize("field", sorted(NEVER_IN_FILE))
def test_a_file_never_chooses_what_runs_what_is_read_or_who_is_contacted(field: str) -> None:
    env_file(f"{name_of(field)}=chromium\n")
    with pytest.raises(UsageProblem) as caught:
        run("facebook")
    assert caught.value.key == "setting_not_in_file"
    assert caught.value.values["name"] == name_of(field)


@pytest.mark.parametrize("field", sorted(NEVER_IN_FILE))
def test_the_environment_may_choose_them(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name_of(field), "1" if field == "dkim" else "chromium")
    found = read_settings(click.Context(click.Command("x"), obj=Shared()))
    options = (
        found["archive"]["timestamp"]
        if field in FOR_TIME_STAMPS
        else found["mail"]["add"]
        if field in FOR_MAILS
        else found["facebook"]
    )
    assert str(options[field]) in ("chromium", "True")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("LANG=de", "setting_language"),
        ("JSON=perhaps", "setting_flag"),
        ("CNIL=2", "setting_flag"),
        ("EMAIL=marie", "setting_address"),
        ("EMAIL=m•••@example.org", "setting_address"),
        ("TIMEOUT=0", "setting_minutes"),
        ("TIMEOUT=soon", "setting_minutes"),
        ("TIMEOUT=nan", "setting_minutes"),
        ("TIMEOUT=inf", "setting_minutes"),
        ("LINGER=-1", "setting_seconds"),
        (f"ACCOUNT={'x' * 3000}", "setting_value"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name_and_place(
    line: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, _, value = line.partition("=")
    env_file(f"OPTOUT_ASSIST_{line}\n")
    with pytest.raises(UsageProblem) as caught:
        read_settings(click.Context(click.Command("x"), obj=Shared()))
    assert caught.value.key == key
    assert str(caught.value.values["place"]).endswith(f".env: OPTOUT_ASSIST_{name}")
    assert value not in str(caught.value.values["place"]).rpartition("/")[2]
    monkeypatch.setenv(f"OPTOUT_ASSIST_{name}", value)
    with pytest.raises(UsageProblem) as caught:
        read_settings(click.Context(click.Command("x"), obj=Shared()))
    assert caught.value.values["place"] == f"$OPTOUT_ASSIST_{name}"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"OPTOUT_ASSIST_REASON=caf\xe9\n", "env_file_encoding"),
        ("OPTOUT_ASSIST_LANG=fr".encode("utf-16"), "env_file_encoding"),
        (b"#" * (MAX_BYTES + 1), "env_file_large"),
        (b'OPTOUT_ASSIST_REASON="open\n', "env_file_line"),
        (b"OPTOUT_ASSIST_CNIL\n", "env_file_line"),
    ],
)
def test_a_file_that_cannot_be_understood_is_one_clear_error(data: bytes, key: str) -> None:
    Path(".env").write_bytes(data)
    with pytest.raises(UsageProblem, match=key):
        run("facebook")


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    Path(".env").write_text("OPTOUT_ASSIST_LANG=fr\n", encoding="utf-8-sig")
    assert run("facebook")[0].lang == "fr"


def test_a_folder_or_a_pipe_of_that_name_is_left_alone() -> None:
    Path(".env").mkdir()
    assert run("facebook")[0] == Shared()
    Path(".env").rmdir()
    os.mkfifo(".env")
    assert run("facebook")[0] == Shared()


def test_no_variable_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/secret")
    env_file("OPTOUT_ASSIST_REASON=${HOME}\n")
    assert run("facebook")[1]["reason"] == "${HOME}"


def test_a_hostile_name_cannot_steer_the_terminal() -> None:
    env_file("OPTOUT_ASSIST_\x1b[2J\u202e=1\n")
    with pytest.raises(UsageProblem) as caught:
        run("facebook")
    assert str(caught.value.values["place"]).isprintable()


@given(
    st.binary(max_size=200)
    | st.text(max_size=80).map(lambda text: f"OPTOUT_ASSIST_{text}".encode("utf-8", "replace"))
)
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.env"
    path.write_bytes(data)
    try:
        found = read_env_file(path)
    except UsageProblem:
        return
    assert all(name.startswith("OPTOUT_ASSIST_") for name in found)


def test_the_example_names_every_setting_once_commented_and_explained() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    assert all(not line or line.startswith("# ") for line in lines)
    named = {}
    for before, line in pairwise(lines):
        if found := re.match(r"# (OPTOUT_ASSIST_\w+)=(.+)", line):
            assert found[1] not in named
            assert before.startswith("# ")
            assert "=" not in before
            named[found[1]] = found[2]
    assert sorted(named) == sorted(NAMES)


def test_the_example_works_once_uncommented() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    env_file(re.sub(r"(?m)^# (?=OPTOUT_ASSIST_)", "", text.partition("# The ten names below")[0]))
    shared, seen = run("facebook")
    assert (shared.lang, shared.json, seen["email"], seen["cnil"]) == ("fr", True, "marie@example.org", True)


def test_every_name_is_the_name_of_an_option() -> None:
    assert {*FIELDS} >= {"lang", "archive", "json", "quiet", "verbose", "email", "timeout", "linger"}
    assert name_of("reason_file") == "OPTOUT_ASSIST_REASON_FILE"
