"""More networks as people write them: sequences, attention, encoders and decoders, gates, and loops over blocks."""

from tests.engine.model.code.code_corpus import Sample

ROW_LSTM = Sample(
    """
class RNN(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers, num_classes):
        super(RNN, self).__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.lstm = nn.LSTM(input_size, hidden_size, num_layers, batch_first=True)
        self.fc = nn.Linear(hidden_size, num_classes)

    def forward(self, x):
        # Set initial hidden and cell states
        h0 = torch.zeros(self.num_layers, x.size(0), self.hidden_size).to(device)
        c0 = torch.zeros(self.num_layers, x.size(0), self.hidden_size).to(device)
        out, _ = self.lstm(x, (h0, c0))
        out = self.fc(out[:, -1, :])
        return out

sequence_length = 28
input_size = 28
hidden_size = 64
num_layers = 2
num_classes = 10
model = RNN(input_size, hidden_size, num_layers, num_classes).to(device)
for epoch in range(1000):
    for i, (images, labels) in enumerate(train_loader):
        images = images.reshape(-1, sequence_length, input_size).to(device)
""",
    """
input Input() <-
rows1 Rows() <- input
lstm LSTM(hidden_size=64, num_layers=2) <- rows1
fc Linear(out_features=10) <- lstm
output Output() <- fc
""",
    ("0: the code expects rows of numbers; Rows makes them of an image",),
)

HIDDEN_STATE = Sample(
    """
class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(input_size=28, hidden_size=32, batch_first=True, bidirectional=True)
        self.head = nn.Linear(64, 10)

    def forward(self, image):
        rows = image.squeeze(1)
        _, h_n = self.gru(rows)
        both = torch.cat([h_n[-2], h_n[-1]], dim=1)
        return self.head(both)
""",
    """
input Input() <-
rows Rows() <- input
gru GRU(hidden_size=32, bidirectional=True) <- rows
head Linear(out_features=10) <- gru
output Output() <- head
""",
)

SEQUENCE_AND_LAST = Sample(
    """
class Both(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 16, batch_first=True)
        self.fc = nn.Linear(32, 10)

    def forward(self, x):
        x = x.view(-1, 28, 28)
        out, (h, c) = self.lstm(x)
        x = torch.cat((out.mean(dim=1), h[-1]), 1)
        return self.fc(x)
""",
    """
input Input() <-
reshape1 Reshape(sizes=(28, 28)) <- input
lstm LSTM(hidden_size=16, output='sequence') <- reshape1
take1 TakeToken(index=-1) <- lstm
mean1 MeanOverTokens() <- lstm
concat1 Concatenate() <- mean1, take1
fc Linear(out_features=10) <- concat1
output Output() <- fc
""",
)

VISION_TRANSFORMER = Sample(
    """
class Attention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.attn = nn.MultiheadAttention(dim, heads, batch_first=True)

    def forward(self, x):
        x, _ = self.attn(x, x, x)
        return x

class Encoder(nn.Module):
    def __init__(self, dim, heads, mlp, p=0.1):
        super().__init__()
        self.norm1 = nn.LayerNorm(dim)
        self.attn = Attention(dim, heads)
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = nn.Sequential(nn.Linear(dim, mlp), nn.GELU(), nn.Dropout(p), nn.Linear(mlp, dim))

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        x = x + self.mlp(self.norm2(x))
        return x

class ViT(nn.Module):
    def __init__(self, image_size=32, patch_size=4, dim=64, depth=6, heads=4, num_classes=10):
        super().__init__()
        assert image_size % patch_size == 0
        num_patches = (image_size // patch_size) ** 2
        self.patch = nn.Conv2d(3, dim, kernel_size=patch_size, stride=patch_size)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, dim))
        self.pos = nn.Parameter(torch.randn(1, num_patches + 1, dim) * 0.02)
        self.blocks = nn.ModuleList([Encoder(dim, heads, dim * 4) for _ in range(depth)])
        self.norm = nn.LayerNorm(dim)
        self.head = nn.Linear(dim, num_classes)
        nn.init.trunc_normal_(self.cls_token, std=0.02)

    def forward(self, x):
        B = x.shape[0]
        x = self.patch(x).flatten(2).transpose(1, 2)
        cls = self.cls_token.expand(B, -1, -1)
        x = torch.cat((cls, x), dim=1)
        x = x + self.pos
        for blk in self.blocks:
            x = blk(x)
        x = self.norm(x)
        return self.head(x[:, 0])
""",
    """
input Input(shape=(3, 32, 32)) <-
patch PatchEmbedding() <- input
cls_token ClassToken() <- patch
pos PositionalEmbedding() <- cls_token
blocks Block(block='Encoder', repeat=6) <- pos
norm LayerNorm() <- blocks
take1 TakeToken() <- norm
head Linear(out_features=10) <- take1
output Output() <- head
Attention:
x BlockInput() <-
attn MultiheadAttention() <- x
output Output() <- attn
Encoder:
x BlockInput() <-
norm1 LayerNorm() <- x
attn Block(block='Attention') <- norm1
add1 Add() <- x, attn
norm2 LayerNorm() <- add1
linear1 Linear(out_features=256) <- norm2
gelu1 GELU() <- linear1
dropout1 Dropout(p=0.1) <- gelu1
linear2 Linear(out_features=64) <- dropout1
add2 Add() <- add1, linear2
output Output() <- add2
""",
)

TRANSFORMER_ENCODER = Sample(
    """
class Model(nn.Module):
    def __init__(self, d_model=64, nhead=4, layers=2):
        super().__init__()
        self.embed = nn.Linear(28, d_model)
        self.pos = nn.Parameter(torch.zeros(1, 28, d_model))
        layer = nn.TransformerEncoderLayer(d_model=d_model, nhead=nhead, dim_feedforward=128)
        self.encoder = nn.TransformerEncoder(layer, num_layers=layers)
        self.fc = nn.Linear(d_model, 10)

    def forward(self, x):
        x = x.squeeze(1)
        x = self.embed(x) + self.pos
        x = self.encoder(x)
        x = x.mean(dim=1)
        return self.fc(x)
""",
    """
input Input() <-
rows1 Rows() <- input
embed Linear(out_features=64) <- rows1
pos PositionalEmbedding() <- embed
encoder1 TransformerEncoderLayer(dim_feedforward=128) <- pos
encoder2 TransformerEncoderLayer(dim_feedforward=128) <- encoder1
mean1 MeanOverTokens() <- encoder2
fc Linear(out_features=10) <- mean1
output Output() <- fc
""",
    ("7: TransformerEncoderLayer: the batch comes first here, as with batch_first=True",),
)

AUTOENCODER = Sample(
    """
class AutoEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 16, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.ReLU()
        )
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(32, 16, 3, stride=2, padding=1, output_padding=1),
            nn.ReLU(),
            nn.ConvTranspose2d(16, 1, 3, stride=2, padding=1, output_padding=1),
            nn.Sigmoid(),
        )

    def forward(self, x):
        z = self.encoder(x)
        return self.decoder(z)
""",
    """
input Input() <-
conv1 Conv2d(out_channels=16, stride=2, padding='explicit') <- input
relu1 ReLU() <- conv1
conv2 Conv2d(stride=2, padding='explicit') <- relu1
relu2 ReLU() <- conv2
deconv1 ConvTranspose2d(out_channels=16, kernel_size=3, padding=1, output_padding=1) <- relu2
relu3 ReLU() <- deconv1
deconv2 ConvTranspose2d(out_channels=1, kernel_size=3, padding=1, output_padding=1) <- relu3
sigmoid1 Sigmoid() <- deconv2
output Output() <- sigmoid1
""",
)

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
