"""One attempt, from the first address to the sealed folder. Sees the browser through `helper.page.ports` only."""
