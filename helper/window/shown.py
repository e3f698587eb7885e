"""What the window shows of attempts and of where objections stand, with small copies of the pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helper.evidence import bag
from helper.followup.ending import TONES, sentences_of
from helper.followup.sentences import advice_on, tone_of
from helper.followup.standing import Standing
from helper.record import Kind, Outcome, Record
from helper.report.attempts import Thumbnail
from helper.report.thumbnails import Thumbnails
from helper.safe.clean import clean
from helper.texts import Texts
from helper.texts.sentences import NewsTone, format_date
from helper.window.deeds import Deed, deeds_for
from helper.window.words import tell

_WITHOUT_FORM = frozenset({Outcome.UNAVAILABLE, Outcome.MOVED})
# A page of ours shows what a person looks for; the report and the folder have the rest.
_PICTURED = (Kind.FORM, Kind.FILLED, Kind.CONFIRMATION, Kind.STATE)


@dataclass(frozen=True)
class ShownPicture:
    """A small copy, its caption and what it shows for who cannot see it."""

    thumbnail: Thumbnail
    caption: str
    description: str


@dataclass(frozen=True)
class Ended:
    """How an attempt ended, ready to be shown."""

    headline: str
    tone: NewsTone
    lines: tuple[str, ...]
    pictures: tuple[ShownPicture, ...]
    attempt: str | None  # whose folder is there
    is_rehearsal: bool
    path: str | None = None  # of its folder
    had_no_form: bool = False


@dataclass(frozen=True)
class Standings:
    """Where one account stands, ready to be shown."""

    account: str
    situation: str
    advice: str
    tone: NewsTone
    deeds: tuple[Deed, ...]


def show_ended(record: Record, title: str, folder: Path | None, texts: Texts) -> Ended:
    """Make what is shown of an attempt that has just ended."""
    headline, *others = [tell(said, texts) for said in sentences_of(record, title, folder)]
    return Ended(
        headline=headline,
        tone=TONES.get(record.outcome, "plain"),
        lines=tuple(others),
        pictures=tuple(_pictures(record, folder, texts)) if folder else (),
        attempt=record.id if folder else None,
        is_rehearsal=record.rehearsal,
        path=clean(str(folder)) if folder else None,
        had_no_form=not record.rehearsal and record.outcome in _WITHOUT_FORM,
    )


def show_standing(standing: Standing, account: str, situation: str, texts: Texts) -> Standings:
    """Make what is shown of where an account stands; its name and its situation are said as `status` says them."""
    return Standings(
        account=account,
        situation=situation,
        advice=tell(advice_on(standing), texts),
        tone=tone_of(standing),
        deeds=tuple(deeds_for(standing)),
    )


def _pictures(record: Record, folder: Path, texts: Texts) -> list[ShownPicture]:
    thumbnails, found = Thumbnails(), []
    for item in record.evidence:
        name = bag.name_in_data(item.path)
        if item.kind not in _PICTURED or not name.endswith(".png") or not bag.is_file_name(name):
            continue
        small = thumbnails.make(folder / bag.DATA / name)
        if isinstance(small, Thumbnail):
            caption = texts.say(f"report_page.picture.{item.kind}")
            date = format_date(item.captured_at, texts)
            description = texts.say("window.picture_alt", caption=caption, date=date)
            found.append(ShownPicture(small, caption, description))
    return found
