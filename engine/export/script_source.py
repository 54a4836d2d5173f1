"""The parts of an exported training script that are the same for every network, as source."""

NAMES = frozenset((
    "BATCH_SIZE", "EPOCHS", "F", "LAYERS", "LEARNING_RATE", "LIMIT_TRAIN", "MEAN", "METHODS", "OWN", "SEED",
    "STD", "VALIDATION_SPLIT", "WEIGHT_DECAY", "argparse", "batches", "draw", "draw_backbone", "evaluate",
    "groups", "gzip", "initialise", "load", "main", "math", "nn", "normalise", "np", "pathlib", "permutation",
    "read_idx", "redraw", "split", "struct", "sys", "torch",
))  # fmt: skip
"""What scripts define and import; the classes of networks and blocks need other names."""

IMPORTS = ("import argparse", "import gzip", "import math", "import pathlib", "import struct", "import sys")
"""Of Python's own modules."""

HEAD = '''"""{title}: trains the network below on {dataset}, by itself.

Needs {needed}, and the four files of {dataset} in the folder --data. For the same seed it computes the same
losses as the training in Netwright that it was exported from.
"""

{imports}

SEED = {seed}
EPOCHS = {epochs}
BATCH_SIZE = {batch_size}
LEARNING_RATE = {learning_rate!r}
WEIGHT_DECAY = {weight_decay!r}
VALIDATION_SPLIT = {validation_split!r}
LIMIT_TRAIN = {limit_train!r}
MEAN, STD = {mean!r}, {std!r}
'''

DATA = '''
def read_idx(folders, name):
    """An array from a file in the IDX format, packed by gzip or not."""
    places = (f"{name}.gz", name, f"MNIST/raw/{name}", f"MNIST/raw/{name}.gz")
    for path in (folder / place for folder in folders for place in places):
        if path.is_file():
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            dimensions = content[3]
            shape = struct.unpack(f">{dimensions}I", content[4 : 4 + 4 * dimensions])
            return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)
    found = " or ".join(str(folder) for folder in folders)
    sys.exit(f"{name} is not in {found}: put the four files of MNIST there, or name their folder by --data.")


def load(folders, which):
    """Images as uint8 [N, 1, 28, 28] and labels as int64 [N]."""
    images = read_idx(folders, f"{which}-images-idx3-ubyte")[:, None].copy()
    labels = read_idx(folders, f"{which}-labels-idx1-ubyte").astype(np.int64)
    return torch.from_numpy(images), torch.from_numpy(labels)


def normalise(images):
    """Pixels as float32 with the training images' mean 0 and deviation 1."""
    std = torch.tensor(STD, dtype=torch.float64).view(-1, 1, 1)
    mean = torch.tensor(MEAN, dtype=torch.float64).view(-1, 1, 1)
    scale, shift = (1 / (255 * std)).to(images.device, torch.float32), (-mean / std).to(images.device, torch.float32)
    return images.to(torch.float32).mul_(scale).add_(shift)


def permutation(count, stream, number=0):
    """A random order that follows from the seed alone, the same on every machine."""
    key = np.array([SEED, (stream << 48) | number], dtype=np.uint64)
    return np.argsort(np.random.Philox(key=key).random_raw(count), kind="stable")


def split(count):
    """Positions of the images to train on, and of those kept aside for validation."""
    chosen = np.arange(count)
    if LIMIT_TRAIN is not None and LIMIT_TRAIN < count:
        chosen = np.sort(permutation(count, 1)[:LIMIT_TRAIN])
    aside = round(len(chosen) * VALIDATION_SPLIT)
    if VALIDATION_SPLIT > 0:
        aside = min(max(aside, 1), len(chosen) - 1)
    order = chosen[permutation(len(chosen), 2)]
    return np.sort(order[aside:]), np.sort(order[:aside])


def batches(count):
    """Where each batch starts and ends; a single image left over joins the batch before it."""
    starts = list(range(0, count, BATCH_SIZE))
    if BATCH_SIZE > 1 and len(starts) > 1 and count - starts[-1] == 1:
        del starts[-1]
    return list(zip(starts, [*starts[1:], count], strict=True))
'''

INITIALISE = '''
@torch.no_grad()
def initialise(model):
    """First weights from a generator of their own, layer by layer in order of computation."""
    generator = torch.Generator().manual_seed(SEED)
    for name in LAYERS:
        layer = model.get_submodule(name)
{backbones}        for part in layer.modules():
            draw(part, generator)
        for part in layer.modules():
            if isinstance(part, nn.MultiheadAttention) and part.out_proj.bias is not None:
                part.out_proj.bias.zero_()
{methods}

def draw(part, generator):
    """Weights as PyTorch's own modules draw them."""
    if isinstance(part, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.ConvTranspose2d)):
        bound = 1 / math.sqrt(part.weight[0].numel())
        for weight in part.parameters(recurse=False):
            weight.uniform_(-bound, bound, generator=generator)
    elif isinstance(part, nn.RNNBase):
        bound = 1 / math.sqrt(part.hidden_size)
        for weight in part.parameters(recurse=False):
            weight.uniform_(-bound, bound, generator=generator)
    elif isinstance(part, nn.MultiheadAttention):
        for weight in (part.in_proj_weight, part.q_proj_weight, part.k_proj_weight, part.v_proj_weight):
            if weight is not None:
                nn.init.xavier_uniform_(weight, generator=generator)
        if part.in_proj_bias is not None:
            part.in_proj_bias.zero_()
    elif isinstance(part, nn.Embedding):
        part.weight.normal_(0, 0.02, generator=generator)
'''

BACKBONES = """        if isinstance(layer, PretrainedBackbone):
            draw_backbone(layer.model, generator)
            continue
"""

DRAW_BACKBONE = '''

def draw_backbone(backbone, generator):
    """Weights of a pretrained network that starts from random ones instead."""
    for part in backbone.modules():
        if isinstance(part, nn.Conv2d):
            nn.init.kaiming_normal_(part.weight, mode="fan_out", nonlinearity="relu", generator=generator)
        elif isinstance(part, nn.Linear):
            nn.init.xavier_uniform_(part.weight, generator=generator)
        elif isinstance(part, nn.MultiheadAttention):
            for inner in part.modules():
                draw(inner, generator)
        if isinstance(part, (nn.Conv2d, nn.Linear)) and part.bias is not None:
            part.bias.zero_()
        elif isinstance(part, (nn.BatchNorm2d, nn.LayerNorm)):
            part.reset_parameters()
    for name, weight in backbone.named_parameters():
        if name == "class_token":
            weight.zero_()
        elif name == "encoder.pos_embedding":
            weight.normal_(0, 0.02, generator=generator)
'''

METHODS = """        if name in METHODS:
            for part in layer.modules():
                redraw(part, METHODS[name], generator)
"""

REDRAW = '''

def redraw(part, method, generator):
    """Weight matrices by another method, gate by gate where several share a tensor; biases become zero."""
    matrices = []
    if isinstance(part, nn.MultiheadAttention):
        for weight in (part.in_proj_weight, part.q_proj_weight, part.k_proj_weight, part.v_proj_weight):
            matrices += [] if weight is None else torch.split(weight, part.embed_dim)
        if part.out_proj.bias is not None:
            part.out_proj.bias.zero_()
    elif isinstance(part, nn.RNNBase):
        for weight in part.parameters():
            matrices += torch.split(weight, part.hidden_size) if weight.dim() > 1 else []
            if weight.dim() < 2:
                weight.zero_()
    elif isinstance(part, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.ConvTranspose2d)):
        matrices = [part.weight]
        if part.bias is not None:
            part.bias.zero_()
    elif isinstance(part, nn.Embedding) and method == "zeros":
        part.weight.zero_()
    for matrix in matrices:
        if method == "kaiming":
            nn.init.kaiming_normal_(matrix, nonlinearity="relu", generator=generator)
        elif method == "xavier":
            nn.init.xavier_uniform_(matrix, generator=generator)
        elif method == "orthogonal":
            nn.init.orthogonal_(matrix, generator=generator)
        elif method == "normal":
            matrix.normal_(0, 0.02, generator=generator)
        else:
            matrix.zero_()
'''

GROUPS = '''
def groups(model):
    """The weights that learn; layers with a rate or penalties of their own apart."""
    found, own = [], set()
    for name, settings in OWN.items():
        weights = [weight for weight in model.get_submodule(name).parameters() if weight.requires_grad]
        own |= set(map(id, weights))
        if weights:
            found.append({"params": weights, **settings})
    rest = [weight for weight in model.parameters() if weight.requires_grad and id(weight) not in own]
    return [{"params": rest}, *found] if rest else found
'''

PLAIN_GROUPS = '''
def groups(model):
    """The weights that learn."""
    return [weight for weight in model.parameters() if weight.requires_grad]
'''

PENALTY = """            for group in optimizer.param_groups:
                for weight in group["params"] if group.get("l1") else ():
                    weight.grad.add_(weight.sign(), alpha=group["l1"])
"""

TRAIN = '''
@torch.no_grad()
def evaluate(model, images, labels, size={evaluation_batch}):
    """Mean loss and share of right answers."""
    model.eval()
    loss, right = 0.0, 0
    for start in range(0, len(images), size):
        logits, wanted = model(normalise(images[start : start + size])), labels[start : start + size]
        loss += F.cross_entropy(logits, wanted, reduction="sum").item()
        right += (logits.argmax(1) == wanted).sum().item()
    return loss / len(images), right / len(images)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, help="folder of MNIST; else resources/mnist, data, or this one")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("{name}.pt"), help="where the weights go")
    parser.add_argument("--steps", type=int, help="stop after so many steps, printing each one's loss")
    parser.add_argument("--device", default={device})
    arguments = parser.parse_args()
    device = torch.device(arguments.device)
    folders = [arguments.data] if arguments.data else [pathlib.Path(name) for name in ("resources/mnist", "data", ".")]

    images, labels = (tensor.to(device) for tensor in load(folders, "train"))
    train, validation = (torch.from_numpy(part).to(device) for part in split(len(images)))
    model = {class_name}()
    initialise(model)
    model = model.to(device)
    if device.type == "cpu":
        model = model.to(memory_format=torch.channels_last)
    else:
        torch.backends.cudnn.deterministic = True
        torch.backends.cudnn.benchmark = False
    optimizer = {optimizer}
    torch.manual_seed(SEED ^ 0x6E657477)  # what Dropout draws from

    step, best, kept = 0, None, model.state_dict()
    for epoch in range(1, EPOCHS + 1):
        model.train()
        order = torch.from_numpy(permutation(len(train), 3, epoch)).to(device)
        total = torch.zeros((), device=device)
        for start, stop in batches(len(train)):
            chosen = train[order[start:stop]]
            loss = F.cross_entropy(model(normalise(images[chosen])), labels[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
{penalty}            optimizer.step()
            step += 1
            total += loss.detach() * (stop - start)
            if arguments.steps is not None or step % 100 == 0:
                print(f"step {{step}}: loss {{loss.item():.9g}}")
            if step == arguments.steps:
                return
        score = (-total.item() / len(train),)
        line = f"epoch {{epoch}}: loss {{-score[0]:.4f}}"
        if len(validation):
            lost, right = evaluate(model, images[validation], labels[validation])
            score = (right, -lost)
            line += f", validation loss {{lost:.4f}}, accuracy {{right:.4f}}"
        print(line)
        if best is None or score > best:
            best, kept = score, {{name: tensor.clone() for name, tensor in model.state_dict().items()}}
    model.load_state_dict(kept)
    lost, right = evaluate(model, *(tensor.to(device) for tensor in load(folders, "t10k")))
    print(f"test: loss {{lost:.4f}}, accuracy {{right:.4f}}")
    torch.save({{name: tensor.cpu() for name, tensor in kept.items()}}, arguments.out)


if __name__ == "__main__":
    main()
'''
