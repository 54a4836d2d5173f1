"""The loop of a script: everything that its other parts define, put to work."""

from dataclasses import dataclass

from engine.export.parts.images import augments
from engine.export.parts.loss import HALF, Loss
from engine.export.parts.optimizer import Optimizers
from engine.export.parts.piece import Lines, Piece, indented
from engine.training.config import TrainingConfig

_EVALUATION_BATCH = 500
_AUTOMATIC_DEVICE = '"cuda" if torch.cuda.is_available() else "cpu"'

_EVALUATE = '''
@torch.no_grad()
def evaluate(model, images, labels{weights}, size={evaluation_batch}):
    """Mean loss and share of right answers."""
    model.eval()
    {sums}
    for start in range(0, len(images), size):
        logits, wanted = model(normalise(images[start : start + size])), labels[start : start + size]
{loss}        right += (logits.argmax(1) == wanted).sum().item()
    return loss / {count}, right / len(images)
'''

_ARGUMENTS = """
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, help="folder of {dataset}; else {places}")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("{name}.pt"), help="where the weights go")
    parser.add_argument("--steps", type=int, help="stop after so many steps, printing each one's loss")
    parser.add_argument("--device", default={device})
    arguments = parser.parse_args()
    device = torch.device(arguments.device)
    folders = [arguments.data] if arguments.data else [pathlib.Path(name) for name in {folders}]

    images, labels = (tensor.to(device) for tensor in load(folders, "train"))
    train, validation = (torch.from_numpy(part).to(device) for part in split(labels.cpu().numpy()))
    model = {class_name}()
    initialise(model)
    model = model.to(device)
    if device.type == "cpu":
        model = model.to(memory_format=torch.channels_last)
    else:
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = {tf32}
        torch.backends.cudnn.deterministic = {deterministic}
        torch.backends.cudnn.benchmark = {benchmark}
"""

_END = """
if __name__ == "__main__":
    main()
"""


@dataclass(frozen=True, slots=True)
class Loop:
    """What the loop is made of. ``piece`` holds the lines of all parts, place by place."""

    config: TrainingConfig
    title: str
    class_name: str
    loss: Loss
    optimizers: Optimizers
    piece: Piece
    in_parts: bool
    dataset: str
    folders: tuple[str, ...]

    def source(self) -> str:
        """The functions ``evaluate`` and ``main``."""
        config = self.config
        arguments = _ARGUMENTS.format(
            name="".join(character if character.isalnum() else "-" for character in self.title) or "network",
            device=_AUTOMATIC_DEVICE if config.device == "auto" else f'"{config.device}"',
            class_name=self.class_name,
            tf32=config.precision == "tf32",
            deterministic=config.deterministic,
            benchmark=not config.deterministic,
            dataset=self.dataset,
            places=", ".join(self.folders[:-1]) + ", or this one",
            folders="(" + ", ".join(f'"{folder}"' for folder in self.folders) + ")",
        )
        scaler = ("scaler = torch.amp.GradScaler(device.type)",) if config.precision == "fp16" else ()
        made = indented((*self.optimizers.made, *scaler, *self.piece.prepared), 1)
        return self._evaluate() + "\n" + arguments + made + "\n" + indented(self._epochs(), 1) + "\n" + _END

    def _evaluate(self) -> str:
        loss = self.loss
        lines: Lines
        if loss.is_direct:
            call = loss.mean("logits", "wanted").replace(")", ', reduction="sum").item()')
            sums, lines, count = "loss, right = 0.0, 0", (f"loss += {call}",), "len(images)"
        elif loss.weights:
            sums, count = "loss, count, right = 0.0, 0.0, 0", "count"
            lines = (
                f"lost, weights = {loss.summed('logits', 'wanted')}",
                "loss, count = loss + lost.item(), count + weights.item()",
            )
        else:
            sums, count = "loss, right = 0.0, 0", "len(images)"
            lines = (f"loss += {loss.summed('logits', 'wanted')}[0].item()",)
        return _EVALUATE.format(
            weights=loss.weights,
            evaluation_batch=_EVALUATION_BATCH,
            sums=sums,
            loss=indented(lines, 2),
            count=count,
        )

    def _epochs(self) -> Lines:
        config = self.config
        keeps_best, stops = config.restore_best, config.early_stopping
        start = ["step = 0"] if not keeps_best else ["step, best, kept = 0, None, model.state_dict()"]
        start += ["bar, waited = None, 0"] if stops else []
        return (
            *start,
            "for epoch in range(1, EPOCHS + 1):",
            *_deeper(
                "model.train()",
                "order = torch.from_numpy(permutation(len(train), 3, epoch)).to(device)",
                *self.piece.epoch,
                "total = torch.zeros((), device=device)",
                "for start, stop in batches(len(train)):",
                *_deeper(*self._step()),
                *self.piece.trained,
                *self._end_of_epoch(),
            ),
            *self._end(),
        )

    def _step(self) -> Lines:
        forward = self._in_parts() if self.in_parts else self._at_once()
        scaled = self.config.precision == "fp16"
        names = self.optimizers.names
        return (
            "step += 1",
            "torch.manual_seed(step_seed(step))  # what random layers draw from",
            *forward,
            *(f"scaler.unscale_({name})" for name in names if scaled),
            *self.piece.gradients,
            *self.piece.step,
            *(f"scaler.step({name})" if scaled else f"{name}.step()" for name in names),
            *(("scaler.update()",) if scaled else ()),
            *self.piece.stepped,
            "total += loss.detach() * (stop - start)",
            "if arguments.steps is not None or step % 100 == 0:",
            '    print(f"step {step}: loss {loss.item():.9g}")',
            "if step == arguments.steps:",
            "    return",
        )

    def _inputs(self) -> Lines:
        """From the positions in the order to the batch, changed and mixed as it is asked for."""
        lines = ["chosen = train[order[start:stop]]"]
        if self._is_plain:
            return tuple(lines)
        pixels = "images[chosen]"
        if self._augments:
            pixels = "augment(images[chosen].float(), changes[start:stop])"
        lines.append(f"inputs, wanted = normalise({pixels}), labels[chosen]")
        if self._mixes:
            lines.append("inputs, share = mixing.apply(inputs, mixtures[start // BATCH_SIZE])")
        return tuple(lines)

    @property
    def _augments(self) -> bool:
        return augments(self.config)

    @property
    def _mixes(self) -> bool:
        return bool(self.config.mixup or self.config.cutmix)

    @property
    def _is_plain(self) -> bool:
        """Whether images and loss fit in one line."""
        return self.loss.is_direct and not self._augments and not self._mixes and self.config.precision not in HALF

    def _at_once(self) -> Lines:
        loss = self.loss
        if self._is_plain:
            lines: Lines = (f"loss = {loss.mean('model(normalise(images[chosen]))', 'labels[chosen]')}",)
        elif loss.is_direct and not self._mixes:
            logits = "model(inputs).float()" if self.config.precision in HALF else "model(inputs)"
            lines = self._autocast(f"loss = {loss.mean(logits, 'wanted')}")
        elif loss.is_direct:
            lines = (
                "logits = model(inputs)",
                f"own = {loss.mean('logits', 'wanted')}",
                f"other = {loss.mean('logits', 'wanted.flip(0)')}",
                "loss = share * own + (1 - share) * other",
            )
        else:
            mixed = loss.mixed("model(inputs)", "wanted", "wanted.flip(0)")
            total = mixed if self._mixes else loss.summed("model(inputs)", "wanted")
            lines = (*self._autocast(f"lost, count = {total}"), *loss.bounded, "loss = lost / count")
        return (*self._inputs(), *lines, *self._zero_grad(), f"{self._scaled('loss')}.backward()")

    def _in_parts(self) -> Lines:
        loss = self.loss
        parts, names = ["inputs.split(AT_ONCE)", "wanted.split(AT_ONCE)"], ["part", "right"]
        if self._mixes:
            parts.append("wanted.flip(0).split(AT_ONCE)")
            names.append("other")
        mixed = loss.mixed("model(part)", "right", "other")
        total = mixed if self._mixes else loss.summed("model(part)", "right")
        return (
            *self._inputs(),
            *self._zero_grad(),
            "lost, count = 0, 0",
            f"parts = {', '.join(parts)}",
            f"for {', '.join(names)} in zip(*parts, strict=True):",
            *_deeper(
                *self._autocast(f"part_lost, part_count = {total}"),
                f"{self._scaled('part_lost')}.backward()",
                "lost, count = lost + part_lost.detach(), count + part_count",
            ),
            *loss.bounded,
            "for weight in model.parameters():",
            "    if weight.grad is not None:",
            "        weight.grad /= count",
            "loss = lost / count",
        )

    def _zero_grad(self) -> Lines:
        return tuple(f"{name}.zero_grad(set_to_none=True)" for name in self.optimizers.names)

    def _autocast(self, *lines: str) -> Lines:
        half = HALF.get(self.config.precision)
        return lines if half is None else (f"with torch.autocast(device.type, {half}):", *_deeper(*lines))

    def _scaled(self, loss: str) -> str:
        return f"scaler.scale({loss})" if self.config.precision == "fp16" else loss

    @property
    def _judged(self) -> str:
        """The variable of the network that is validated and kept."""
        return {"none": "model", "ema": "average", "swa": "evaluated"}[self.config.averaging]

    def _end_of_epoch(self) -> Lines:
        config, judged = self.config, self._judged
        score = "(right, -lost)" if config.watched == "accuracy" else "(-lost, right)"
        lines = [
            "score = (-total.item() / len(train),)",
            'line = f"epoch {epoch}: loss {-score[0]:.4f}"',
            *(("evaluated = average if averaged else model",) if config.averaging == "swa" else ()),
            "if len(validation):",
            f"    lost, right = evaluate({judged}, images[validation], labels[validation]{self.loss.weights})",
            f"    score = {score}",
            '    line += f", validation loss {lost:.4f}, accuracy {right:.4f}"',
            "print(line)",
        ]
        copied = f"{{name: tensor.clone() for name, tensor in {judged}.state_dict().items()}}"
        if config.restore_best:
            lines += ["if best is None or score > best:", f"    best, kept = score, {copied}"]
        lines += self.piece.validated
        if config.early_stopping:
            lines += [
                "if bar is None or score[0] > bar + MIN_CHANGE:",
                "    bar, waited = score[0], 0",
                "else:",
                "    waited += 1",
                "if waited >= PATIENCE:",
                '    print(f"no better for {waited} epochs")',
                "    break",
            ]
        return tuple(lines)

    def _end(self) -> Lines:
        kept: Lines = ("model.load_state_dict(kept)",)
        if not self.config.restore_best:
            kept = (f"kept = {self._judged}.state_dict()",)
            kept += ("model.load_state_dict(kept)",) if self._judged != "model" else ()
        given = f'model, *(tensor.to(device) for tensor in load(folders, "t10k")){self.loss.weights}'
        return (
            *kept,
            f"lost, right = evaluate({given})",
            'print(f"test: loss {lost:.4f}, accuracy {right:.4f}")',
            "torch.save({name: tensor.cpu() for name, tensor in kept.items()}, arguments.out)",
        )


def _deeper(*lines: str) -> Lines:
    return tuple("    " + line for line in lines)
