"""The browser: finding one, installing one, and the only modules of the program that know Playwright.

Importing this package imports none of it, so that the pure parts stay cheap.
"""
