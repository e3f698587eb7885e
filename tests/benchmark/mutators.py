"""Every kind of change that a service may make to a page at any time, by name."""

from __future__ import annotations

from benchmark import changed_structure, changed_surroundings, changed_words

MUTATORS = {
    mutator.name: mutator
    for mutator in (*changed_words.MUTATORS, *changed_structure.MUTATORS, *changed_surroundings.MUTATORS)
}
