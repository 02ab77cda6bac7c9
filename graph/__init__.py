"""Facts as quads, and the store that keeps one named graph per document."""
