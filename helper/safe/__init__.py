"""Things from outside, made harmless before anybody looks at them."""
