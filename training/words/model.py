"""The reader of letters: small convolutions over a strip, a step of four pixels, classes of `alphabet`."""

from __future__ import annotations

import torch
from torch import nn

from siaga.engines.reading.words.vocabulary import alphabet

STEP = 4
"""Pixels of a strip for each step of the output."""
CLASSES = 1 + len(alphabet())


class Net(nn.Module):
    """(n, 1, 32, width) strips → (n, width / 4, classes) log-probabilities; class 0 is "no letter"."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *_stage(1, 20, (5, 5), stride=2),
            *_stage(20, 32, (3, 3)),
            nn.MaxPool2d(2),
            *_stage(32, 48, (3, 3)),
            nn.MaxPool2d((2, 1)),
            *_stage(48, 56, (3, 3)),
            nn.Conv2d(56, 64, (4, 3), padding=(0, 1), bias=False),
            nn.BatchNorm2d(64),
            nn.ReLU(),
            *_stage(64, 64, (1, 5)),
            nn.Dropout(0.15),
            nn.Conv2d(64, CLASSES, (1, 3), padding=(0, 1)),
        )

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        return torch.log_softmax(self.layers(strips)[:, :, 0].transpose(1, 2), dim=2)


def _stage(inputs: int, outputs: int, kernel: tuple[int, int], stride: int = 1) -> tuple[nn.Module, ...]:
    padding = kernel[0] // 2, kernel[1] // 2
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding=padding, bias=False)
    return convolution, nn.BatchNorm2d(outputs), nn.ReLU()
