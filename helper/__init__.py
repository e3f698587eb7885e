"""Everything that acts: command line, browser, guide, evidence, follow-up."""

__version__ = "0.1.0"
