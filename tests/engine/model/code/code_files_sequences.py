"""Files as people write them: sequences and patches, with attention and without."""

BERT_OF_HUGGINGFACE = """
import math
import torch
from torch import nn


class Config:
    def __init__(self, hidden_size=32, num_attention_heads=4, intermediate_size=64, num_hidden_layers=2,
                 hidden_dropout_prob=0.1, layer_norm_eps=1e-12, num_labels=5):
        self.hidden_size = hidden_size
        self.num_attention_heads = num_attention_heads
        self.intermediate_size = intermediate_size
        self.num_hidden_layers = num_hidden_layers
        self.hidden_dropout_prob = hidden_dropout_prob
        self.attention_probs_dropout_prob = hidden_dropout_prob
        self.layer_norm_eps = layer_norm_eps
        self.num_labels = num_labels


class SelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        if config.hidden_size % config.num_attention_heads != 0:
            raise ValueError("The hidden size is not a multiple of the number of attention heads")
        self.num_attention_heads = config.num_attention_heads
        self.attention_head_size = int(config.hidden_size / config.num_attention_heads)
        self.all_head_size = self.num_attention_heads * self.attention_head_size
        self.query = nn.Linear(config.hidden_size, self.all_head_size)
        self.key = nn.Linear(config.hidden_size, self.all_head_size)
        self.value = nn.Linear(config.hidden_size, self.all_head_size)
        self.dropout = nn.Dropout(config.attention_probs_dropout_prob)

    def transpose_for_scores(self, x):
        new_x_shape = x.size()[:-1] + (self.num_attention_heads, self.attention_head_size)
        x = x.view(new_x_shape)
        return x.permute(0, 2, 1, 3)

    def forward(self, hidden_states):
        mixed_query_layer = self.query(hidden_states)
        mixed_key_layer = self.key(hidden_states)
        mixed_value_layer = self.value(hidden_states)
        query_layer = self.transpose_for_scores(mixed_query_layer)
        key_layer = self.transpose_for_scores(mixed_key_layer)
        value_layer = self.transpose_for_scores(mixed_value_layer)
        attention_scores = torch.matmul(query_layer, key_layer.transpose(-1, -2))
        attention_scores = attention_scores / math.sqrt(self.attention_head_size)
        attention_probs = nn.functional.softmax(attention_scores, dim=-1)
        attention_probs = self.dropout(attention_probs)
        context_layer = torch.matmul(attention_probs, value_layer)
        context_layer = context_layer.permute(0, 2, 1, 3).contiguous()
        new_context_layer_shape = context_layer.size()[:-2] + (self.all_head_size,)
        context_layer = context_layer.view(new_context_layer_shape)
        return context_layer


class SelfOutput(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.dense = nn.Linear(config.hidden_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)

    def forward(self, hidden_states, input_tensor):
        hidden_states = self.dense(hidden_states)
        hidden_states = self.dropout(hidden_states)
        hidden_states = self.LayerNorm(hidden_states + input_tensor)
        return hidden_states


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.self = SelfAttention(config)
        self.output = SelfOutput(config)
        self.intermediate = nn.Linear(config.hidden_size, config.intermediate_size)
        self.act = nn.functional.gelu
        self.out = nn.Linear(config.intermediate_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, hidden_states):
        self_outputs = self.self(hidden_states)
        attention_output = self.output(self_outputs, hidden_states)
        layer_output = self.out(self.act(self.intermediate(attention_output)))
        return self.LayerNorm(layer_output + attention_output)


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.embed = nn.Linear(16, config.hidden_size)
        self.layer = nn.ModuleList([Layer(config) for _ in range(config.num_hidden_layers)])
        self.pooler = nn.Linear(config.hidden_size, config.hidden_size)
        self.activation = nn.Tanh()
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)

    def forward(self, inputs):
        hidden_states = self.embed(inputs)
        for i, layer_module in enumerate(self.layer):
            hidden_states = layer_module(hidden_states)
        first_token_tensor = hidden_states[:, 0]
        pooled_output = self.activation(self.pooler(first_token_tensor))
        logits = self.classifier(pooled_output)
        return logits


config = Config()
model = Encoder(config)
model(torch.rand(1, 10, 16))
"""

TEMPORAL_CONVOLUTIONS = """
import torch
import torch.nn as nn


class ResidualBlock(nn.Module):
    def __init__(self, in_ch, out_ch, dilation):
        super().__init__()
        self.conv = nn.Conv1d(in_ch, 2 * out_ch, 3, padding=dilation, dilation=dilation)
        self.skip = nn.Conv1d(in_ch, out_ch, 1) if in_ch != out_ch else None

    def forward(self, x):
        h = self.conv(x)
        gate, filt = h.chunk(2, dim=1)
        out = torch.sigmoid(gate) * torch.tanh(filt)
        res = x if self.skip is None else self.skip(x)
        return out + res


class WaveNet(nn.Module):
    def __init__(self, in_ch=4, width=8, depth=3, n_classes=5):
        super().__init__()
        channels = [in_ch] + [width] * depth
        self.blocks = nn.ModuleList(
            ResidualBlock(a, b, 2 ** i) for i, (a, b) in enumerate(zip(channels[:-1], channels[1:]))
        )
        self.norms = nn.ModuleList([nn.BatchNorm1d(width) for _ in range(depth)])
        self.pool = nn.AvgPool1d(2)
        self.fc = nn.Linear(width, n_classes)

    def forward(self, x):
        for block, norm in zip(self.blocks, self.norms):
            x = norm(block(x))
        x = self.pool(x)
        last = x[:, :, -1]
        return self.fc(last)


net = WaveNet()
print(net(torch.randn(3, 4, 32)).shape)
"""

CRNN = """
import torch
import torch.nn as nn
import torch.nn.functional as F


class BidirectionalLSTM(nn.Module):
    def __init__(self, nIn, nHidden, nOut):
        super(BidirectionalLSTM, self).__init__()
        self.rnn = nn.LSTM(nIn, nHidden, bidirectional=True, batch_first=True)
        self.embedding = nn.Linear(nHidden * 2, nOut)

    def forward(self, input):
        recurrent, _ = self.rnn(input)
        return self.embedding(recurrent)


class CRNN(nn.Module):
    def __init__(self, imgH=16, nc=1, nclass=11, nh=12):
        super(CRNN, self).__init__()
        ks, ps, nm = [3, 3, 3], [1, 1, 1], [8, 16, 24]
        cnn = nn.Sequential()

        def convRelu(i, batchNormalization=False):
            nIn = nc if i == 0 else nm[i - 1]
            nOut = nm[i]
            cnn.add_module('conv{0}'.format(i), nn.Conv2d(nIn, nOut, ks[i], 1, ps[i]))
            if batchNormalization:
                cnn.add_module('batchnorm{0}'.format(i), nn.BatchNorm2d(nOut))
            cnn.add_module('relu{0}'.format(i), nn.ReLU(True))

        convRelu(0)
        cnn.add_module('pooling{0}'.format(0), nn.MaxPool2d(2, 2))
        convRelu(1, True)
        cnn.add_module('pooling{0}'.format(1), nn.MaxPool2d(2, 2))
        convRelu(2)
        cnn.add_module('pooling{0}'.format(2), nn.AdaptiveAvgPool2d((1, 8)))
        self.cnn = cnn
        self.rnn = nn.Sequential(BidirectionalLSTM(24, nh, nh), BidirectionalLSTM(nh, nh, nclass))

    def forward(self, input):
        conv = self.cnn(input)
        b, c, h, w = conv.size()
        assert h == 1, "the height of conv must be 1"
        conv = conv.squeeze(2)
        conv = conv.permute(0, 2, 1)  # [b, w, c]
        output = self.rnn(conv)
        output = F.log_softmax(output, dim=2)
        return output


model = CRNN()
model(torch.rand(2, 1, 16, 32))
"""

MIXER = """
import torch
from torch import nn


class MlpBlock(nn.Module):
    def __init__(self, dim, hidden_dim, dropout=0.):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(dim, hidden_dim), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden_dim, dim), nn.Dropout(dropout)
        )

    def forward(self, x):
        return self.net(x)


class MixerBlock(nn.Module):
    def __init__(self, dim, num_patch, token_dim, channel_dim):
        super().__init__()
        self.ln_token = nn.LayerNorm(dim)
        self.token_mix = MlpBlock(num_patch, token_dim)
        self.ln_channel = nn.LayerNorm(dim)
        self.channel_mix = MlpBlock(dim, channel_dim)

    def forward(self, x):
        out = self.ln_token(x).transpose(1, 2)
        x = x + self.token_mix(out).transpose(1, 2)
        out = self.ln_channel(x)
        x = x + self.channel_mix(out)
        return x


class MLPMixer(nn.Module):
    def __init__(self, in_channels=3, dim=16, num_classes=10, patch_size=8, image_size=32, depth=2):
        super().__init__()
        assert image_size % patch_size == 0, 'Image dimensions must be divisible by the patch size.'
        self.num_patch = (image_size // patch_size) ** 2
        self.to_patch_embedding = nn.Conv2d(in_channels, dim, patch_size, patch_size)
        self.mixer_blocks = nn.ModuleList([])
        for _ in range(depth):
            self.mixer_blocks.append(MixerBlock(dim, self.num_patch, 32, 64))
        self.layer_norm = nn.LayerNorm(dim)
        self.mlp_head = nn.Sequential(nn.Linear(dim, num_classes))

    def forward(self, x):
        x = self.to_patch_embedding(x)
        x = x.reshape(x.shape[0], x.shape[1], -1).permute(0, 2, 1)
        for mixer_block in self.mixer_blocks:
            x = mixer_block(x)
        x = self.layer_norm(x)
        x = x.mean(dim=1)
        return self.mlp_head(x)


if __name__ == "__main__":
    img = torch.ones([1, 3, 32, 32])
    model = MLPMixer()
    out_img = model(img)
"""
