"""Scanned pages: the rules and the text of a picture, in the terms that pages with a text layer are read in."""
