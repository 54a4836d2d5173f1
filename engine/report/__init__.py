"""A run on paper: what was learned from what, how, and how well; as one HTML file or a PDF."""
