"""What is handed over of an attempt, file by file: the exact folder, the copy, and what is whole of what lies beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from helper.evidence.export import Item, bag_items, folder_items
from helper.evidence.letters import kept_letter
from helper.mail.kept import read_pieces
from helper.share.copy import ShareCopy
from helper.timestamps.stamps import check_stamps


def parcel(bag_path: Path, copy: ShareCopy | None, unwanted: Collection[str] = ()) -> Iterator[Item]:
    """Give the files of an attempt; with a redacted copy none that tells who the person is. Raises OSError.

    `unwanted` are the sums of mails that are not handed over.
    """
    if copy is None or not copy.is_redacted:
        yield from bag_items(bag_path)
    if copy is None:
        return
    yield from copy.files()
    # Of the time stamps those that are whole: nothing in them tells who the person is.
    for stamp in check_stamps(bag_path):
        if not stamp.damage:
            yield from folder_items(stamp.path)
    # What the person says of a letter holds days and nothing of who they are.
    letter = kept_letter(bag_path)
    if letter.path:
        yield from folder_items(letter.path)
    # A mail is written to the person, so that none is in what must not tell who they are.
    for piece in () if copy.is_redacted else read_pieces(bag_path):
        if not piece.damage and not (piece.about and piece.about.sha256 in unwanted):
            yield from folder_items(piece.path)
