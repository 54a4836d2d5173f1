"""What the classes of the published datasets are called, in the order of their numbers."""

from string import ascii_lowercase, ascii_uppercase, digits

DIGITS = tuple(digits)
LETTERS = tuple(ascii_lowercase)
"""Small and capital letters are one class."""
BALANCED = (*digits, *ascii_uppercase, *"abdefghnqrt")
"""Small letters that look like their capitals are one class with them."""
KANA = tuple("おきすつなはまやれを")
FASHION = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
CIFAR_10 = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
STL_10 = ("airplane", "bird", "car", "cat", "deer", "dog", "horse", "monkey", "ship", "truck")
_CIFAR_100 = """
apple, aquarium fish, baby, bear, beaver, bed, bee, beetle, bicycle, bottle, bowl, boy, bridge, bus,
butterfly, camel, can, castle, caterpillar, cattle, chair, chimpanzee, clock, cloud, cockroach, couch, crab,
crocodile, cup, dinosaur, dolphin, elephant, flatfish, forest, fox, girl, hamster, house, kangaroo, keyboard,
lamp, lawn mower, leopard, lion, lizard, lobster, man, maple tree, motorcycle, mountain, mouse, mushroom, oak
tree, orange, orchid, otter, palm tree, pear, pickup truck, pine tree, plain, plate, poppy, porcupine, possum,
rabbit, raccoon, ray, road, rocket, rose, sea, seal, shark, shrew, skunk, skyscraper, snail, snake, spider,
squirrel, streetcar, sunflower, sweet pepper, table, tank, telephone, television, tiger, tractor, train,
trout, tulip, turtle, wardrobe, whale, willow tree, wolf, woman, worm
"""
CIFAR_100 = tuple(" ".join(name.split()) for name in _CIFAR_100.split(","))
