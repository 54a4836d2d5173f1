"""How a script draws first weights, as source."""

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
