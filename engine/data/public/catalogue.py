"""The published datasets: what they are, as plain data; nothing here looks at a disk or a network."""

from __future__ import annotations

from dataclasses import dataclass

from engine.data.catalog import DatasetInfo
from engine.data.public.cifar import CifarFiles
from engine.data.public.classes import BALANCED, CIFAR_10, CIFAR_100, DIGITS, FASHION, KANA, LETTERS, STL_10
from engine.data.public.files import Source
from engine.data.public.idx_files import IdxFiles
from engine.data.public.others import StlFiles, SvhnFiles, UspsFiles

_GREY, _COLOURS = (1, 28, 28), (3, 32, 32)
_NONE_STATED = "none stated"


@dataclass(frozen=True, slots=True)
class PublicDataset:
    """``megabytes`` are those of its download; ``mean`` and ``std`` of its description are the published figures.

    ``origin`` is torchvision's name for it. ``folders`` are where its files lie below a folder of datasets,
    torchvision's own place first; datasets that share their files share the last one.
    """

    info: DatasetInfo
    megabytes: int
    origin: str
    source: Source
    folders: tuple[str, ...]

    @property
    def downloads(self) -> str:
        """The folder for its downloaded files, below that of all downloads."""
        return self.folders[-1]


def _idx(prefix: str = "") -> IdxFiles:
    return IdxFiles(
        train=(f"{prefix}train-images-idx3-ubyte", f"{prefix}train-labels-idx1-ubyte"),
        test=(f"{prefix}t10k-images-idx3-ubyte", f"{prefix}t10k-labels-idx1-ubyte"),
    )


def _emnist(split: str, classes: tuple[str, ...], counts: tuple[int, int], mean: float, std: float) -> PublicDataset:
    stem = f"emnist-{split}"
    return PublicDataset(
        DatasetInfo(
            name=stem,
            title=f"EMNIST {split.capitalize()}",
            classes=classes,
            image_shape=_GREY,
            mean=(mean,),
            std=(std,),
            train_images=counts[0],
            test_images=counts[1],
            licence="none stated; NIST Special Database 19 is in the public domain",
            citation="G. Cohen, S. Afshar, J. Tapson, A. van Schaik. EMNIST: an extension of MNIST to handwritten "
            "letters. arXiv:1702.05373, 2017.",
            centred_ink=True,
        ),
        megabytes=536,
        origin="EMNIST",
        source=IdxFiles(
            train=(f"{stem}-train-images-idx3-ubyte", f"{stem}-train-labels-idx1-ubyte"),
            test=(f"{stem}-test-images-idx3-ubyte", f"{stem}-test-labels-idx1-ubyte"),
            archive="gzip.zip",
            transposed=True,
            first_label=1 if split == "letters" else 0,
        ),
        folders=("EMNIST/raw", "emnist"),
    )


_ALL = (
    PublicDataset(
        DatasetInfo(
            name="fashion-mnist",
            title="Fashion-MNIST",
            classes=FASHION,
            image_shape=_GREY,
            mean=(0.2860,),
            std=(0.3530,),
            train_images=60_000,
            test_images=10_000,
            licence="MIT",
            citation="H. Xiao, K. Rasul, R. Vollgraf. Fashion-MNIST: a novel image dataset for benchmarking machine "
            "learning algorithms. arXiv:1708.07747, 2017.",
        ),
        megabytes=29,
        origin="FashionMNIST",
        source=_idx(),
        folders=("FashionMNIST/raw", "fashion-mnist"),
    ),
    PublicDataset(
        DatasetInfo(
            name="kmnist",
            title="Kuzushiji-MNIST",
            classes=KANA,
            image_shape=_GREY,
            mean=(0.1918,),
            std=(0.3483,),
            train_images=60_000,
            test_images=10_000,
            licence="CC BY-SA 4.0",
            citation="T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto, D. Ha. Deep learning for "
            "classical Japanese literature. arXiv:1812.01718, 2018.",
        ),
        megabytes=20,
        origin="KMNIST",
        source=_idx(),
        folders=("KMNIST/raw", "kmnist"),
    ),
    PublicDataset(
        DatasetInfo(
            name="qmnist",
            title="QMNIST",
            classes=DIGITS,
            image_shape=_GREY,
            mean=(0.1307,),
            std=(0.3081,),
            train_images=60_000,
            test_images=60_000,
            licence="BSD-3-Clause",
            citation="C. Yadav, L. Bottou. Cold case: the lost MNIST digits. NeurIPS, 2019.",
            centred_ink=True,
        ),
        megabytes=20,
        origin="QMNIST",
        source=IdxFiles(
            train=("qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx2-int"),
            test=("qmnist-test-images-idx3-ubyte", "qmnist-test-labels-idx2-int"),
            wide_labels=True,
        ),
        folders=("QMNIST/raw", "qmnist"),
    ),
    _emnist("letters", LETTERS, (124_800, 20_800), 0.1722, 0.3309),
    _emnist("balanced", BALANCED, (112_800, 18_800), 0.1751, 0.3332),
    _emnist("digits", DIGITS, (240_000, 40_000), 0.1733, 0.3317),
    PublicDataset(
        DatasetInfo(
            name="usps",
            title="USPS",
            classes=DIGITS,
            image_shape=(1, 16, 16),
            mean=(0.2469,),
            std=(0.2989,),
            train_images=7_291,
            test_images=2_007,
            licence=_NONE_STATED,
            citation="J. J. Hull. A database for handwritten text recognition research. IEEE Transactions on Pattern "
            "Analysis and Machine Intelligence 16(5), 1994.",
        ),
        megabytes=8,
        origin="USPS",
        source=UspsFiles(),
        folders=(".", "usps"),
    ),
    PublicDataset(
        DatasetInfo(
            name="svhn",
            title="SVHN",
            classes=DIGITS,
            image_shape=_COLOURS,
            mean=(0.4377, 0.4438, 0.4728),
            std=(0.1980, 0.2010, 0.1970),
            train_images=73_257,
            test_images=26_032,
            licence="for non-commercial use",
            citation="Y. Netzer, T. Wang, A. Coates, A. Bissacco, B. Wu, A. Y. Ng. Reading digits in natural images "
            "with unsupervised feature learning. NIPS workshop, 2011.",
        ),
        megabytes=235,
        origin="SVHN",
        source=SvhnFiles(),
        folders=(".", "svhn"),
    ),
    PublicDataset(
        DatasetInfo(
            name="cifar-10",
            title="CIFAR-10",
            classes=CIFAR_10,
            image_shape=_COLOURS,
            mean=(0.4914, 0.4822, 0.4465),
            std=(0.2470, 0.2435, 0.2616),
            train_images=50_000,
            test_images=10_000,
            licence=_NONE_STATED,
            citation="A. Krizhevsky. Learning multiple layers of features from tiny images. 2009.",
        ),
        megabytes=163,
        origin="CIFAR10",
        source=CifarFiles(
            archive="cifar-10-python.tar.gz",
            folder="cifar-10-batches-py",
            train=tuple(f"data_batch_{number}" for number in range(1, 6)),
            test=("test_batch",),
            labels=b"labels",
        ),
        folders=(".", "cifar-10"),
    ),
    PublicDataset(
        DatasetInfo(
            name="cifar-100",
            title="CIFAR-100",
            classes=CIFAR_100,
            image_shape=_COLOURS,
            mean=(0.5071, 0.4865, 0.4409),
            std=(0.2673, 0.2564, 0.2762),
            train_images=50_000,
            test_images=10_000,
            licence=_NONE_STATED,
            citation="A. Krizhevsky. Learning multiple layers of features from tiny images. 2009.",
        ),
        megabytes=161,
        origin="CIFAR100",
        source=CifarFiles(
            archive="cifar-100-python.tar.gz",
            folder="cifar-100-python",
            train=("train",),
            test=("test",),
            labels=b"fine_labels",
        ),
        folders=(".", "cifar-100"),
    ),
    PublicDataset(
        DatasetInfo(
            name="stl-10",
            title="STL-10",
            classes=STL_10,
            image_shape=(3, 96, 96),
            mean=(0.4467, 0.4398, 0.4066),
            std=(0.2603, 0.2566, 0.2713),
            train_images=5_000,
            test_images=8_000,
            licence=_NONE_STATED,
            citation="A. Coates, H. Lee, A. Y. Ng. An analysis of single-layer networks in unsupervised feature "
            "learning. AISTATS, 2011.",
        ),
        megabytes=2518,
        origin="STL10",
        source=StlFiles(),
        folders=(".", "stl-10"),
    ),
)

PUBLIC: dict[str, PublicDataset] = {dataset.info.name: dataset for dataset in _ALL}
