"""What goes on in the window, in an attempt and in a privacy check. Sees it through `helper.page.ports` only."""
