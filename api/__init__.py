"""The ways in: command line, SPARQL endpoint, questions, pages."""
