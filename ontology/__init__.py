"""What can be said: the core types, the vocabulary, the code lists and the official forms."""
