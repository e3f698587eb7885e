"""The archive's promise when the program dies, or when many run at once: a complete bag, or a folder marked unsealed."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

import pytest
from evidence_samples import seal_one
from failing_disk import acknowledged, attempt, check_promise, count_calls, ending, file_system, in_child

from helper.evidence.chain import unnamed_attempts
from helper.evidence.recovery import seal_later
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag


def test_an_end_at_any_call_leaves_a_whole_bag_or_an_unsealed_folder(tmp_path: Path) -> None:
    calls = count_calls(lambda: attempt(tmp_path / "counted", {}))
    outcomes = {"sealed": 0, "unsealed": 0, "nothing": 0}
    for last in range(1, calls + 1):
        archive = tmp_path / str(last)

        def act(pipe: int, archive: Path = archive, last: int = last) -> None:
            class Telling(dict[str, str]):
                def __setitem__(self, name: str, digest: str) -> None:
                    super().__setitem__(name, digest)
                    real_write(pipe, f"{name} {digest}\n".encode())

            real_write = os.write
            with file_system(ending(last)):
                attempt(archive, Telling())

        child, reading = in_child(act)
        saved = dict(line.split(" ") for line in acknowledged(reading))
        os.waitpid(child, 0)
        sealed, unsealed = check_promise(archive, saved)
        assert len(sealed) + len(unsealed) <= 1
        outcomes["sealed" if sealed else "unsealed" if unsealed else "nothing"] += 1
        seal_one(Archive(archive))  # the next run is not hindered, by a lock for instance
    assert min(outcomes.values()) > 0, outcomes


KILLS = 200


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 10))])
def test_kill_9_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path, seed: int) -> None:
    archive = tmp_path / "archive"
    chance = random.Random(seed)  # noqa: S311  moments to kill at, the same in every run
    told: list[str] = []

    def act(pipe: int) -> None:
        while True:
            bag = attempt(archive, {})
            os.write(pipe, bag.name.encode() + b"\n")

    for _ in range(KILLS):
        child, reading = in_child(act)
        # A moment of the child's own work, not of the clock: it is killed in the midst of what follows an answer.
        first = b""
        while not first.endswith(b"\n"):
            first += os.read(reading, 1)
        spin = chance.randrange(200_000)
        while spin:
            spin -= 1
        os.kill(child, signal.SIGKILL)
        told += [first.decode().strip(), *acknowledged(reading)]
        os.waitpid(child, 0)
    sealed, unsealed = check_promise(archive, {})
    assert {bag.name for bag in sealed} >= set(told)
    assert len(told) >= KILLS
    assert unsealed, "no kill fell into an attempt: the test would prove nothing"
    Archive(archive).tidy()
    left = [entry.id for entry in Archive(archive).entries() if not entry.sealed]
    for attempt_id in left:
        assert verify_bag(seal_later(archive, attempt_id)[0]) == []
    check_promise(archive, {})
    assert Archive(archive).check_chain() == {}


@pytest.mark.parametrize(("writers", "each"), [(6, 8), pytest.param(20, 50, marks=pytest.mark.slow)])
def test_parallel_writers_lose_and_mix_nothing(tmp_path: Path, writers: int, each: int) -> None:
    archive = tmp_path / "archive"

    def act(pipe: int) -> None:
        for _ in range(each):
            os.write(pipe, attempt(archive, {}).name.encode() + b"\n")

    children = [in_child(act) for _ in range(writers)]
    told = [name for _, reading in children for name in acknowledged(reading)]
    for child, _ in children:
        os.waitpid(child, 0)
    sealed, unsealed = check_promise(archive, {})
    assert len(told) == len(set(told)) == writers * each
    assert sorted(told) == [bag.name for bag in sealed]
    assert unsealed == []
    assert Archive(archive).check_chain() == {}
    assert len(unnamed_attempts(archive)) == 1, "one chain, not several"


def test_whoever_looks_meanwhile_sees_no_damage(tmp_path: Path) -> None:
    """Some seal, some delete what was sealed: the chain is whole at every moment."""
    archive = Archive(tmp_path / "archive")
    seal_one(archive)

    def write(pipe: int) -> None:
        for _ in range(8):
            os.write(pipe, attempt(archive.path, {}).name.encode() + b"\n")

    def delete(pipe: int) -> None:
        while len(gone := archive.deleted()) < 8:
            for entry in [entry for entry in archive.entries() if entry.sealed][: 8 - len(gone)]:
                archive.delete(entry)
                os.write(pipe, entry.id.encode() + b"\n")

    children = [in_child(act) for act in (write, write, delete)]
    looks = 0
    running = {child for child, _ in children}
    while running:
        assert archive.check_chain() == {}
        looks += 1
        running -= {child for child in running if os.waitpid(child, os.WNOHANG) != (0, 0)}
    told = [acknowledged(reading) for _, reading in children]
    assert [len(one) for one in told] == [8, 8, 8]
    assert looks > 3
    assert len(archive.entries()) == 9
    assert archive.check_chain() == {}
