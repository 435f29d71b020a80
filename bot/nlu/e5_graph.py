"""Makes `e5.onnx`, the computation of multilingual-e5-small without its weights (`bot.nlu.packaged`).

`uv run --no-project --python 3.11 --with 'onnx<1.18' python bot/nlu/e5_graph.py`
"""

from pathlib import Path

from onnx import TensorProto, helper, save

HIDDEN, LAYERS, HEADS, INNER, EPSILON = 384, 12, 12, 1536, 1e-12
"""Of the model: microsoft/Multilingual-MiniLM-L12-H384, as its configuration says."""
nodes, weights = [], []


def weight(name: str, kind: int, *shape: int) -> str:
    """A value that is given when the graph is loaded."""
    tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="weights")
    weights.append(tensor)
    return name


def floats(name: str, width: int) -> str:
    return weight(name, TensorProto.FLOAT, width)


def node(
    kind: str, inputs: list[str], outputs: list[str], domain: str = "com.microsoft", **given: object
) -> str:
    nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **given))
    return outputs[0]


def product(name: str, of: str, width: int, wide: int) -> str:
    """`of` times a matrix of whole numbers; what comes in is rounded to whole numbers too."""
    matrix = weight(f"{name}.w", TensorProto.INT8, wide, width)
    return node("DynamicQuantizeMatMul", [of, matrix, floats(f"{name}.scale", width)], [name])


def added(name: str, to: str, what: str) -> str:
    """The sum of both, with a bias, to unit length."""
    inputs = [
        what,
        to,
        floats(f"{name}.ln.w", HIDDEN),
        floats(f"{name}.ln.b", HIDDEN),
        floats(f"{name}.b", HIDDEN),
    ]
    return node("SkipLayerNormalization", inputs, [f"{name}.added"], epsilon=EPSILON)


state = node(
    "LayerNormalization",
    ["embedded", floats("emb.ln.w", HIDDEN), floats("emb.ln.b", HIDDEN)],
    ["start"],
    domain="",
    axis=-1,
    epsilon=EPSILON,
)
for layer in range(LAYERS):
    at = f"l{layer}"
    asked = product(f"{at}.qkv", state, 3 * HIDDEN, HIDDEN)
    asked = node("Add", [asked, floats(f"{at}.qkv.b", 3 * HIDDEN)], [f"{at}.asked"], domain="")
    parts = [f"{at}.query", f"{at}.key", f"{at}.value"]
    node("Split", [asked], parts, domain="", axis=-1, num_outputs=3)
    heard = node("MultiHeadAttention", parts, [f"{at}.heard"], num_heads=HEADS)
    state = added(f"{at}.ao", state, product(f"{at}.ao", heard, HIDDEN, HIDDEN))
    inner = product(f"{at}.fi", state, INNER, HIDDEN)
    inner = node("BiasGelu", [inner, floats(f"{at}.fi.b", INNER)], [f"{at}.inner"])
    state = added(f"{at}.fo", state, product(f"{at}.fo", inner, HIDDEN, INNER))

graph = helper.make_graph(
    [*nodes, helper.make_node("ReduceMean", [state, "tokens"], ["mean"], keepdims=0)],
    "multilingual-e5-small",
    [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, [1, "tokens", HIDDEN])],
    [helper.make_tensor_value_info("mean", TensorProto.FLOAT, [1, HIDDEN])],
    [*weights, helper.make_tensor("tokens", TensorProto.INT64, [1], [1])],
)
opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
save(model, str(Path(__file__).with_name("e5.onnx")))
