from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer
import numpy as np

train = ImageDataGenerator(rescale=1.0 / 255, rotation_range=20).flow_from_directory('train', target_size=(150, 150), class_mode='binary')
for images, labels in train:
    images  #> [?, 150, 150, 3]
    break

ImageDataGenerator().flow(np.zeros((100, 28, 28)), np.zeros(100))  #! error[rank-mismatch]: 4 axes
ImageDataGenerator().flow(np.zeros((100, 28, 28, 1)), np.zeros(90))  #! error[dim-mismatch]: 100 and 90

tokenizer = Tokenizer(num_words=1000)
tokenizer.fit_on_texts(['a cat', 'a dog'])
padded = pad_sequences(tokenizer.texts_to_sequences(['a cat', 'a dog']), maxlen=20)  #> [2, 20]

for batch, ids in keras.utils.image_dataset_from_directory('flowers', image_size=(180, 180), batch_size=16):
    keras.layers.Rescaling(1.0 / 255)(batch)
