"""One file per format; each reads a published file into paragraphs and grids with their places."""
