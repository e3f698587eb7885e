"""How a service's pages change: a page described without a word of it or of the person, kept, and reported."""
