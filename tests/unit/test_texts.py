"""The catalogue is complete in both languages, holds every sentence that the program asks for, and no other."""

from __future__ import annotations

import ast
import errno
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from draft_samples import placeholders

from flows import FOLDER
from flows.authorities import PLACES, Certainty, Doubt, Hint, load_authorities
from flows.products import PARTS
from flows.schema import State, Way
from helper import residence
from helper.cli import settings, wishes
from helper.commands import start
from helper.commands.mail import NOT_OURS
from helper.doctor import HealthStatus as DoctorStatus
from helper.drafts.words import LANGUAGES as DRAFTED
from helper.evidence import files
from helper.evidence.store import Fault
from helper.evidence.verify import DamageKind
from helper.followup.differences import What
from helper.followup.standing import Situation
from helper.guide.by_hand import HandButton, HandStage
from helper.guide.check_steps import CheckButton, CheckStep, Refusal
from helper.guide.states import STAGES, Turn
from helper.guide.steps import DIRECTIONS, Unpictured
from helper.guide.unanswered import UnansweredStage
from helper.guide.writing import Status as Insertion
from helper.installed import InstallKind
from helper.mail.kinds import DkimReason, DkimVerdict, MailKind
from helper.record import Outcome, SwapKind, Verdict
from helper.report.attempts import NoThumbnail
from helper.session.running import PANEL_LABELS
from helper.share.locate import LeftOut
from helper.texts import LANGUAGES, Texts
from helper.timestamps.judgement import StampVerdict
from helper.window import asked_letters
from helper.window.deeds import KINDS as DEEDS
from helper.window.places import ShownPlace
from helper.window.words import INSTEAD

HELPER = Path(__file__).resolve().parents[2] / "helper"
MODULES = {
    path.relative_to(HELPER).as_posix(): ast.parse(path.read_text("utf-8")) for path in HELPER.rglob("*.py")
}
TEMPLATES = [
    path.read_text("utf-8") for folder in ("report", "window") for path in (HELPER / folder).glob("*.html")
]
CATALOGUES = {language: Texts.load(language).sentences for language in LANGUAGES}
ENGLISH = CATALOGUES["en"]
TABLES = {key.split(".")[0] for key in ENGLISH}

STEPS = {
    *map(str, State),
    *("locked", "review", "login_aside", "unavailable_next", "home", "home_next", "moved_next"),
    *("not_loaded", "not_loaded_sent", "crashed", "crashed_sent"),
    *get_args(Way),
    *(f"by_hand_{s}" for s in get_args(HandStage) if s != "none"),
    *(f"sent_{s}" for s in get_args(UnansweredStage) if s != "waiting"),
}
# Of which pictures are told.
PICTURED_STEPS = {
    *("submitted", "refused", "already_objected", "unavailable", "moved", "home"),
    *("by_hand_sent", "sent_taken_back", *get_args(Way)),
}
# What is said of a form that is not the objection, where it differs.
OTHER_STEPS = {
    *("third_party.page_identity.now", "third_party.form.next", "whatsapp.form.next"),
    *(f"{p}.{s}.now" for p in ("third_party", "whatsapp") for s in ("gateway", "form", "other_form")),
    *(
        f"{p}.{s}.next"
        for p in ("third_party", "whatsapp")
        for s in ("submitted", "moved", "by_hand_offered")
    ),
    *(f"rehearsal.{s}.next" for s in ("submitted", "by_hand_sent", "not_loaded_sent", "crashed_sent")),
    *(f"rehearsal.sent_{s}.next" for s in get_args(UnansweredStage) if s != "waiting"),
}
CHECKS = {
    *("installed", "python", "python_old", "browser", "browser_unusable", "browser_broken", "display"),
    *("display_none", "keyring"),
    *("keyring_unusable", "archive", "archive_unusable", "flow", "flow_never", "flow_old", "flow_old_never"),
    *("flow_broken", "form_words", "form_structure", "packages", "packages_mixed", "packages_others"),
    *("policy_debugging", "policy_perhaps", "policy_pages"),
}
# What is wrong with a flow file: those keys that a ready-made validator raises come from `_translate`, the others from the schema.
FLOW_PROBLEMS = {
    # the file as a whole
    *("not_read", "too_big", "not_utf8", "not_toml", "too_deep", "other_name"),
    # names and values
    *("missing", "unknown_name", "unknown_name_near", "not_possible", "not_possible_near", "wrong_form"),
    *("empty", "too_long", "empty_list", "not_text", "not_list", "not_table", "not_date"),
    *("not_live_date", "other"),
    # what a service or a language may not say
    *("foreign_host", "foreign_address", "invisible", "language_alias"),
    # words that never match
    *("twice", "no_full_stop", "gap_at_edge", "three_dots", "too_many_gaps", "no_letters"),
    *("one_letter", "two_sentences"),
    # allowed, and may yet not be meant
    "short_end",
}
COLUMNS = {
    *("id", "date", "service", "outcome", "page", "email", "explanation", "confirmation", "evidence"),
    *("sealed_later", "folder"),
}
# Where the person says that a letter was sent: how it was is part of the sentence.
LETTER = ("letter_sent", "letter_overdue")
# Keys that are put together at run time: what may stand in each place. One that is not here fails a test below.
PUT_TOGETHER: dict[str, set[str]] = {
    "by_hand.{}": set(get_args(HandButton)),
    "authorities.place.{}": set(PLACES),
    "authorities.certainty.{}": set(get_args(Certainty)),
    "authorities.doubt.{}": set(get_args(Doubt)),
    "authorities.hint.{}": set(get_args(Hint)),
    "archive.{}": {"intact", "damaged", "running", "unsealed"},
    "archive.column.{}": COLUMNS,
    "archive.sealed_later.{}": {"record", "journal"},
    "archive.outcome.{}": {*map(str, Outcome), "unread"},
    "archive.fault.{}": set(map(str, Fault)),
    "archive.email.{}": {*map(str, Verdict), "unread", *get_args(SwapKind)},
    "archive.damage.{}": set(map(str, DamageKind)),
    "doctor.status.{}": set(map(str, DoctorStatus)),
    "doctor.{}.what": CHECKS,
    "email.{}": set(map(str, Verdict)),
    "email.{}_among_several": {"mismatch", "unchecked"},
    "installed.{}.what": set(map(str, InstallKind)),
    "installed.{}.remove": set(map(str, InstallKind)),
    "timestamp.verdict.{}": {*map(str, StampVerdict), "damaged"},
    "flows.problem.{}": FLOW_PROBLEMS,
    "form_change.{}": {"other_words", "other_structure"},
    "insertion.{}": set(get_args(Insertion)) - {"none"},
    "panel.paste.{}": {"copy", "copied", "by_keys"},
    "outcome.{}": set(map(str, Outcome)),
    "outcome_next.{}": {*map(str, Outcome), "undone"},
    "status.situation.{}": set(map(str, Situation)) - {"renewal", *LETTER},
    "status.letter.{}": {f"{one}_{way}" for one in LETTER for way in ("open", "post", "email")},
    "status.renewal.{}": {"year", "address", "wrong_address"},
    "status.advice.{}": set(map(str, Situation)),
    "system_error.{}": {"no_host", *map(str.lower, errno.errorcode.values())}
    & {key.removeprefix("system_error.") for key in ENGLISH},
    "calendar.summary.{}": {"answer", "extension", "letter", "renewal"},
    "calendar.letter.{}": {"open", "post", "email"},
    "by_letter.said.{}": {f"{way}{end}" for way in ("post", "email") for end in ("", "_received")},
    "residence.country.{}": {*(one.lower() for one in load_authorities().countries), residence.ELSEWHERE},
    "calendar.description.{}": {"answer", "extension", "renewal"},
    "renew.difference.{}": set(map(str, What)),
    "report_page.mail.{}": set(map(str, MailKind)),
    "report_page.signature.{}": set(map(str, DkimVerdict)),
    "mail.done.{}": {"kept", "updated", "already_kept"},
    "mail.kind.{}": set(map(str, MailKind)),
    "mail.ask_kind.{}": {*map(str, MailKind), NOT_OURS},
    "mail.said_by.{}": {"words", "person"},
    "mail.doubt.{}": {"service", "address", "time"},
    "mail.signature.{}": set(map(str, DkimVerdict)),
    "mail.reason.{}": set(map(str, DkimReason)),
    "panel.{}": set(PANEL_LABELS),
    "start.service.{}": set(wishes.SERVICES),
    "start.linked_answer.{}": set(start.LINKED),
    "start.form.{}": set(wishes.SERVICES),
    "start.example.{}": set(wishes.EXAMPLES),
    "panel.stage.{}": set(STAGES),
    "panel.turn.{}": set(get_args(Turn)),
    "report_page.standing.{}": {
        *("submitted", "already_objected", "refused", "sent_unconfirmed", "unread", "rejected"),
    },
    "report_page.by_letter.{}": {"post", "email"},
    "report_page.moment.{}": {"form", "sent", "answer"},
    "report_page.email.{}": {*map(str, Verdict), "unread", *get_args(SwapKind)},
    "report_page.gap.{}": set(get_args(SwapKind)),
    "talk.{}": set(get_args(SwapKind)),
    "report_page.reference.{}": {"inserted", "not_inserted"},
    "report_page.flow.{}": {"shipped", "custom"},
    "report_page.stamp.{}": {"good", "sound", "unchecked"},
    "report_page.damage.{}": set(map(str, DamageKind)),
    "report_page.picture.{}": {"form", "filled", "confirmation", "state", "draft"},
    "report_page.no_thumbnail.{}": set(get_args(NoThumbnail)),
    "share.what.{}": {"copy", "redacted"},
    "share.verify.{}": {"copy", "redacted"},
    "share.kind.{}": {"form", "filled", "confirmation", "state", "draft"},
    "share.why.{}": set(map(str, LeftOut)),
    "practice.{}": {
        *("banner", "no_mail", "login_title", "login_intro", "login_name", "login_password", "login_button"),
        *("title", "intro"),
        *("email", "explanation", "send", "answer_title", "answer"),
    },
    "product.{}": set(PARTS),
    "product.certainty.{}": {"A", "B", "C", "D"},
    "coverage.column.{}": {"product", "data", "covered_by", "form", "seen", "state"},
    "purpose.{}": OTHER_STEPS,
    "step.{}": {f"{step}.{part}" for step in STEPS for part in ("now", "next")},
    "step.{}.kept": PICTURED_STEPS,
    "panel.unpictured.{}": set(get_args(Unpictured)),
    "check.button.{}": set(get_args(CheckButton)),
    "check.now.{}": set(get_args(CheckStep)),
    "check.next.{}": set(get_args(CheckStep)) - {"unavailable"},
    "check.no_picture.{}": set(get_args(Refusal)),
    "check.ended.{}": {"reviewed", "not_sent", "interrupted"},
    "check.visited.{}": {"picture", "no_picture", "left_open", "unreachable", "unopened"},
    "window.deed.{}": set(DEEDS),
    "window.letter.language.{}": set(DRAFTED),
    "window.sent.way.{}": set(asked_letters.WAYS),
    "way.{}": {direction for way in DIRECTIONS.values() for direction in way},
}
# The same, asked for only where the catalogue has them, or made from the keys of errors (tests of their own below).
ELSEWHERE = {"error.{}.{}", "doctor.{}.remedy"}


def constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def literal_keys() -> set[str]:
    """Give every word of the code that can only be a key: it begins with one of the catalogue's tables."""
    key = re.compile(rf"(?:{'|'.join(TABLES)})(?:\.[a-z_]+)+\Z")
    files_of_ours = {path.name for path in HELPER.rglob("*")} | {"report.html"}
    said_in_templates = {
        word for text in TEMPLATES for word in re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)+)[\"']", text)
    }
    said_in_code = {value for tree in MODULES.values() for value in constants(tree)}
    return {word for word in said_in_code | said_in_templates if key.match(word)} - files_of_ours


def templates() -> set[str]:
    """Give every key that is put together, with `{}` where something is filled in."""
    found = set()
    for tree in MODULES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values]
                found.add("".join(parts))
            elif isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
                found.add(f"{node.left.value}{{}}")
    return {one for one in found if re.match(rf"(?:{'|'.join(TABLES)})(?:\.[a-z_{{}}]+)+\Z", one)}


def errors() -> Iterator[tuple[str, str, set[str] | None]]:
    """Give the place and key of every error of ours, and the names of its values (None: not known before it runs)."""
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            called = node.func.id
            if called in (
                "named_failures",
                "write_file",
            ):  # says the second argument, with what it knows of the failure
                for key in constants(node.args[1]):
                    yield f"{name}:{node.lineno}", key, {"path", "reason"}
            elif called.endswith("Problem") or (called == "HelperError" and node.args):
                values = {keyword.arg for keyword in node.keywords}
                known = None if None in values else {value for value in values if value}
                for key in constants(node.args[0]):
                    yield f"{name}:{node.lineno}", key, known


# The two places that choose an error's key from a table.
CHOSEN_ERRORS = {
    *settings._EXPECTED.values(),
    "setting_value",
    *files._KEY_OF_ERRNO.values(),
    "archive_failed",
}


def test_both_languages_have_the_same_keys() -> None:
    assert set(CATALOGUES["fr"]) == set(ENGLISH)


def test_both_languages_fill_in_the_same_values() -> None:
    french = CATALOGUES["fr"]
    assert {key for key in ENGLISH if placeholders(french[key]) != placeholders(ENGLISH[key])} == set()


def test_every_key_that_is_written_out_exists() -> None:
    assert literal_keys() - set(ENGLISH) == set()


def test_every_way_of_putting_a_key_together_is_known_here() -> None:
    assert templates() == set(PUT_TOGETHER) | ELSEWHERE


@pytest.mark.parametrize("template", sorted(PUT_TOGETHER))
def test_every_key_that_is_put_together_exists(template: str) -> None:
    assert {template.format(part) for part in PUT_TOGETHER[template]} - set(ENGLISH) == set()


@pytest.mark.parametrize(("place", "key", "values"), list(errors()))
def test_every_error_says_what_happened_and_what_to_do_now(
    place: str, key: str, values: set[str] | None
) -> None:
    sentences = {part: ENGLISH.get(f"error.{key}.{part}") for part in ("what", "safe", "now")}
    assert sentences["what"], place
    assert sentences["now"], place
    if values is not None:
        for sentence in filter(None, sentences.values()):
            assert placeholders(sentence) <= values, f"{place} does not give every value"


@pytest.mark.parametrize("key", sorted(CHOSEN_ERRORS))
def test_every_error_chosen_from_a_table_exists(key: str) -> None:
    assert f"error.{key}.what" in ENGLISH
    assert f"error.{key}.now" in ENGLISH


def test_every_check_of_the_doctor_is_known_here() -> None:
    named = set()
    for node in ast.walk(MODULES["doctor.py"]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "HealthCheck":
            named |= set(constants(node.args[2]))
    assert named == {key for key in CHECKS if not key.startswith("flow") or key == "flow_broken"}


def test_every_sentence_that_is_said_gets_its_values() -> None:
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("say", "hint")
            ):
                continue
            given = {keyword.arg for keyword in node.keywords}
            for key in constants(node.args[0]) if not isinstance(node.args[0], ast.JoinedStr) else ():
                if key in ENGLISH and None not in given:
                    assert placeholders(ENGLISH[key]) <= given, f"{name}:{node.lineno} {key}"


def test_every_problem_of_a_flow_file_is_one_that_something_names() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    assert [key for key in FLOW_PROBLEMS if f'"{key.removesuffix("_near")}"' not in source] == []


def test_no_sentence_is_left_over() -> None:
    used = literal_keys() | {
        template.format(part) for template, parts in PUT_TOGETHER.items() for part in parts
    }
    used |= {f"doctor.{check}.remedy" for check in CHECKS}
    raised = {key for _, key, _ in errors()} | CHOSEN_ERRORS
    used |= {f"error.{key}.{part}" for key in raised for part in ("what", "safe", "now")}
    # In the window some sentences are said otherwise; its places are named in a template.
    used |= {f"{INSTEAD}{key}" for key in used} | {
        f"window.place.{where}" for where in get_args(get_type_hints(ShownPlace)["where"])
    }
    assert set(ENGLISH) - used == set()


def test_what_stands_in_for_a_sentence_in_the_window_names_no_command() -> None:
    instead = [key for key in ENGLISH if key.startswith(INSTEAD) and key.removeprefix(INSTEAD) in ENGLISH]
    assert len(instead) > 20
    for language in LANGUAGES:
        assert not [key for key in instead if re.search(r"`|--[a-z]", CATALOGUES[language][key])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled(language: str) -> None:
    for key, sentence in CATALOGUES[language].items():
        filled = sentence.format(**dict.fromkeys(placeholders(sentence), "x"))
        assert "{" not in filled, key
        assert filled or key == "step.closed.next", key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_system_refused_is_said_in_the_language_of_the_message(language: str) -> None:
    texts = Texts.load(language)
    said = {
        name: texts.say("error.reason_file.what", path="x", reason=OSError(number, os.strerror(number)))
        for number, name in errno.errorcode.items()
    }
    assert not {
        name for name, text in said.items() if os.strerror(getattr(errno, name)) in text and language == "fr"
    }
    assert f"({texts.say('system_error.enoent')})" in said["ENOENT"]
    assert f"{errno.EXDEV}" in said["EXDEV"], "an unusual one by its number"
    nowhere = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    assert texts.say("system_error.no_host") in texts.say("error.reason_file.what", path="x", reason=nowhere)


def test_no_module_takes_the_system_s_words_into_a_message() -> None:
    """`strerror` is English wherever the system is; an OSError as a value is put in words by the texts."""
    taken = {
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "strerror"
        and not (
            isinstance(node.value, ast.Name) and node.value.id == "os"
        )  # to raise an error of the system's kind
    }
    assert taken == set()
