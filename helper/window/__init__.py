"""The pages of the window: what they ask and show, from the same values and in the same words as the terminal."""
