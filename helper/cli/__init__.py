"""What commands share: options, settings, the words of --help, questions, and how things are said on a terminal."""
