"""Where printed words get their meaning: statements become facts or findings."""
