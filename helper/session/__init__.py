"""Putting a run together: the browser and the window are opened, the guide goes through it, the record is written."""
