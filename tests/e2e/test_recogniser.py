"""The recogniser is right about the replica's pages, about mutants of them and about the answers to Send.

Each test looks at a selection in one real window; those marked slow look at everything. What is never acceptable: a
`form`, a `submitted` or an e-mail `match` where there is none. `unknown` has a bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest
from benchmark import answers, matrix, mutants, mutations
from benchmark.mutators import MUTATORS
from replica.texts import LANGUAGES, STRANGE_LANGUAGES

from flows.schema import State

MUTANTS_OF_A_QUICK_TEST = 150
HALF_AN_HOUR = 1800


def assert_matrix(cells: Sequence[matrix.Cell]) -> None:
    """Assert that no page is taken for what it is not, and few for nothing; what is off is named."""
    told = "\n".join(matrix.describe(cells))
    assert not [cell for cell in cells if cell.is_false_form], told
    assert not [cell for cell in cells if cell.is_false_submitted], told
    assert not [cell for cell in cells if cell.is_false_match], told
    unknown = [cell for cell in cells if cell.outcome == "unknown" and not cell.exhibit.is_strange]
    assert 100 * len(unknown) / len(cells) <= matrix.MOST_UNKNOWN, told


def assert_mutants(findings: Sequence[mutations.Finding]) -> None:
    """Assert the same of mutants, of which more may be unknown."""
    told = "\n".join(mutations.describe(findings))
    assert not [finding for finding in findings if finding.is_false_form], told
    assert not [finding for finding in findings if finding.is_false_submitted], told
    assert not [finding for finding in findings if finding.is_false_match], told
    unknown = [finding for finding in findings if finding.outcome == "unknown"]
    assert 100 * len(unknown) / len(findings) < mutations.MOST_UNKNOWN, told


def assert_answers(readings: Sequence[answers.Reading]) -> None:
    """Assert that a success is seen where one is, and nowhere else."""
    told = "\n".join(answers.describe(readings))
    assert not [reading for reading in readings if reading.is_false_submitted], told
    successes = [reading for reading in readings if reading.tried.answer == "success"]
    unknown = [reading for reading in successes if reading.outcome == "unknown"]
    assert 100 * len(unknown) / len(successes) <= matrix.MOST_UNKNOWN, told


# --- in a window -----------------------------------------------------------------------------------------------------


def test_pages_are_recognised_each_state_in_six_languages_and_each_language_in_ten_states(
    display: str,
) -> None:
    assert_matrix(matrix.look(matrix.spread(10, 6), windows=1))


def test_a_form_in_a_language_that_nobody_taught_us_is_one_by_its_structure(display: str) -> None:
    chosen = [e for e in matrix.choose(",".join(STRANGE_LANGUAGES)) if e.name == "form"]
    cells = matrix.look(chosen, windows=1)
    assert {cell.said for cell in cells} == {State.FORM}, "\n".join(matrix.describe(cells))


def test_mutants_are_recognised_or_unknown(display: str) -> None:
    chosen = [mutants.make(mutations.SEED, number) for number in range(MUTANTS_OF_A_QUICK_TEST)]
    assert_mutants(mutations.look(chosen, windows=1))


def test_answers_are_read_in_every_language(display: str) -> None:
    assert_answers(answers.look(answers.spread(), windows=1))


@pytest.mark.slow
@pytest.mark.timeout(HALF_AN_HOUR)
def test_every_page_of_the_replica_is_recognised(display: str) -> None:
    assert_matrix(matrix.look(matrix.choose(), windows=1))


@pytest.mark.slow
@pytest.mark.timeout(HALF_AN_HOUR)
def test_two_thousand_mutants_are_recognised_or_unknown(display: str) -> None:
    chosen = [mutants.make(mutations.SEED, number) for number in range(mutations.COUNT)]
    assert_mutants(mutations.look(chosen, windows=1))


@pytest.mark.slow
@pytest.mark.timeout(HALF_AN_HOUR)
def test_every_answer_is_read_in_every_language(display: str) -> None:
    assert_answers(answers.look(answers.choose(), windows=1))


# --- the bench itself ------------------------------------------------------------------------------------------------


def test_the_quick_selection_has_every_state_and_language_often_enough() -> None:
    states, languages = defaultdict(set), defaultdict(set)
    for exhibit in matrix.spread(10, 6):
        states[exhibit.name].add(exhibit.language)
        languages[exhibit.language].add(exhibit.name)
    assert set(languages) == set(LANGUAGES)
    assert min(map(len, states.values())) >= 6
    assert min(map(len, languages.values())) >= 10


def test_the_whole_matrix_has_every_state_in_every_language_and_engine() -> None:
    exhibits = matrix.choose()
    shown = {
        (e.name, e.language, e.engine) for e in exhibits if e.service == "facebook" and "/" not in e.name
    }
    assert len(shown) == len(matrix.STATES) * (len(LANGUAGES) + len(STRANGE_LANGUAGES)) * len(matrix.ENGINES)
    assert {e.state for e in exhibits} == set(matrix.STATES)


def test_a_mutant_is_the_same_whenever_it_is_made() -> None:
    for number in range(40):
        assert mutants.make(5, number) == mutants.make(5, number)
    assert mutants.make(5, 1) != mutants.make(6, 1)


def test_every_mutator_changes_some_page() -> None:
    chosen = [mutants.make(mutations.SEED, number) for number in range(600)]
    assert {name for mutant in chosen for name in mutant.mutators} == set(MUTATORS)
    for mutant in chosen:
        plain = mutant.exhibit.pages(address=mutant.displayed)
        assert mutant.mutators or mutant.after, mutant.name
        assert mutant.after or dict(mutant.pages) != dict(plain), mutant.name
