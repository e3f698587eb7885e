"""The loop of an attempt, and that of a privacy check. Both see the browser through `helper.page.ports` only."""
