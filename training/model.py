"""The classifier: six small convolutions and one linear layer, 132 thousand parameters."""

from __future__ import annotations

import torch
from torch import nn

CLASSES = 11


class Net(nn.Module):
    """(n, 1, 48, 40) prepared crops → (n, 11) logits."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *_stage(1, 24, kernel=5, stride=2),
            *_stage(24, 32),
            nn.MaxPool2d(2),
            *_stage(32, 64),
            *_stage(64, 64),
            nn.MaxPool2d(2),
            *_stage(64, 96),
            *_stage(96, 32, kernel=1),
            nn.Flatten(),
            nn.Dropout(0.2),
            nn.Linear(32 * 6 * 5, CLASSES),
        )

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        return self.layers(crops)


class Calibrated(nn.Module):
    """The net as it is used: log-probabilities, cooled by a temperature and with a floor under every class.

    The floor is the share of boxes that are not what they seem whatever the net says, so that no single box
    can outvote the arithmetic of the whole form.
    """

    def __init__(self, net: Net, temperature: float, floor: float) -> None:
        super().__init__()
        self.net, self.temperature, self.floor = net, temperature, floor

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        chances = torch.softmax(self.net(crops) / self.temperature, dim=1)
        return torch.log(chances * (1 - self.floor) + self.floor / CLASSES)


def _stage(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> tuple[nn.Module, ...]:
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2, bias=False)
    return convolution, nn.BatchNorm2d(outputs), nn.ReLU()
