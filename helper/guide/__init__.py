"""One attempt, from the first address to the sealed folder. Sees the browser through `helper.ports` only."""
