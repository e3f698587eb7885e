"""The archive as a page to look at: gathered (effects), arranged (pure), drawn (one template, no script)."""
