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
