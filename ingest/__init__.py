"""From a published file to facts and findings."""
