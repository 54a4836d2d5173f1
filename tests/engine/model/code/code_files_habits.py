"""Whole files with habits that people have: helpers, inheritance, loops over modules, functions for everything."""

INHERITANCE = '''
import torch
from torch import nn
import torch.nn.functional as F
from abc import ABC, abstractmethod


class BaseModel(nn.Module, ABC):
    """All models have a body and a head."""
    default_width = 12

    def __init__(self, num_classes=10, width=None):
        super().__init__()
        self.width = width or self.default_width
        self.body = self.make_body()
        self.head = nn.Linear(self.width, num_classes)

    @abstractmethod
    def make_body(self):
        raise NotImplementedError

    def pool(self, x):
        return x.mean(dim=(2, 3))

    def forward(self, x):
        x = self.body(x)
        x = self.pool(x)
        return self.head(x)


class ConvModel(BaseModel):
    def make_body(self):
        return nn.Sequential(nn.Conv2d(1, self.width, 3), nn.ReLU(), nn.Conv2d(self.width, self.width, 3))


class DeepModel(ConvModel):
    default_width = 16

    def __init__(self, *args, dropout=0.2, **kwargs):
        super().__init__(*args, **kwargs)
        self.drop = nn.Dropout(dropout)

    def make_body(self):
        body = super().make_body()
        body.append(nn.ReLU())
        body.append(nn.Conv2d(self.width, self.width, 3, stride=2))
        return body

    def pool(self, x):
        return F.adaptive_max_pool2d(F.relu(x), 1).flatten(1)

    def forward(self, x):
        return F.log_softmax(self.drop(super().forward(x)), dim=-1)


net = DeepModel(num_classes=5)
net(torch.zeros(1, 1, 28, 28))
'''

LOOPS_OVER_LISTS = """
import torch
import torch.nn as nn
import torch.nn.functional as F

CHANNELS = [3, 8, 16, 16]


def block(i):
    return nn.Sequential(
        nn.Conv2d(CHANNELS[i], CHANNELS[i + 1], 3, padding=1),
        nn.BatchNorm2d(CHANNELS[i + 1]),
        nn.ReLU() if i % 2 == 0 else nn.SiLU(),
    )


class Net(nn.Module):
    def __init__(self, n=3):
        super().__init__()
        self.layers = nn.Sequential(*[block(i) for i in range(n)])
        self.convs = nn.ModuleList(nn.Conv2d(16, 16, k, padding=k // 2) for k in (1, 3, 5))
        self.bns = nn.ModuleList([nn.BatchNorm2d(16)] + [nn.BatchNorm2d(16) for _ in range(2)])
        self.acts = nn.ModuleDict({"relu": nn.ReLU(), "tanh": nn.Tanh()})
        dims = [16 * 3, 32, 10]
        self.fcs = nn.ModuleList([nn.Linear(d_in, d_out) for d_in, d_out in zip(dims, dims[1:])])

    def forward(self, x):
        x = self.layers(x)
        outs = []
        for i, (conv, bn) in enumerate(zip(self.convs, self.bns)):
            act = self.acts["relu" if i < 2 else "tanh"]
            outs.append(act(bn(conv(x))))
        x = torch.cat(outs, dim=1)
        x = F.avg_pool2d(x, kernel_size=x.size()[2:])
        x = x.view(x.size(0), -1)
        for j in range(len(self.fcs) - 1):
            x = F.relu(self.fcs[j](x))
        return self.fcs[-1](x)


net = Net()
net(torch.zeros(1, 3, 16, 16))
"""

FUNCTIONS_FOR_EVERYTHING = """
import torch
import torch.nn as nn
import torch.nn.functional as F


class Activations(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(20, 20)
        self.fc2 = nn.Linear(20, 12)

    def forward(self, x):
        x = self.fc1(x)
        x = F.relu(x) + F.relu6(x) + F.leaky_relu(x, 0.2) + F.elu(x) + F.gelu(x) + F.silu(x) + F.mish(x)
        x = x + F.softplus(x) + F.hardswish(x) + F.hardsigmoid(x) + torch.sigmoid(x) + torch.tanh(x) + x.relu()
        x = x + F.sigmoid(x) + F.tanh(x) + torch.relu(x) + x.sigmoid() + x.tanh() + F.gelu(x, approximate="tanh")
        x = F.softmax(x, dim=1) * F.log_softmax(x, dim=-1)
        x = x + x.softmax(-1) + torch.softmax(x, dim=1)
        x = x + F.celu(x) + F.hardtanh(x, 0, 6) + F.threshold(x, 0, 0) + F.glu(torch.cat([x, x], 1), dim=1)
        return self.fc2(F.dropout(x, 0.5, self.training))


model = Activations()
model(torch.rand(1, 20))
"""

POOLS_AND_SHAPES = """
import torch
import torch.nn as nn
import torch.nn.functional as F


class Shapes(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.seq = nn.Conv1d(8, 8, 3, padding=1)
        self.fc = nn.Linear(8, 10)

    def forward(self, x):
        x = F.max_pool2d(self.conv(x), 2)
        x = F.avg_pool2d(x, (2, 2), stride=(1, 1), padding=(1, 1))
        x = F.max_pool2d(x, kernel_size=3, stride=2, padding=1)
        x = F.interpolate(x, scale_factor=2, mode="nearest")
        x = F.adaptive_avg_pool2d(x, (4, 6))
        x = x.flatten(start_dim=2)                    # [N, 8, 24]
        x = F.max_pool1d(x, 2)                        # [N, 8, 12]
        x = self.seq(x)
        x = F.avg_pool1d(x, 2, stride=2)              # [N, 8, 6]
        x = x.unsqueeze(1).transpose(2, 3)            # [N, 1, 6, 8]
        x = x.squeeze(1).permute(0, 2, 1)             # [N, 8, 6]
        x = x.reshape(-1, 8, 2, 3).transpose(-1, -2).contiguous()
        x = F.adaptive_avg_pool2d(x, 1).view(x.shape[0], x.shape[1])
        x = x.view(-1, 2, 4).permute(0, 2, 1).reshape(len(x), 8)
        return self.fc(x)


model = Shapes()
model(torch.rand(2, 3, 32, 32))
"""

SHARED_WEIGHTS = '''
import torch
import torch.nn as nn


class Recurrent(nn.Module):
    """The same layer three times."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 8, 3, padding=1)
        self.conv = nn.Conv2d(8, 8, 3, padding=1)
        self.act = nn.ReLU()
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 10))

    def forward(self, x):
        x = self.act(self.stem(x))
        for _ in range(2):
            x = self.act(self.conv(x))
        x = self.act(self.conv(x))
        return self.head(x)


model = Recurrent()
model(torch.zeros(1, 1, 28, 28))
'''

TOKENS_AND_PARTS = '''
import torch
from torch import nn


class Parts(nn.Module):
    """Takes parts of what comes in, along every axis."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(24, 24)
        self.left = nn.Linear(8, 8)
        self.out = nn.Linear(16, 4)

    def forward(self, x):
        x = self.fc(x)
        a, b, c = x.chunk(3, dim=-1)
        first, rest = torch.split(a, [2, 4], dim=1)
        y = self.left(first)[:, 0] + rest[:, -1, :] + b[:, 1:3].mean(1)
        z = torch.cat([y, c.unbind(1)[2]], 1)
        return self.out(z)


model = Parts()
model(torch.rand(2, 6, 24))
'''
