"""How a script reads the images: MNIST's four files, or those that an imported or downloaded dataset has become."""

from dataclasses import dataclass

from engine.data.catalog import DatasetInfo, is_built_in
from engine.data.drawings import is_drawings
from engine.export.parts.data import NORMALISE_FEATURES, NORMALISE_PIXELS
from engine.text import QT_TRANSLATE_NOOP, NetwrightError


@dataclass(frozen=True, slots=True)
class Reading:
    """The source of ``load(folders, which)`` and of ``normalise(images)``, the modules that they import.

    ``folders`` are where the script looks by itself.
    """

    source: str
    normalise: str
    imports: tuple[str, ...]
    folders: tuple[str, ...]


def reading(info: DatasetInfo) -> Reading:
    """How the images of a dataset are read without this program; raises :class:`NetwrightError` for drawings."""
    if is_drawings(info.name):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "A script cannot read your drawings: they are kept as strokes."),
            QT_TRANSLATE_NOOP("engine", "Export the script of a run on another dataset."),
        )
    if is_built_in(info.name):
        imports = ("import gzip", "import struct")
        if info.name == "mnist-pen":
            return Reading(_MNIST + _PEN, NORMALISE_PIXELS, imports, ("resources/mnist", "resources/pen", "data", "."))
        return Reading(_MNIST, NORMALISE_PIXELS, imports, ("resources/mnist", "data", "."))
    what = "Features as float64 [N, features]" if info.has_features else "Images as uint8 [N, C, H, W]"
    source = _OWN.replace("EXAMPLES", what).replace("DTYPE", '"<f8"' if info.has_features else "np.uint8")
    source = source.replace("IMAGE_SHAPE", repr(info.image_shape)).replace("NAME", info.name)
    normalise = NORMALISE_FEATURES if info.has_features else NORMALISE_PIXELS
    return Reading(source, normalise, (), (f"datasets/{info.name}", f"catalogue/{info.name}", info.name, "."))


_MNIST = '''
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
    sys.exit(f"{name} is not in {found}: put the files of the dataset there, or name their folder by --data.")


def load(folders, which):
    """Images as uint8 [N, 1, 28, 28] and labels as int64 [N]."""
    images = read_idx(folders, f"{which}-images-idx3-ubyte")[:, None].copy()
    labels = read_idx(folders, f"{which}-labels-idx1-ubyte").astype(np.int64)
    return torch.from_numpy(images), torch.from_numpy(labels)
'''

_PEN = '''

load_mnist = load


def load(folders, which):
    """MNIST's images and labels, and for training those of the digits drawn with a pen behind them."""
    images, labels = load_mnist(folders, which)
    if which == "train":
        drawn, digits = load_mnist(folders, "pen")
        images, labels = torch.cat([images, drawn]), torch.cat([labels, digits])
    return images, labels
'''

_OWN = '''
def load(folders, which):
    """EXAMPLES and labels as int64 [N]."""
    part = "test" if which == "t10k" else which
    for folder in folders:
        if (folder / f"{part}_images.bin").is_file():
            images = np.fromfile(folder / f"{part}_images.bin", DTYPE).reshape(-1, *IMAGE_SHAPE)
            labels = np.fromfile(folder / f"{part}_labels.bin", "<i8").astype(np.int64)
            return torch.from_numpy(images), torch.from_numpy(labels)
    found = " or ".join(str(folder) for folder in folders)
    sys.exit(f"{part}_images.bin is not in {found}: name the folder of the dataset NAME by --data.")
'''
