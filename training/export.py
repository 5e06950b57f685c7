"""Put the final model into the package: calibrated, as ONNX, with its figures on the model card.

python -m training.export --models var/reading/models [--forms var/reading/forms]

The models of the folds are written as ONNX beside their weights, for `benchmarks.reading.digits`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch.nn.utils.fusion import fuse_conv_bn_eval

from siaga.engines.reading import digits
from siaga.engines.reading.digits.preparing import prepared
from training.data import Crops
from training.folds import UNKNOWN
from training.measure import Calibration, HeldOut, calibration, held_out_sources, load, pooled, report
from training.model import CLASSES, Calibrated, Net, Together
from training.train import everything

ROOM = Path(digits.__file__).parent
MODEL, CARD = ROOM / "digits.onnx", ROOM / "MODEL.md"
LARGEST = 1_000_000
OPSET = 18
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Export the digit classifier.")
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--forms", type=Path)
    options = parser.parse_args(arguments)
    measured = held_out_sources(options.models, options.forms)
    parts = pooled(measured)
    model = finished(load(options.models, UNKNOWN), calibration(parts))
    data = onnx_of(model)
    check(data, model, everything(options.forms))
    MODEL.write_bytes(data)
    write_card(data, report(measured))
    write_folds(options.models, parts)
    print(f"{MODEL.name}: {len(data):,} bytes")


def write_folds(models: Path, parts: Sequence[HeldOut]) -> None:
    """The fold models as ONNX, each calibrated on the other two folds."""
    for part in parts:
        others = calibration([other for other in parts if other is not part])
        model = finished(load(models, part.fold), others)
        (models / f"without-{part.fold}.onnx").write_bytes(onnx_of(model))


def finished(nets: Together, how: Calibration) -> Calibrated:
    """The nets as they are shipped: calibrated, each with weights that numbers of one byte can hold."""
    model = Calibrated(Together([fused(net) for net in nets.members]), *astuple(how)).eval()
    for weights in model.parameters():
        if weights.ndim > 1:
            steps, size = in_steps(weights.detach().numpy())
            weights.data = torch.from_numpy(steps.astype(np.float32) * size)
    return model


def in_steps(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights in whole steps, -127 to 127, and the size of a step for each output, along the first axis."""
    size = np.abs(weights).max(axis=tuple(range(1, weights.ndim)), keepdims=True) / np.float32(127)
    size = np.maximum(size, np.finfo(np.float32).tiny)
    return np.rint(weights / size).astype(np.int8), size


def fused(net: Net) -> Net:
    """The net with each batch normalisation folded into the convolution before it."""
    layers = list(net.layers)
    for at in range(len(layers) - 1, 0, -1):
        if isinstance(layers[at], torch.nn.BatchNorm2d):
            layers[at - 1 : at + 1] = [fuse_conv_bn_eval(layers[at - 1], layers[at])]
    net.layers = torch.nn.Sequential(*layers)
    return net


def onnx_of(model: Calibrated) -> bytes:
    """The model as one ONNX file for any number of crops."""
    free = {"crops": {0: torch.export.Dim("n")}}
    return narrowed(exported(model, torch.zeros(2, 1, 48, 40), free, "odds"))


def exported(model: torch.nn.Module, example: torch.Tensor, free: Mapping[str, Any], output: str) -> bytes:
    """A model as one ONNX file, without notes on where it was made. `free`: its input and what may vary."""
    program = torch.onnx.export(
        model,
        (example,),
        input_names=list(free),
        output_names=[output],
        dynamic_shapes=tuple(free.values()),
        opset_version=OPSET,
        dynamo=True,
        verbose=False,
    )
    proto = program.model_proto
    for node in proto.graph.node:
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
    for part in (proto, proto.graph):
        part.ClearField("metadata_props")
    return proto.SerializeToString(deterministic=True)


def narrowed(data: bytes) -> bytes:
    """The same model with its weights stored in steps of one byte; the runtime widens them when it loads."""
    proto = onnx.load_from_string(data)
    graph, values = proto.graph, onnx.numpy_helper
    for stored in [one for one in graph.initializer if len(one.dims) > 1]:
        name, (steps, size) = stored.name, in_steps(values.to_array(stored))
        stored.CopyFrom(values.from_array(steps, f"{name}.steps"))
        graph.initializer.append(values.from_array(size, f"{name}.size"))
        widen = onnx.helper.make_node("Cast", [f"{name}.steps"], [f"{name}.wide"], to=onnx.TensorProto.FLOAT)
        graph.node.insert(0, onnx.helper.make_node("Mul", [f"{name}.wide", f"{name}.size"], [name]))
        graph.node.insert(0, widen)
    return proto.SerializeToString(deterministic=True)


def check(data: bytes, model: Calibrated, crops: Crops) -> None:
    """Raises ValueError when the file is too large or says something else than the model."""
    if len(data) > LARGEST:
        raise ValueError(f"the model has {len(data):,} bytes, more than {LARGEST:,}")
    onnx.checker.check_model(onnx.load_from_string(data))
    inputs = prepared(crops.images[:500])
    ours = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"]).run(
        None, {"crops": inputs}
    )[0]
    with torch.no_grad():
        theirs = model(torch.from_numpy(inputs)).numpy()
    if ours.shape != (len(inputs), CLASSES) or not np.allclose(ours, theirs, atol=1e-3):
        raise ValueError("the exported model differs from the trained one")


def write_card(data: bytes, measured: str) -> None:
    """Renew the measured section of the model card."""
    text = CARD.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    name = sha256(data).hexdigest()
    facts = f"`digits.onnx`: {len(data):,} bytes, SHA-256 `{name}`."
    CARD.write_text(f"{head}{BEGIN}\n{facts}\n\n{measured}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
