"""The services' pages as data, a TLS server that answers under their real addresses, and a pretend person.

Nothing here imports `helper` or `flows`: the replica is a test of a recogniser that has never seen it.
"""
