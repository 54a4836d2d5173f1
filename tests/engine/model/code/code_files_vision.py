"""Files as people write them: other networks for images."""

SHUFFLENET = """
import torch
import torch.nn as nn


def channel_shuffle(x, groups):
    batchsize, num_channels, height, width = x.size()
    channels_per_group = num_channels // groups
    # reshape
    x = x.view(batchsize, groups, channels_per_group, height, width)
    x = torch.transpose(x, 1, 2).contiguous()
    # flatten
    x = x.view(batchsize, num_channels, height, width)
    return x


class InvertedResidual(nn.Module):
    def __init__(self, inp, oup, stride):
        super().__init__()
        self.stride = stride
        branch_features = oup // 2
        if self.stride > 1:
            self.branch1 = nn.Sequential(
                self.depthwise_conv(inp, inp, kernel_size=3, stride=self.stride, padding=1),
                nn.BatchNorm2d(inp),
                nn.Conv2d(inp, branch_features, kernel_size=1, stride=1, padding=0, bias=False),
                nn.BatchNorm2d(branch_features),
                nn.ReLU(inplace=True),
            )
        else:
            self.branch1 = nn.Sequential()
        self.branch2 = nn.Sequential(
            nn.Conv2d(inp if (self.stride > 1) else branch_features, branch_features, kernel_size=1, bias=False),
            nn.BatchNorm2d(branch_features),
            nn.ReLU(inplace=True),
            self.depthwise_conv(branch_features, branch_features, kernel_size=3, stride=self.stride, padding=1),
            nn.BatchNorm2d(branch_features),
            nn.Conv2d(branch_features, branch_features, kernel_size=1, stride=1, padding=0, bias=False),
            nn.BatchNorm2d(branch_features),
            nn.ReLU(inplace=True),
        )

    @staticmethod
    def depthwise_conv(i, o, kernel_size, stride=1, padding=0, bias=False):
        return nn.Conv2d(i, o, kernel_size, stride, padding, bias=bias, groups=i)

    def forward(self, x):
        if self.stride == 1:
            x1, x2 = x.chunk(2, dim=1)
            out = torch.cat((x1, self.branch2(x2)), dim=1)
        else:
            out = torch.cat((self.branch1(x), self.branch2(x)), dim=1)
        out = channel_shuffle(out, 2)
        return out


class ShuffleNetV2(nn.Module):
    def __init__(self, stages_repeats, stages_out_channels, num_classes=10):
        super().__init__()
        input_channels = 3
        output_channels = stages_out_channels[0]
        self.conv1 = nn.Sequential(
            nn.Conv2d(input_channels, output_channels, 3, 2, 1, bias=False),
            nn.BatchNorm2d(output_channels),
            nn.ReLU(inplace=True),
        )
        input_channels = output_channels
        self.stage2: nn.Sequential
        self.stage3: nn.Sequential
        stage_names = [f"stage{i}" for i in [2, 3]]
        for name, repeats, output_channels in zip(stage_names, stages_repeats, stages_out_channels[1:]):
            seq = [InvertedResidual(input_channels, output_channels, 2)]
            for i in range(repeats - 1):
                seq.append(InvertedResidual(output_channels, output_channels, 1))
            setattr(self, name, nn.Sequential(*seq))
            input_channels = output_channels
        self.fc = nn.Linear(input_channels, num_classes)

    def forward(self, x):
        x = self.conv1(x)
        x = self.stage2(x)
        x = self.stage3(x)
        x = x.mean([2, 3])  # globalpool
        return self.fc(x)


net = ShuffleNetV2([2, 3], [8, 16, 32])
y = net(torch.randn(2, 3, 32, 32))
"""

INCEPTION_WITH_HELPERS = """
import torch
from torch import nn
from torch.nn import functional as F


def conv_bn(inp, oup, kernel=3, stride=1, padding=None, act=nn.ReLU):
    if padding is None:
        padding = kernel // 2
    layers = [nn.Conv2d(inp, oup, kernel, stride, padding, bias=False), nn.BatchNorm2d(oup)]
    if act is not None:
        layers.append(act(inplace=True))
    return nn.Sequential(*layers)


class Mixed(nn.Module):
    def __init__(self, cin, widths):
        super().__init__()
        a, b, c, d = widths
        self.branches = nn.ModuleList([
            conv_bn(cin, a, kernel=1),
            nn.Sequential(conv_bn(cin, b // 2, kernel=1), conv_bn(b // 2, b)),
            nn.Sequential(conv_bn(cin, c // 2, 1), conv_bn(c // 2, c, (1, 7), padding=(0, 3)),
                          conv_bn(c, c, (7, 1), padding=(3, 0))),
            nn.Sequential(nn.AvgPool2d(3, stride=1, padding=1), conv_bn(cin, d, 1)),
        ])
        self.cout = a + b + c + d

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class Net(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.stem = conv_bn(3, 16, stride=2)
        blocks, width = [], 16
        for widths in [(8, 16, 8, 8), (16, 16, 16, 16)]:
            block = Mixed(width, widths)
            blocks.append(block)
            width = block.cout
        self.blocks = nn.ModuleList(blocks)
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        x = self.stem(x)
        for i, block in enumerate(self.blocks):
            x = block(x)
            if i % 2 == 0:
                x = F.max_pool2d(x, 3, stride=2, ceil_mode=True)
        x = F.adaptive_max_pool2d(x, 1).squeeze(-1).squeeze(-1)
        return self.head(x)


model = Net()
print(model(torch.zeros(1, 3, 32, 32)).shape)
"""

UNET = '''
import torch
import torch.nn as nn
import torch.nn.functional as F


class DoubleConv(nn.Module):
    """(convolution => [BN] => ReLU) * 2"""

    def __init__(self, in_channels, out_channels, mid_channels=None):
        super().__init__()
        if not mid_channels:
            mid_channels = out_channels
        self.double_conv = nn.Sequential(
            nn.Conv2d(in_channels, mid_channels, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(mid_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(mid_channels, out_channels, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True)
        )

    def forward(self, x):
        return self.double_conv(x)


class Down(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.maxpool_conv = nn.Sequential(nn.MaxPool2d(2), DoubleConv(in_channels, out_channels))

    def forward(self, x):
        return self.maxpool_conv(x)


class Up(nn.Module):
    def __init__(self, in_channels, out_channels, bilinear=True):
        super().__init__()
        if bilinear:
            self.up = nn.Upsample(scale_factor=2, mode='bilinear', align_corners=False)
            self.conv = DoubleConv(in_channels, out_channels, in_channels // 2)
        else:
            self.up = nn.ConvTranspose2d(in_channels, in_channels // 2, kernel_size=2, stride=2)
            self.conv = DoubleConv(in_channels, out_channels)

    def forward(self, x1, x2):
        x1 = self.up(x1)
        # input is CHW
        diffY = x2.size()[2] - x1.size()[2]
        diffX = x2.size()[3] - x1.size()[3]
        x1 = F.pad(x1, [diffX // 2, diffX - diffX // 2, diffY // 2, diffY - diffY // 2])
        x = torch.cat([x2, x1], dim=1)
        return self.conv(x)


class OutConv(nn.Module):
    def __init__(self, in_channels, out_channels):
        super(OutConv, self).__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, kernel_size=1)

    def forward(self, x):
        return self.conv(x)


class UNet(nn.Module):
    def __init__(self, n_channels, n_classes, bilinear=False):
        super(UNet, self).__init__()
        self.n_channels = n_channels
        self.n_classes = n_classes
        self.inc = DoubleConv(n_channels, 8)
        self.down1 = Down(8, 16)
        factor = 2 if bilinear else 1
        self.down2 = Down(16, 32 // factor)
        self.up1 = Up(32, 16 // factor, bilinear)
        self.up2 = Up(16, 8, bilinear)
        self.outc = OutConv(8, n_classes)

    def forward(self, x):
        x1 = self.inc(x)
        x2 = self.down1(x1)
        x3 = self.down2(x2)
        x = self.up1(x3, x2)
        x = self.up2(x, x1)
        logits = self.outc(x)
        return logits


model = UNet(n_channels=3, n_classes=2, bilinear=True)
model(torch.randn(1, 3, 32, 32))
'''

DARKNET_PADDED = '''
import torch
from torch import nn
import torch.nn.functional as F


class Conv(nn.Module):
    """Convolution padded as TensorFlow does, BatchNorm, LeakyReLU."""

    def __init__(self, c1, c2, k=1, s=1):
        super().__init__()
        self.pad = nn.ZeroPad2d(k // 2)
        self.conv = nn.Conv2d(c1, c2, k, s, bias=False)
        self.bn = nn.BatchNorm2d(c2)

    def forward(self, x):
        x = self.conv(self.pad(x))
        return F.leaky_relu(self.bn(x), 0.1)


class Darknet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = Conv(3, 8, 3)
        self.down = nn.Sequential(nn.ZeroPad2d((1, 0, 1, 0)), nn.Conv2d(8, 16, 3, stride=2), nn.ReLU())
        self.even = nn.Conv2d(16, 16, 4)
        self.pool = nn.MaxPool2d(3, 2)
        self.head = nn.Conv2d(16, 10, 1)

    def forward(self, x):
        x = self.down(self.stem(x))
        x = F.relu(self.even(F.pad(x, (1, 2, 1, 2))))
        x = self.pool(F.pad(x, (1, 1, 1, 1)))
        x = F.avg_pool2d(F.pad(x, [1, 1, 1, 1]), 3, stride=1)
        return self.head(x).mean(dim=(-2, -1))


net = Darknet()
net(torch.zeros(1, 3, 32, 32))
'''

SQUEEZE_AND_CHANNEL_GATES = '''
import torch
import torch.nn as nn


class ChannelGate(nn.Module):
    def __init__(self, in_planes, ratio=4):
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.max_pool = nn.AdaptiveMaxPool2d(1)
        self.fc1 = nn.Conv2d(in_planes, in_planes // ratio, 1, bias=False)
        self.relu1 = nn.ReLU()
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        avg_out = self.relu1(self.fc1(self.avg_pool(x)))
        return avg_out


class SELayer(nn.Module):
    def __init__(self, channel, reduction=4):
        super(SELayer, self).__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(channel, channel // reduction, bias=False),
            nn.ReLU(inplace=True),
            nn.Linear(channel // reduction, channel, bias=False),
            nn.Hardsigmoid()
        )

    def forward(self, x):
        b, c, _, _ = x.size()
        y = self.avg_pool(x).view(b, c)
        y = self.fc(y)[:, :, None, None]
        return x * y.expand_as(x)


class Gated(nn.Module):
    """Half of the channels decide how much of the other half passes."""

    def __init__(self, cin, cout):
        super().__init__()
        self.conv = nn.Conv2d(cin, 2 * cout, 3, padding=1)

    def forward(self, x):
        a, b = torch.split(self.conv(x), self.conv.out_channels // 2, dim=1)
        return torch.tanh(a) * torch.sigmoid(b)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(Gated(3, 8), SELayer(8), nn.MaxPool2d(2), Gated(8, 16), SELayer(16))
        self.glu = nn.GLU(dim=1)
        self.classifier = nn.Linear(8, 10)

    def forward(self, x):
        x = self.features(x)
        x = self.glu(x)
        x = x[:, :, ::2, ::2]
        x = torch.mean(x.reshape(x.size(0), x.size(1), -1), dim=2)
        return self.classifier(x)


model = Net().eval()
x = torch.rand(4, 3, 32, 32)
model(x)
'''

SUPER_RESOLUTION = """
from __future__ import print_function
import torch
import torch.nn as nn
import torch.nn.init as init


class Net(nn.Module):
    def __init__(self, upscale_factor):
        super(Net, self).__init__()

        self.relu = nn.ReLU()
        self.conv1 = nn.Conv2d(1, 16, (5, 5), (1, 1), (2, 2))
        self.conv2 = nn.Conv2d(16, 16, (3, 3), (1, 1), (1, 1))
        self.conv3 = nn.Conv2d(16, 8, (3, 3), (1, 1), (1, 1))
        self.conv4 = nn.Conv2d(8, upscale_factor ** 2, (3, 3), (1, 1), (1, 1))
        self.pixel_shuffle = nn.PixelShuffle(upscale_factor)

        self._initialize_weights()

    def forward(self, x):
        x = self.relu(self.conv1(x))
        x = self.relu(self.conv2(x))
        x = self.relu(self.conv3(x))
        x = self.pixel_shuffle(self.conv4(x))
        return x

    def _initialize_weights(self):
        init.orthogonal_(self.conv1.weight, init.calculate_gain('relu'))
        init.orthogonal_(self.conv2.weight, init.calculate_gain('relu'))
        init.orthogonal_(self.conv3.weight, init.calculate_gain('relu'))
        init.orthogonal_(self.conv4.weight)


model = Net(upscale_factor=3)
model(torch.zeros(1, 1, 16, 16))
"""
