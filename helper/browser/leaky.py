"""Names in the environment that make Playwright's driver or the browser write down what is typed, or run other code."""

LEAKY = frozenset({"DEBUG", "DEBUG_FILE", "PWDEBUG", "NODE_OPTIONS", "NODE_PATH", "SSLKEYLOGFILE"})
