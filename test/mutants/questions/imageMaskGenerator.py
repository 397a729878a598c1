import numpy as np
from tensorflow.keras.utils import Sequence
from tensorflow.keras.layers import *
from tensorflow.keras.models import Model

class DataGen(Sequence):
    def __init__(self, ids, batch_size=4, image_size=64):
        super().__init__()
        self.ids = ids
        self.batch_size = batch_size
        self.image_size = image_size

    def __len__(self):
        return int(np.ceil(len(self.ids) / float(self.batch_size)))

    def __getitem__(self, index):
        batch = self.ids[index * self.batch_size:(index + 1) * self.batch_size]
        image, mask = [], []
        for _ in batch:
            image.append(np.random.rand(self.image_size, self.image_size, 3))
            mask.append(np.random.randint(0, 2, (self.image_size, self.image_size)))
        return np.array(image), np.array(mask).astype('float32')

inp = Input((64, 64, 3))
x = Conv2D(8, 3, padding='same', activation='relu')(inp)
x = MaxPool2D()(x)
x = Conv2D(8, 3, padding='same', activation='relu')(x)
out = Conv2D(1, 1, activation='sigmoid')(x)
model = Model(inp, out)
model.compile('adam', 'binary_crossentropy')
model.fit(DataGen(list(range(16))), epochs=1)
