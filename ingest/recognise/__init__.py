"""Which official form a grid is, and which words of the prose make a claim or cite a document."""
