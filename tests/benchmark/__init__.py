"""Figures about the program: how fast it is, and how often it is right. Printed as JSON, never asserted as times."""
