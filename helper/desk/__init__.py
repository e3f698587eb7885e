"""The conversation in the window: what commands ask and do, with pages in the place of a terminal."""
