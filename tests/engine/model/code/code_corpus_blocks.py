"""Networks as people write them whose classes become blocks."""

from tests.engine.model.code.code_corpus import Sample

RESNET = Sample(
    '''
def conv3x3(in_planes, out_planes, stride=1):
    """3x3 convolution with padding"""
    return nn.Conv2d(in_planes, out_planes, kernel_size=3, stride=stride, padding=1, bias=False)

class BasicBlock(nn.Module):
    expansion = 1

    def __init__(self, in_planes, planes, stride=1):
        super(BasicBlock, self).__init__()
        self.conv1 = conv3x3(in_planes, planes, stride)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = conv3x3(planes, planes)
        self.bn2 = nn.BatchNorm2d(planes)
        self.shortcut = nn.Sequential()
        if stride != 1 or in_planes != self.expansion * planes:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_planes, self.expansion * planes, kernel_size=1, stride=stride, bias=False),
                nn.BatchNorm2d(self.expansion * planes)
            )

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += self.shortcut(x)
        out = F.relu(out)
        return out

class ResNet(nn.Module):
    def __init__(self, block, num_blocks, num_classes=10):
        super(ResNet, self).__init__()
        self.in_planes = 16
        self.conv1 = conv3x3(3, 16)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = self._make_layer(block, 16, num_blocks[0], stride=1)
        self.layer2 = self._make_layer(block, 32, num_blocks[1], stride=2)
        self.linear = nn.Linear(32 * block.expansion, num_classes)

    def _make_layer(self, block, planes, num_blocks, stride):
        strides = [stride] + [1] * (num_blocks - 1)
        layers = []
        for stride in strides:
            layers.append(block(self.in_planes, planes, stride))
            self.in_planes = planes * block.expansion
        return nn.Sequential(*layers)

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.layer1(out)
        out = self.layer2(out)
        out = F.adaptive_avg_pool2d(out, 1)
        out = torch.flatten(out, 1)
        return self.linear(out)

def resnet():
    return ResNet(BasicBlock, [2, 3])
''',
    """
input Input(shape=(3, 32, 32)) <-
conv1 Conv2d(out_channels=16, padding='explicit', bias=False) <- input
bn1 BatchNorm2d() <- conv1
relu1 ReLU() <- bn1
layer1 Block(block='BasicBlock', repeat=2) <- relu1
layer2_0 Block(block='BasicBlock2') <- layer1
layer2_1 Block(block='BasicBlock3', repeat=2) <- layer2_0
pool1 AdaptiveAvgPool2d(height=1) <- layer2_1
flatten1 Flatten() <- pool1
linear Linear(out_features=10) <- flatten1
output Output() <- linear
BasicBlock:
x BlockInput() <-
conv1 Conv2d(out_channels=16, padding='explicit', bias=False) <- x
bn1 BatchNorm2d() <- conv1
relu1 ReLU() <- bn1
conv2 Conv2d(out_channels=16, padding='explicit', bias=False) <- relu1
bn2 BatchNorm2d() <- conv2
add1 Add() <- bn2, x
relu2 ReLU() <- add1
output Output() <- relu2
BasicBlock2:
x BlockInput() <-
conv1 Conv2d(stride=2, padding='explicit', bias=False) <- x
bn1 BatchNorm2d() <- conv1
relu1 ReLU() <- bn1
conv2 Conv2d(padding='explicit', bias=False) <- relu1
bn2 BatchNorm2d() <- conv2
conv3 Conv2d(kernel_size=1, stride=2, bias=False) <- x
norm1 BatchNorm2d() <- conv3
add1 Add() <- bn2, norm1
relu2 ReLU() <- add1
output Output() <- relu2
BasicBlock3:
x BlockInput() <-
conv1 Conv2d(padding='explicit', bias=False) <- x
bn1 BatchNorm2d() <- conv1
relu1 ReLU() <- bn1
conv2 Conv2d(padding='explicit', bias=False) <- relu1
bn2 BatchNorm2d() <- conv2
add1 Add() <- bn2, x
relu2 ReLU() <- add1
output Output() <- relu2
""",
)

DENSE_BLOCK = Sample(
    '''
class DenseLayer(nn.Module):
    def __init__(self, growth):
        super().__init__()
        self.conv = nn.LazyConv2d(growth, 3, padding=1) if False else nn.Conv2d(8, growth, 3, padding=1)

    def forward(self, x):
        return torch.cat([x, F.relu(self.conv(x))], dim=1)

class Net(nn.Module):
    """A ModuleDict, a lambda, a partial and a helper."""
    act = staticmethod(torch.relu)

    def __init__(self, width=8, *, classes=10, norm=partial(nn.BatchNorm2d, eps=1e-3)):
        super().__init__()
        self.stem = nn.ModuleDict({"conv": nn.Conv2d(1, width, 3), "norm": norm(width)})
        self.layers = nn.Sequential(*[DenseLayer(8) for _ in range(3)])
        self.heads = nn.ModuleList()
        for size in (32, classes):
            self.heads.append(nn.LazyLinear(size))
        self.pool = lambda x: F.adaptive_avg_pool2d(x, (1, 1))
        setattr(self, f"drop{1}", nn.Dropout(0.3))

    def extract(self, x):
        for key in self.stem:
            x = self.stem[key](x)
        return self.layers(x)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.extract(x)
        x = self.pool(x).flatten(1)
        x = self.drop1(x)
        for i, head in enumerate(self.heads):
            x = head(x)
            if i < len(self.heads) - 1:
                x = torch.tanh(x)
        return x
''',
    """
input Input() <-
conv Conv2d(out_channels=8) <- input
norm BatchNorm2d(eps=0.001) <- conv
layers Block(block='DenseLayer', repeat=3) <- norm
pool1 AdaptiveAvgPool2d(height=1, width=1) <- layers
flatten1 Flatten() <- pool1
drop1 Dropout(p=0.3) <- flatten1
heads_0 Linear(out_features=32) <- drop1
tanh1 Tanh() <- heads_0
heads_1 Linear(out_features=10) <- tanh1
output Output() <- heads_1
DenseLayer:
x BlockInput() <-
conv Conv2d(out_channels=8, padding='explicit') <- x
relu1 ReLU() <- conv
concat1 Concatenate() <- x, relu1
output Output() <- concat1
""",
)

SEQUENTIAL_SUBCLASS = Sample(
    """
class ConvBNReLU(nn.Sequential):
    def __init__(self, in_planes, out_planes, kernel_size=3, stride=1, groups=1):
        padding = (kernel_size - 1) // 2
        super(ConvBNReLU, self).__init__(
            nn.Conv2d(in_planes, out_planes, kernel_size, stride, padding, groups=groups, bias=False),
            nn.BatchNorm2d(out_planes),
            nn.ReLU6(inplace=True)
        )

class InvertedResidual(nn.Module):
    def __init__(self, inp, oup, stride, expand_ratio):
        super(InvertedResidual, self).__init__()
        hidden_dim = int(round(inp * expand_ratio))
        self.use_res_connect = stride == 1 and inp == oup
        layers = []
        if expand_ratio != 1:
            layers.append(ConvBNReLU(inp, hidden_dim, kernel_size=1))
        layers.extend([
            ConvBNReLU(hidden_dim, hidden_dim, stride=stride, groups=hidden_dim),
            nn.Conv2d(hidden_dim, oup, 1, 1, 0, bias=False),
            nn.BatchNorm2d(oup),
        ])
        self.conv = nn.Sequential(*layers)

    def forward(self, x):
        if self.use_res_connect:
            return x + self.conv(x)
        else:
            return self.conv(x)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = InvertedResidual(3, 3, 1, 2)
        self.classifier = nn.Linear(3, 10)

    def forward(self, x):
        return self.classifier(self.block(x).mean([2, 3]))
""",
    """
input Input(shape=(3, 32, 32)) <-
block Block(block='InvertedResidual') <- input
pool1 GlobalAvgPool2d() <- block
classifier Linear(out_features=10) <- pool1
output Output() <- classifier
ConvBNReLU:
x BlockInput() <-
conv1 Conv2d(out_channels=6, kernel_size=1, bias=False) <- x
norm1 BatchNorm2d() <- conv1
relu61 ReLU6() <- norm1
output Output() <- relu61
ConvBNReLU2:
x BlockInput() <-
conv1 Conv2d(out_channels=6, padding='explicit', groups=6, bias=False) <- x
norm1 BatchNorm2d() <- conv1
relu61 ReLU6() <- norm1
output Output() <- relu61
InvertedResidual:
x BlockInput() <-
conv_0 Block(block='ConvBNReLU') <- x
conv_1 Block(block='ConvBNReLU2') <- conv_0
conv1 Conv2d(out_channels=3, kernel_size=1, bias=False) <- conv_1
norm1 BatchNorm2d() <- conv1
add1 Add() <- x, norm1
output Output() <- add1
""",
)
