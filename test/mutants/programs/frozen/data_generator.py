# Generator class for data that does not fit into memory
import numpy as np
import keras
from keras.models import Sequential
from keras.layers import Dense, Conv3D, Flatten, MaxPooling3D, Input


class DataGenerator(keras.utils.PyDataset):
    'Generates data for Keras'

    def __init__(self, list_IDs, labels, batch_size=4, dim=(16, 16, 16), n_channels=1,
                 n_classes=6, shuffle=True, **kwargs):
        'Initialization'
        super().__init__(**kwargs)
        self.dim = dim
        self.batch_size = batch_size
        self.labels = labels
        self.list_IDs = list_IDs
        self.n_channels = n_channels
        self.n_classes = n_classes
        self.shuffle = shuffle
        self.on_epoch_end()

    def __len__(self):
        'Denotes the number of batches per epoch'
        return int(np.floor(len(self.list_IDs) / self.batch_size))

    def __getitem__(self, index):
        'Generate one batch of data'
        indexes = self.indexes[index * self.batch_size:(index + 1) * self.batch_size]
        list_IDs_temp = [self.list_IDs[k] for k in indexes]
        X, y = self.__data_generation(list_IDs_temp)
        return X, y

    def on_epoch_end(self):
        'Updates indexes after each epoch'
        self.indexes = np.arange(len(self.list_IDs))
        if self.shuffle == True:
            np.random.shuffle(self.indexes)

    def __data_generation(self, list_IDs_temp):
        'Generates data containing batch_size samples'
        X = np.empty((self.batch_size, *self.dim, self.n_channels))
        y = np.empty((self.batch_size), dtype=int)
        for i, ID in enumerate(list_IDs_temp):
            X[i,] = np.random.rand(*self.dim, self.n_channels)
            y[i] = self.labels[ID]
        return X, keras.utils.to_categorical(y, num_classes=self.n_classes)


params = {'dim': (16, 16, 16), 'batch_size': 4, 'n_classes': 6, 'n_channels': 1, 'shuffle': True}
partition = {'train': ['id-%d' % i for i in range(12)], 'validation': ['id-%d' % i for i in range(12, 20)]}
labels = {'id-%d' % i: i % 6 for i in range(20)}

training_generator = DataGenerator(partition['train'], labels, **params)
validation_generator = DataGenerator(partition['validation'], labels, **params)

model = Sequential()
model.add(Input((16, 16, 16, 1)))
model.add(Conv3D(4, (3, 3, 3), activation='relu'))
model.add(MaxPooling3D((2, 2, 2)))
model.add(Flatten())
model.add(Dense(6, activation='softmax'))
model.compile('sgd', 'categorical_crossentropy')
model.fit(training_generator, validation_data=validation_generator, epochs=1, verbose=0)
