"""Mails that the service sent: read, matched to an attempt, and kept beside its bag with what proves who signed them."""
