"""Networks as people write them that are made of parts: gates, wrappers, several answers, pretrained networks."""

from tests.engine.model.code.code_corpus import Sample

SEVERAL_ANSWERS = Sample(
    """
class VAE(nn.Module):
    def __init__(self):
        super(VAE, self).__init__()
        self.fc1 = nn.Linear(784, 400)
        self.fc21 = nn.Linear(400, 20)
        self.fc22 = nn.Linear(400, 20)
        self.fc3 = nn.Linear(20, 10)

    def encode(self, x):
        h1 = F.relu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1)

    def forward(self, x):
        mu, logvar = self.encode(x.view(-1, 784))
        return self.fc3(mu), logvar
""",
    """
input Input() <-
flatten1 Flatten() <- input
fc1 Linear(out_features=400) <- flatten1
relu1 ReLU() <- fc1
fc21 Linear(out_features=20) <- relu1
fc22 Linear(out_features=20) <- relu1
fc3 Linear(out_features=10) <- fc21
output Output() <- fc3
""",
    ("VAE.forward returns 2 values; only the first is the output",),
)

GATES = Sample(
    """
class SE(nn.Module):
    def __init__(self, c, r=4):
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(c, c // r, bias=False), nn.ReLU(inplace=True), nn.Linear(c // r, c, bias=False), nn.Sigmoid()
        )

    def forward(self, x):
        b, c, _, _ = x.size()
        y = self.avg_pool(x).view(b, c)
        y = self.fc(y).view(b, c, 1, 1)
        return x * y.expand_as(x)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 32, 3)
        self.se = SE(32)
        self.fc = nn.Linear(32, 10)

    def forward(self, x):
        assert x.dim() == 4
        print(x.shape)
        x = F.relu(self.se(self.conv(x)))
        if self.training:
            x = F.dropout(x, 0.2)
        x = x.mean([2, 3])
        return self.fc(x)
""",
    """
input Input() <-
conv Conv2d() <- input
se Block(block='SE') <- conv
relu1 ReLU() <- se
dropout1 Dropout(p=0.2) <- relu1
pool1 GlobalAvgPool2d() <- dropout1
fc Linear(out_features=10) <- pool1
output Output() <- fc
SE:
x BlockInput() <-
avg_pool AdaptiveAvgPool2d(height=1) <- x
flatten1 Flatten() <- avg_pool
linear1 Linear(out_features=8, bias=False) <- flatten1
relu1 ReLU() <- linear1
linear2 Linear(out_features=32, bias=False) <- relu1
sigmoid1 Sigmoid() <- linear2
reshape1 Reshape(sizes=(32, 1, 1)) <- sigmoid1
multiply1 Multiply() <- x, reshape1
output Output() <- multiply1
""",
    (
        "24: the check is left out",
        "25: the output to the terminal is left out",
        "27: “if self.training” is left out: the layers in it always stand here",
    ),
)

RESIDUAL_WRAPPER = Sample(
    """
class Residual(nn.Module):
    def __init__(self, fn):
        super().__init__()
        self.fn = fn

    def forward(self, x):
        return self.fn(x) + x

def ConvMixer(dim, depth, kernel_size=9, patch_size=7, n_classes=10):
    return nn.Sequential(
        nn.Conv2d(3, dim, kernel_size=patch_size, stride=patch_size),
        nn.GELU(),
        nn.BatchNorm2d(dim),
        *[nn.Sequential(
                Residual(nn.Sequential(
                    nn.Conv2d(dim, dim, kernel_size, groups=dim, padding="same"),
                    nn.GELU(),
                    nn.BatchNorm2d(dim)
                )),
                nn.Conv2d(dim, dim, kernel_size=1),
                nn.GELU(),
                nn.BatchNorm2d(dim)
        ) for i in range(depth)],
        nn.AdaptiveAvgPool2d((1, 1)),
        nn.Flatten(),
        nn.Linear(dim, n_classes)
    )

model = ConvMixer(24, 2, kernel_size=5, patch_size=4)
model(torch.zeros(1, 3, 32, 32))
""",
    """
input Input(shape=(3, 32, 32)) <-
conv1 Conv2d(out_channels=24, kernel_size=4, stride=4) <- input
gelu1 GELU() <- conv1
norm1 BatchNorm2d() <- gelu1
block1 Block(block='Residual') <- norm1
conv2 Conv2d(out_channels=24, kernel_size=1) <- block1
gelu2 GELU() <- conv2
norm2 BatchNorm2d() <- gelu2
block2 Block(block='Residual') <- norm2
conv3 Conv2d(out_channels=24, kernel_size=1) <- block2
gelu3 GELU() <- conv3
norm3 BatchNorm2d() <- gelu3
pool1 AdaptiveAvgPool2d(height=1, width=1) <- norm3
flatten1 Flatten() <- pool1
linear1 Linear(out_features=10) <- flatten1
output Output() <- linear1
Residual:
x BlockInput() <-
conv1 Conv2d(out_channels=24, kernel_size=5, padding='same', groups=24) <- x
gelu1 GELU() <- conv1
norm1 BatchNorm2d() <- gelu1
add1 Add() <- norm1, x
output Output() <- add1
""",
)

TRANSFER = Sample(
    """
from torchvision import models

model_ft = models.resnet18(weights="IMAGENET1K_V1")
for param in model_ft.parameters():
    param.requires_grad = False
num_ftrs = model_ft.fc.in_features
model_ft.fc = nn.Linear(num_ftrs, 2)
model_ft = model_ft.to(device)
""",
    """
input Input(shape=(3, 224, 224)) <-
backbone Backbone(family='resnet18', size=None, grey_to_rgb=False, normalise=False) <- input
fc Linear(out_features=2) <- backbone
output Output() <- fc
""",
)
