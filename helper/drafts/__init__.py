"""What all drafts share: a document as values, its words in six languages, Markdown, a page to print, a folder of its own."""
