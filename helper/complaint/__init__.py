"""The draft of a complaint to a supervisory authority: what it may say, in which language, and how it is written."""
