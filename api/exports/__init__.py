"""The graph written out for other programs, one file a kind of form."""
