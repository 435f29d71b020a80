"""Makes the encoder of this folder, which knows three characters.

`uv run --no-project --with onnx --with tokenizers python tests/unit/nlu/encoder/make.py`
"""

from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

FOLDER = Path(__file__).parent
WORDS = {"[PAD]": 0, "[UNK]": 1, "案": 2, "费": 3, "庭": 4}
VECTORS = numpy.array([[9, 9, 9], [0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 2]], dtype=numpy.float32)

graph = helper.make_graph(
    [helper.make_node("Gather", ["vectors", "input_ids"], ["tokens"])],
    "three characters",
    [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "m"])
        for name in ("input_ids", "attention_mask")
    ],
    [helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["n", "m", 3])],
    [numpy_helper.from_array(VECTORS, "vectors")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
onnx.checker.check_model(model)
onnx.save(model, str(FOLDER / "model.onnx"))
tokenizer = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
tokenizer.save(str(FOLDER / "tokenizer.json"))
