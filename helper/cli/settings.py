"""What the environment and a `.env` file may set, with an unknown name of ours refused rather than overlooked.

Every option of an attempt is also a name (`OPTOUT_ASSIST_EMAIL`). Command line, then environment, then `.env` of the
working directory. A folder that one visits must not choose what runs, what is read or who is contacted: `.env` may not
set a browser, a flow file, a reason file, an attach address, a form address, a time-stamping authority, a name
server, a key or whom to trust.
"""

from __future__ import annotations

import difflib
import io
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import click
from click.core import ParameterSource
from dotenv.parser import parse_stream
from pydantic import AfterValidator, Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

import flows
from helper.email_check import parse_address
from helper.errors import UsageProblem
from helper.safe.clean import clean

PREFIX = "OPTOUT_ASSIST_"
FILE_NAME = ".env"
MAX_BYTES = 64 * 1024

SHARED = ("lang", "archive", "json", "quiet", "verbose", "plain")
FOR_ONE_ACCOUNT = ("email", "account", "url", "attach", "flow_file")
FOR_TIME_STAMPS = ("tsa", "ca")
FOR_MAILS = ("dkim", "key", "resolver")
FOR_DRAFTS = ("country",)
# What a letter is made of besides the country.
FOR_LETTERS = ("email", "cnil", "reference", "reason", "reason_file", *FOR_DRAFTS)
NEVER_IN_FILE = frozenset(
    {"browser", "flow_file", "reason_file", "attach", "url", *FOR_TIME_STAMPS, *FOR_MAILS}
)

# One choice with several names: a name in the environment overrides the others of its group in `.env` too.
ALTERNATIVES = (
    frozenset({"email", "account"}),
    frozenset({"cnil", "reference"}),
    frozenset({"reason", "reason_file"}),
)


def name_of(field: str) -> str:
    """Give the name that the environment uses for a field."""
    return PREFIX + field.upper()


def _address(text: str) -> str:
    parse_address(text)
    return text


ShortText = Annotated[str, StringConstraints(max_length=2000)]


class Settings(BaseSettings):
    """Every name that may be set; the option that each belongs to has the same name."""

    model_config = SettingsConfigDict(
        alias_generator=name_of, case_sensitive=True, env_ignore_empty=True, extra="forbid", frozen=True
    )

    lang: Literal["fr", "en"] | None = None
    archive: Path | None = None
    json_: Annotated[bool | None, Field(alias=name_of("json"))] = None  # BaseModel has a method of that name
    quiet: bool | None = None
    verbose: bool | None = None
    plain: bool | None = None
    email: Annotated[str, AfterValidator(_address)] | None = None
    account: ShortText | None = None
    cnil: bool | None = None
    reference: ShortText | None = None
    reason: Annotated[str, StringConstraints(max_length=MAX_BYTES)] | None = None
    reason_file: Path | None = None
    url: ShortText | None = None
    browser: ShortText | None = None
    attach: ShortText | None = None
    flow_file: Path | None = None
    timeout: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    linger: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    autopilot: bool | None = None
    tsa: ShortText | None = None
    ca: Path | None = None
    dkim: bool | None = None
    key: Path | None = None
    resolver: ShortText | None = None
    country: ShortText | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the values that we read from `.env`, and read nothing else."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


FIELDS = tuple(field.rstrip("_") for field in Settings.model_fields)
NAMES = tuple(map(name_of, FIELDS))

# What a value must look like, as a key of the catalogue.
_EXPECTED = {
    "lang": "setting_language",
    **dict.fromkeys(("json", "quiet", "verbose", "plain", "cnil", "autopilot", "dkim"), "setting_flag"),
    "email": "setting_address",
    "timeout": "setting_minutes",
    "linger": "setting_seconds",
}


def read_settings(ctx: click.Context) -> dict[str, Any]:
    """Apply the shared options to `ctx.obj` and give Click's default map for the other commands that have options.

    Raises UsageProblem that names the setting which is unknown, not allowed in `.env`, or has an unusable value.
    """
    path = Path(FILE_NAME).absolute()
    in_environment = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    in_file = read_env_file(path)
    _refuse_unknown(in_environment, "$")
    _refuse_unknown(in_file, f"{path}: ")
    for field in FIELDS:
        if field in NEVER_IN_FILE and name_of(field) in in_file:
            raise UsageProblem("setting_not_in_file", name=name_of(field), path=path)
    return _apply(ctx, _merge(in_environment, in_file, path))


def unusable(name: str, place: str) -> UsageProblem:
    """Say of a setting, and where it stands, what it takes."""
    return UsageProblem(_EXPECTED.get(name.removeprefix(PREFIX).lower(), "setting_value"), place=place)


def read_env_file(path: Path) -> dict[str, str]:
    """Read our names from a `.env` file; those of other projects, and a folder of that name, are none of our business.

    Raises UsageProblem for a file that cannot be read, is too large, is not UTF-8, or has a broken line of ours.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return {}
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UsageProblem("env_file_large", path=path, limit=MAX_BYTES // 1024)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageProblem("env_file_unreadable", path=path, reason=error) from error
    except UnicodeDecodeError as error:
        raise UsageProblem("env_file_encoding", path=path) from error
    found: dict[str, str] = {}
    for binding in parse_stream(io.StringIO(text)):
        is_ours = (binding.key or "").startswith(PREFIX)
        if (binding.error and PREFIX in binding.original.string) or (is_ours and binding.value is None):
            raise UsageProblem("env_file_line", path=path, line=binding.original.line)
        if binding.key is not None and binding.value is not None and is_ours:
            found[binding.key] = binding.value
    return found


def nearest_name(name: str) -> str | None:
    """Give the known name that `name` was probably meant to be."""
    # Without the beginning that all share, which would make everything look near.
    own = name.upper().removeprefix(PREFIX).lower()
    return next(map(name_of, difflib.get_close_matches(own, FIELDS, n=1)), None)


def _refuse_unknown(found: Iterable[str], before: str) -> None:
    for name in sorted(set(found).difference(NAMES)):
        place = before + clean(name, limit=80)
        nearest = nearest_name(name)
        if nearest is None:
            raise UsageProblem("setting_unknown", place=place)
        raise UsageProblem("setting_misspelt", place=place, nearest=nearest)


def _merge(in_environment: Mapping[str, str], in_file: Mapping[str, str], path: Path) -> Settings:
    values = {name: value for name, value in in_file.items() if value}
    for group in ALTERNATIVES:
        names = set(map(name_of, group))
        if any(in_environment.get(name) for name in names):
            values = {name: value for name, value in values.items() if name not in names}
    try:
        return Settings(**values)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise unusable(name, f"${name}" if in_environment.get(name) else f"{path}: {name}") from error


def _apply(ctx: click.Context, settings: Settings) -> dict[str, Any]:
    values = {
        field.rstrip("_"): value
        for field in Settings.model_fields
        if (value := getattr(settings, field)) is not None
    }
    for field in SHARED:
        is_typed = ctx.get_parameter_source(field) is ParameterSource.COMMANDLINE
        if values.get(field) and not is_typed:
            setattr(ctx.obj, field, values[field])
    elsewhere = (*SHARED, *FOR_TIME_STAMPS, *FOR_MAILS, *FOR_DRAFTS)
    own = {field: value for field, value in values.items() if field not in elsewhere}

    def some(*fields: str) -> dict[str, Any]:
        return {field: values[field] for field in fields if field in values}

    for_services = {field: value for field, value in own.items() if field != "autopilot"}
    for_series = {field: value for field, value in for_services.items() if field not in FOR_ONE_ACCOUNT}
    services = {service: dict(for_services) for service in flows.names()}
    return {
        "rehearse": own,
        "renew": for_services,
        "privacy-check": for_services,
        "start": for_series | some(*FOR_DRAFTS),
        "all": for_series,
        "archive": {"timestamp": some(*FOR_TIME_STAMPS), "verify": some(*FOR_TIME_STAMPS)},
        "mail": {"add": some(*FOR_MAILS)},
        "complaint": some(*FOR_DRAFTS),
        "letter": {"write": some(*FOR_LETTERS), "sent": some("email")},
    } | services
