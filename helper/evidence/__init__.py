"""Evidence on disk: attempts are journalled as they happen, sealed as BagIt bags (RFC 8493), and verified."""
