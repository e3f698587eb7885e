"""The cases of the public BagIt conformance suite, each played on a bag of ours; and every manifest that is there.

The names are those of the suite (LibraryOfCongress/bagit-conformance-suite, v0.97 and v1.0, read on 2026-11-27); the bags
are our own. What the suite calls a valid bag that is written in another way is not what we sealed, so it is not intact
either; what other tools may add to a bag of ours, namely manifests, is checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from bag_samples import archive, bag, judge

from helper.evidence.bag import render_manifest
from helper.evidence.verify import Damage, verify_bag

__all__ = ["archive", "bag"]  # fixtures
Change = Callable[[Path], None]
ALGORITHMS = ("md5", "sha1", "sha224", "sha384", "sha512", "sha3_256", "blake2b")


def digest(path: Path, algorithm: str) -> str:
    return hashlib.new(algorithm, path.read_bytes()).hexdigest()


def tags_anew(bag: Path) -> None:
    """Write our tag manifest anew, so that nothing but the case itself is wrong."""
    tags = [path for path in bag.iterdir() if path.is_file() and not path.name.startswith("tagmanifest-")]
    text = render_manifest({path.name: digest(path, "sha256") for path in tags})
    (bag / "tagmanifest-sha256.txt").write_text(text, encoding="utf-8")


def add_manifest(bag: Path, algorithm: str, *, of_tags: bool = False, named: str = "") -> Path:
    """Put a second manifest beside ours, complete and right."""
    files = bag.iterdir() if of_tags else (bag / "data").iterdir()
    names = [path for path in files if path.is_file() and not path.name.startswith("tagmanifest-")]
    lines = [f"{digest(path, algorithm)}  {path.relative_to(bag).as_posix()}\n" for path in sorted(names)]
    manifest = bag / f"{'tag' if of_tags else ''}manifest-{named or algorithm}.txt"
    manifest.write_text("".join(lines), encoding="utf-8")
    tags_anew(bag)
    return manifest


def text_of(bag: Path, file: str, edit: Callable[[str], str], encoding: str = "utf-8") -> None:
    path = bag / file
    path.write_bytes(edit(path.read_text("utf-8")).encode(encoding))


def in_manifest(edit: Callable[[str], str]) -> Change:
    return lambda bag: text_of(bag, "manifest-sha256.txt", edit)


def in_declaration(edit: Callable[[str], str]) -> Change:
    return lambda bag: text_of(bag, "bagit.txt", edit)


def listed_as(path: str) -> Change:
    """List the record under another path."""
    return in_manifest(lambda text: text.replace("data/record.json", path))


def fetched_to(path: str) -> Change:
    line = f"https://example.org/x 3 {path}\n"
    return lambda bag: (bag / "fetch.txt").write_text(line, encoding="utf-8") and None


def twice(digest: str | None) -> Change:
    """List the first file once more, with its own sum or another one."""

    def edit(text: str) -> str:
        first = text.splitlines(keepends=True)[0]
        return text + (first if digest is None else digest + first[64:])

    return in_manifest(edit)


def write(file: str, content: bytes) -> Change:
    return lambda bag: (bag / file).write_bytes(content) and None


def remove(file: str) -> Change:
    return lambda bag: (bag / file).unlink()


def nested(bag: Path) -> None:
    (bag / "data" / "bag" / "data").mkdir(parents=True)
    (bag / "data" / "bag" / "bagit.txt").write_bytes((bag / "bagit.txt").read_bytes())


def leave_out(bag: Path) -> None:
    manifest = add_manifest(bag, "sha512")
    manifest.write_text("".join(manifest.read_text().splitlines(keepends=True)[1:]))


INVALID: dict[str, Change] = {
    "baginfo-missing-encoding": in_declaration(lambda text: text.splitlines()[0] + "\n"),
    "bom-in-bagit.txt": in_declaration(lambda text: "\ufeff" + text),
    "corrupt-data-file": write("data/form.png", b"other"),
    "corrupt-tag-file": write("bag-info.txt", b"\xff\xfe"),
    "extra-file-in-bag": write("data/more.png", b"more"),
    "invalid-version-number": in_declaration(lambda text: text.replace("1.0", "1.0.1")),
    "missing-baginfo": remove("bag-info.txt"),
    "missing-bagit.txt": remove("bagit.txt"),
    "out-of-scope-file-paths-using-dot-notation": listed_as("../../record.json"),
    "out-of-scope-file-paths-using-dot-notation-for-fetch": fetched_to("../../x"),
    "out-of-scope-file-paths-using-absolute-path": listed_as("/etc/passwd"),
    "out-of-scope-file-paths-using-absolute-path-for-fetch": fetched_to("/etc/passwd"),
    "out-of-scope-file-paths-using-absolute-path (Windows)": listed_as("C:\\Windows\\win.ini"),
    "out-of-scope-file-paths-using-absolute-path-for-fetch (Windows)": fetched_to("C:\\Windows\\win.ini"),
    "out-of-scope-file-paths-using-shortcut": listed_as("~/record.json"),
    "out-of-scope-file-paths-using-shortcut-for-fetch": fetched_to("~/x"),
    "out-of-scope-file-paths-using-shortcut-username": listed_as("~root/record.json"),
    "out-of-scope-file-paths-using-shortcut-username-for-fetch": fetched_to("~root/x"),
    "out-of-scope-file-paths-using-shortcut (Windows)": listed_as("%HOMEPATH%\\record.json"),
    "out-of-scope-file-paths-using-shortcut-for-fetch (Windows)": fetched_to("%HOMEPATH%\\x"),
    "out-of-scope-file-paths-using-unc": listed_as("\\\\host\\share\\record.json"),
    "out-of-scope-file-paths-using-unc-for-fetch": fetched_to("\\\\host\\share\\x"),
    "same-filename-listed-twice-with-different-hashes": twice("0" * 64),
    "same-filename-listed-twice-with-the-same-hash": twice(None),
    "bagit-with-invalid-whitespace": in_declaration(lambda text: text.replace(": ", " :  ")),
    "notAllManifestsListAllFiles": leave_out,
}
WRITTEN_OTHERWISE: dict[str, Change] = {
    "warning/made-with-md5sum-tools": in_manifest(lambda text: text.replace("  data/", " *data/")),
    "warning/relative-path": in_manifest(lambda text: text.replace("  data/", "  ./data/")),
    "warning/duplicate-file-with-different-case": write("data/FORM.png", b"x"),
    "warning/same-filename-listed-twice-with-different-normalization": in_manifest(
        lambda text: text + f"{'0' * 64}  data/e\u0301.png\n{'0' * 64}  data/\u00e9.png\n"
    ),
    "warning/special-system-files": write("data/Thumbs.db", b"x"),
    "valid/UTF-16-encoded-tag-files": partial(
        text_of, file="bag-info.txt", edit=lambda text: text, encoding="utf-16"
    ),
    "valid/ISO-8859-1-encoded-tag-files": write("bag-info.txt", b"Contact-Name: Andr\xe9\n"),
    "valid/bag-in-a-bag": nested,
    "valid/bag-with-encoded-names": write("data/a%0Ab.png", b"x"),
    "valid/bag-with-escapable-characters": write("data/a\nb.png", b"x"),
    "valid/bag-with-leading-dot-slash-in-manifest": listed_as("./data/record.json"),
    "valid/bag-with-space": write("data/a b.png", b"x"),
    "valid/duplicate-metadata-entries": lambda bag: text_of(
        bag, "bag-info.txt", lambda text: text + text.splitlines(keepends=True)[0]
    ),
    "valid/uncommon-metadata-separators": lambda bag: text_of(
        bag, "bag-info.txt", lambda text: text.replace(": ", ":\t")
    ),
    "valid/holey-bag": fetched_to("data/x"),
    "valid/minimal-bag": lambda bag: [path.unlink() for path in (bag / "data").glob("*.png")] and None,
}


@pytest.mark.parametrize("case", INVALID | WRITTEN_OTHERWISE)
def test_no_case_of_the_suite_passes_for_what_was_sealed(bag: Path, case: str) -> None:
    (INVALID | WRITTEN_OTHERWISE)[case](bag)
    tags_anew(bag)
    damage = verify_bag(bag)
    assert damage
    assert all(isinstance(one, Damage) for one in damage)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_manifests_of_other_kinds_that_are_complete_and_right_take_nothing_from_a_bag(
    bag: Path, algorithm: str
) -> None:
    add_manifest(bag, algorithm)
    assert verify_bag(bag) == []
    assert judge(bag)
    add_manifest(bag, algorithm, of_tags=True)
    assert verify_bag(bag) == []
    assert judge(bag)


def other(edit: Callable[[str], str], *, of_tags: bool = False) -> Change:
    """Change a second manifest, whose sum is then brought up to date."""

    def change(bag: Path) -> None:
        manifest = add_manifest(bag, "sha512", of_tags=of_tags)
        manifest.write_text(edit(manifest.read_text()), encoding="utf-8")

    return change


def first_line(text: str) -> str:
    return text.splitlines(keepends=True)[0]


OTHER_MANIFESTS: dict[str, Change] = {
    "wrong sums": other(lambda text: text.replace(text[:8], "00000000", 1)),
    "every sum wrong": other(lambda text: "\n".join("0" * 128 + line[128:] for line in text.splitlines())),
    "a file left out": other(lambda text: text.removeprefix(first_line(text))),
    "one more file": other(lambda text: text + f"{'0' * 128}  data/more.png\n"),
    "a file twice": other(lambda text: text + first_line(text)),
    "a path out of the bag": other(lambda text: text.replace("data/form.png", "../../data/form.png")),
    "another way to a file": other(lambda text: text.replace("data/form.png", "data/../data/form.png")),
    "an absolute path": other(lambda text: text.replace("data/form.png", "/etc/passwd")),
    "no manifest at all": other(lambda _: "nothing\n"),
    "empty": other(lambda _: ""),
    "tag files in it": other(lambda text: text + f"{'0' * 128}  bagit.txt\n"),
    "sums of another kind": partial(add_manifest, algorithm="sha256", named="sha512"),
    "a kind that nobody knows": partial(add_manifest, algorithm="sha512", named="sha-quite-new"),
    "a kind without a length": partial(add_manifest, algorithm="sha512", named="shake_128"),
    "tags: wrong sums": other(lambda text: text.replace(text[:8], "00000000", 1), of_tags=True),
    "tags: a file left out": other(lambda text: text.removeprefix(first_line(text)), of_tags=True),
    "tags: a tag manifest in it": other(
        lambda text: text + f"{'0' * 128}  tagmanifest-sha256.txt\n", of_tags=True
    ),
    "tags: payload in it": other(lambda text: text + f"{'0' * 128}  data/form.png\n", of_tags=True),
    "a symlink": lambda bag: (bag / "manifest-sha512.txt").symlink_to("manifest-sha256.txt"),
    "a folder": lambda bag: (bag / "manifest-sha512.txt").mkdir(),
}


@pytest.mark.parametrize("case", OTHER_MANIFESTS)
def test_a_second_manifest_that_is_not_complete_and_right_is_damage_of_its_own(bag: Path, case: str) -> None:
    OTHER_MANIFESTS[case](bag)
    if (bag / "manifest-sha512.txt").is_file() and not (bag / "manifest-sha512.txt").is_symlink():
        tags_anew(bag)
    damage = verify_bag(bag)
    assert damage
    assert {one.file.rstrip("/") for one in damage} <= {path.name for path in bag.glob("*manifest-sh*")}


def test_a_second_manifest_is_read_as_the_format_allows(bag: Path) -> None:
    """RFC 8493, 2.1.3: either case of the sums, any blanks between, any end of a line, none after the last."""
    manifest = add_manifest(bag, "md5")
    lines = [line.split("  ") for line in manifest.read_text().splitlines()]
    manifest.write_bytes(b"\r\n".join(f"{digest.upper()}\t {path}".encode() for digest, path in lines))
    tags_anew(bag)
    assert verify_bag(bag) == []
    assert judge(bag)


def test_our_tag_manifest_may_list_no_tag_manifest(bag: Path) -> None:
    """RFC 8493, 2.2.1."""
    more = add_manifest(bag, "sha512", of_tags=True)
    ours = bag / "tagmanifest-sha256.txt"
    sums = dict(reversed(line.split("  ")) for line in ours.read_text().splitlines())
    ours.write_text(render_manifest({**sums, more.name: digest(more, "sha256")}))
    assert [one.file for one in verify_bag(bag)] == [ours.name]


def test_damage_of_a_file_is_named_also_with_a_second_manifest(bag: Path) -> None:
    add_manifest(bag, "sha512")
    (bag / "data" / "form.png").write_bytes(b"other")
    assert "data/form.png" in {one.file for one in verify_bag(bag)}
