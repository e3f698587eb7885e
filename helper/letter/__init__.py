"""An objection by letter or e-mail: its draft, and what the person says of having sent it."""
