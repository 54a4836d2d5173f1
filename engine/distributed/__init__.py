"""One run trained by several processes, on one machine or many, and when that helps."""
