"""The place to see how well a run does: figures, the confusion matrix, and the images behind each of them."""
