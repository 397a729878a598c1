#- framework: keras
import dataclasses
from collections import Counter

import keras
from project.config import definitions

before, after = {'lr': 0.1, 'units': 8}, {'units': 16}
for name in before.keys() | after.keys():
    print(name, before.get(name), after.get(name))
print(before.keys() & after.keys(), before.items() - after.items(), before.keys().isdisjoint(after))
common = Counter('abca') & Counter('ac')
more = Counter('abca') - Counter('ac') + Counter('d')


# A base that nobody sees may have fields.
@dataclasses.dataclass
class DataConfig(definitions.DataConfig):
    size: int = 32


config = DataConfig(size=64, drop_remainder=True)
model = keras.Sequential([keras.Input((config.size,)), keras.layers.Dense(config.classes)])
