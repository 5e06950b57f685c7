"""The classifier: two nets of six convolutions and one linear layer, 132 and 215 thousand parameters."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn

CLASSES = 11
Widths = tuple[int, int, int]
"""Channels of the fourth to the sixth convolution."""


class Net(nn.Module):
    """(n, 1, 48, 40) prepared crops → (n, 11) logits."""

    def __init__(self, widths: Widths) -> None:
        super().__init__()
        fourth, fifth, last = widths
        self.layers = nn.Sequential(
            *_stage(1, 24, kernel=5, stride=2),
            *_stage(24, 32),
            nn.MaxPool2d(2),
            *_stage(32, 64),
            *_stage(64, fourth),
            nn.MaxPool2d(2),
            *_stage(fourth, fifth),
            *_stage(fifth, last, kernel=1),
            nn.Flatten(),
            nn.Dropout(0.2),
            nn.Linear(last * 6 * 5, CLASSES),
        )

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        return self.layers(crops)


class Together(nn.Module):
    """What several nets say on average: each is wrong elsewhere."""

    def __init__(self, members: Sequence[Net]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        said = [torch.log_softmax(member(crops), dim=1) for member in self.members]
        return torch.stack(said).mean(dim=0)


class Calibrated(nn.Module):
    """The nets as used: log-probabilities, cooled by a temperature and with a floor under every class.

    The floor is the share of boxes that are not what they seem whatever the net says, so that no single box
    can outvote the arithmetic of the whole form.
    """

    def __init__(self, net: Together, temperature: float, floor: float) -> None:
        super().__init__()
        self.net, self.temperature, self.floor = net, temperature, floor

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        chances = torch.softmax(self.net(crops) / self.temperature, dim=1)
        return torch.log(chances * (1 - self.floor) + self.floor / CLASSES)


def _stage(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> tuple[nn.Module, ...]:
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2, bias=False)
    return convolution, nn.BatchNorm2d(outputs), nn.ReLU()
