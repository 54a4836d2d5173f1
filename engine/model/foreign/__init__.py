"""Networks in the files of other programs: an ONNX file's graph, a Keras 3 model's JSON. Shapes only, no weights."""
