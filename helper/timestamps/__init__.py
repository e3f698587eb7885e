"""Times that somebody else vouches for (RFC 3161): asked for, judged, kept."""
