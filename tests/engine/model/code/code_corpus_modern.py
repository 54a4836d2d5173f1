"""More networks as people write them: sequences, attention, encoders and decoders, branches."""

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
