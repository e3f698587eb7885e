"""What was seen of a page, as plain values, and the narrow port through which the guide sees the window."""
