"""What a network is: specs, layer types, shape inference, problems, edits. Free of torch, but for ``build``."""
