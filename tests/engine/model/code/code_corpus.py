"""Networks as people write them in PyTorch, each with the layers that a reader should find."""

from typing import NamedTuple


class Sample(NamedTuple):
    """Code, the layers in :func:`described` form, and words of the notes that must be there."""

    code: str
    layers: str
    notes: tuple[str, ...] = ()


TUTORIAL = Sample(
    """
import torch
import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)  # flatten all dimensions except batch
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        x = self.fc3(x)
        return x

net = Net()
""",
    """
input Input(shape=(3, 32, 32)) <-
conv1 Conv2d(out_channels=6, kernel_size=5) <- input
relu1 ReLU() <- conv1
pool MaxPool2d(stride=2) <- relu1
conv2 Conv2d(out_channels=16, kernel_size=5) <- pool
relu2 ReLU() <- conv2
pool_2 MaxPool2d(stride=2) <- relu2
flatten1 Flatten() <- pool_2
fc1 Linear(out_features=120) <- flatten1
relu3 ReLU() <- fc1
fc2 Linear(out_features=84) <- relu3
relu4 ReLU() <- fc2
fc3 Linear(out_features=10) <- relu4
output Output() <- fc3
""",
    ("0: the code does not say how large its input is; 32×32×3 is taken",),
)

MNIST_EXAMPLE = Sample(
    """
import argparse
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torchvision import datasets, transforms
from torch.optim.lr_scheduler import StepLR


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, 1)
        self.conv2 = nn.Conv2d(32, 64, 3, 1)
        self.dropout1 = nn.Dropout(0.25)
        self.dropout2 = nn.Dropout(0.5)
        self.fc1 = nn.Linear(9216, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = self.conv1(x)
        x = F.relu(x)
        x = self.conv2(x)
        x = F.relu(x)
        x = F.max_pool2d(x, 2)
        x = self.dropout1(x)
        x = torch.flatten(x, 1)
        x = self.fc1(x)
        x = F.relu(x)
        x = self.dropout2(x)
        x = self.fc2(x)
        output = F.log_softmax(x, dim=1)
        return output


def train(args, model, device, train_loader, optimizer, epoch):
    model.train()
    for batch_idx, (data, target) in enumerate(train_loader):
        data, target = data.to(device), target.to(device)
        optimizer.zero_grad()
        output = model(data)
        loss = F.nll_loss(output, target)
        loss.backward()
        optimizer.step()
        if batch_idx % args.log_interval == 0:
            print('Train Epoch: {}'.format(epoch))


def main():
    parser = argparse.ArgumentParser(description='PyTorch MNIST Example')
    args = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = Net().to(device)
    optimizer = optim.Adadelta(model.parameters(), lr=args.lr)
    scheduler = StepLR(optimizer, step_size=1, gamma=args.gamma)
    for epoch in range(1, 15):
        train(args, model, device, None, optimizer, epoch)
        scheduler.step()


if __name__ == '__main__':
    main()
""",
    """
input Input() <-
conv1 Conv2d() <- input
relu1 ReLU() <- conv1
conv2 Conv2d(out_channels=64) <- relu1
relu2 ReLU() <- conv2
pool1 MaxPool2d() <- relu2
dropout1 Dropout(p=0.25) <- pool1
flatten1 Flatten() <- dropout1
fc1 Linear() <- flatten1
relu3 ReLU() <- fc1
dropout2 Dropout() <- relu3
fc2 Linear(out_features=10) <- dropout2
logsoftmax1 LogSoftmax() <- fc2
output Output() <- logsoftmax1
""",
)

OLD_STYLE = Sample(
    """
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(1, 10, kernel_size=5)
        self.conv2 = nn.Conv2d(10, 20, kernel_size=5)
        self.conv2_drop = nn.Dropout2d()
        self.fc1 = nn.Linear(320, 50)
        self.fc2 = nn.Linear(50, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.max_pool2d(self.conv2_drop(self.conv2(x)), 2))
        x = x.view(-1, 320)
        x = F.relu(self.fc1(x))
        x = F.dropout(x, training=self.training)
        x = self.fc2(x)
        return F.log_softmax(x)
""",
    """
input Input() <-
conv1 Conv2d(out_channels=10, kernel_size=5) <- input
pool1 MaxPool2d() <- conv1
relu1 ReLU() <- pool1
conv2 Conv2d(out_channels=20, kernel_size=5) <- relu1
conv2_drop Dropout2d() <- conv2
pool2 MaxPool2d() <- conv2_drop
relu2 ReLU() <- pool2
flatten1 Flatten() <- relu2
fc1 Linear(out_features=50) <- flatten1
relu3 ReLU() <- fc1
dropout1 Dropout() <- relu3
fc2 Linear(out_features=10) <- dropout1
logsoftmax1 LogSoftmax() <- fc2
output Output() <- logsoftmax1
""",
)

PASTED_SEQUENCE = Sample(
    """nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Dropout(p=0.2), nn.Linear(128, 10))""",
    """
input Input() <-
flatten1 Flatten() <- input
linear1 Linear() <- flatten1
relu1 ReLU() <- linear1
dropout1 Dropout(p=0.2) <- relu1
linear2 Linear(out_features=10) <- dropout1
output Output() <- linear2
""",
    ("0: the code expects rows of numbers; Flatten makes them of an image",),
)

NAMED_SEQUENCE = Sample(
    """
from collections import OrderedDict
from torch.nn import Conv2d, Flatten, Linear, ReLU, Sequential
channels = 8
model = Sequential(OrderedDict([
    ("conv", Conv2d(1, channels * 2, 3, padding="same")),
    ("act", ReLU(inplace=True)),
    ("flat", Flatten()),
]))
model.add_module("head", Linear(channels * 2 * 28 ** 2, 10))
""",
    """
input Input() <-
conv Conv2d(out_channels=16, padding='same') <- input
act ReLU() <- conv
flat Flatten() <- act
head Linear(out_features=10) <- flat
output Output() <- head
""",
)

VGG = Sample(
    """
cfg = {"VGG": [8, "M", 16, 16, "M"]}

class VGG(nn.Module):
    def __init__(self, vgg_name, num_classes=10):
        super().__init__()
        self.features = self._make_layers(cfg[vgg_name])
        self.classifier = nn.Sequential(
            nn.Linear(16 * 8 * 8, 64), nn.ReLU(True), nn.Dropout(), nn.Linear(64, num_classes),
        )

    def forward(self, x):
        out = self.features(x)
        out = out.view(out.size(0), -1)
        out = self.classifier(out)
        return out

    def _make_layers(self, cfg):
        layers = []
        in_channels = 3
        for x in cfg:
            if x == "M":
                layers += [nn.MaxPool2d(kernel_size=2, stride=2)]
            else:
                layers += [nn.Conv2d(in_channels, x, kernel_size=3, padding=1),
                           nn.BatchNorm2d(x), nn.ReLU(inplace=True)]
                in_channels = x
        return nn.Sequential(*layers)

def test():
    net = VGG("VGG")
    y = net(torch.randn(2, 3, 32, 32))
""",
    """
input Input(shape=(3, 32, 32)) <-
conv1 Conv2d(out_channels=8, padding='explicit') <- input
norm1 BatchNorm2d() <- conv1
relu1 ReLU() <- norm1
pool1 MaxPool2d(stride=2) <- relu1
conv2 Conv2d(out_channels=16, padding='explicit') <- pool1
norm2 BatchNorm2d() <- conv2
relu2 ReLU() <- norm2
conv3 Conv2d(out_channels=16, padding='explicit') <- relu2
norm3 BatchNorm2d() <- conv3
relu3 ReLU() <- norm3
pool2 MaxPool2d(stride=2) <- relu3
flatten1 Flatten() <- pool2
linear1 Linear(out_features=64) <- flatten1
relu4 ReLU() <- linear1
dropout1 Dropout() <- relu4
linear2 Linear(out_features=10) <- dropout1
output Output() <- linear2
""",
)

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

INCEPTION = Sample(
    """
class Branches(nn.Module):
    def __init__(self, in_channels):
        super().__init__()
        self.branch1x1 = nn.Conv2d(in_channels, 16, kernel_size=1)
        self.branch5x5_1 = nn.Conv2d(in_channels, 16, kernel_size=1)
        self.branch5x5_2 = nn.Conv2d(16, 24, kernel_size=5, padding=2)
        self.branch_pool = nn.Conv2d(in_channels, 24, kernel_size=1)

    def forward(self, x):
        branch1x1 = self.branch1x1(x)
        branch5x5 = self.branch5x5_2(self.branch5x5_1(x))
        branch_pool = F.avg_pool2d(x, kernel_size=3, stride=1, padding=1)
        branch_pool = self.branch_pool(branch_pool)
        outputs = [branch1x1, branch5x5, branch_pool]
        return torch.cat(outputs, dim=1)

class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(1, 10, kernel_size=5)
        self.incep1 = Branches(in_channels=10)
        self.incep2 = Branches(in_channels=64)
        self.mp = nn.MaxPool2d(2)
        self.fc = nn.Linear(64 * 6 * 6, 10)

    def forward(self, x):
        in_size = x.size(0)
        x = F.relu(self.mp(self.conv1(x)))
        x = self.incep1(x)
        x = self.incep2(self.mp(x))
        x = x.view(in_size, -1)
        x = self.fc(x)
        return F.log_softmax(x, dim=1)
""",
    """
input Input() <-
conv1 Conv2d(out_channels=10, kernel_size=5) <- input
mp MaxPool2d() <- conv1
relu1 ReLU() <- mp
incep1 Block(block='Branches') <- relu1
mp_2 MaxPool2d() <- incep1
incep2 Block(block='Branches') <- mp_2
flatten1 Flatten() <- incep2
fc Linear(out_features=10) <- flatten1
logsoftmax1 LogSoftmax() <- fc
output Output() <- logsoftmax1
Branches:
x BlockInput() <-
branch1x1 Conv2d(out_channels=16, kernel_size=1) <- x
branch5x5_1 Conv2d(out_channels=16, kernel_size=1) <- x
branch5x5_2 Conv2d(out_channels=24, kernel_size=5, padding='explicit', padding_size=2) <- branch5x5_1
pool1 AvgPool2d(kernel_size=3, stride=1, padding=1) <- x
branch_pool Conv2d(out_channels=24, kernel_size=1) <- pool1
concat1 Concatenate() <- branch1x1, branch5x5_2, branch_pool
output Output() <- concat1
""",
)
