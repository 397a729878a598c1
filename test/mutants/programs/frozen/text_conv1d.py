# Text classification with pretrained-like embeddings and Conv1D
import numpy as np
from keras.layers import Dense, Input, GlobalMaxPooling1D, Conv1D, MaxPooling1D, Embedding
from keras.models import Model
from keras.utils import to_categorical, pad_sequences
from keras.initializers import Constant

MAX_SEQUENCE_LENGTH = 100
MAX_NUM_WORDS = 500
EMBEDDING_DIM = 16
VALIDATION_SPLIT = 0.2
N_LABELS = 4

np.random.seed(1)
sequences = [np.random.randint(1, MAX_NUM_WORDS, size=np.random.randint(20, 150)).tolist() for _ in range(60)]
labels = np.random.randint(0, N_LABELS, size=(60,))

data = pad_sequences(sequences, maxlen=MAX_SEQUENCE_LENGTH)
labels = to_categorical(np.asarray(labels), num_classes=N_LABELS)
print('Shape of data tensor:', data.shape)
print('Shape of label tensor:', labels.shape)

# split the data into a training set and a validation set
indices = np.arange(data.shape[0])
np.random.shuffle(indices)
data = data[indices]
labels = labels[indices]
num_validation_samples = int(VALIDATION_SPLIT * data.shape[0])

x_train = data[:-num_validation_samples]
y_train = labels[:-num_validation_samples]
x_val = data[-num_validation_samples:]
y_val = labels[-num_validation_samples:]

# prepare embedding matrix
embedding_matrix = np.zeros((MAX_NUM_WORDS, EMBEDDING_DIM))
for i in range(MAX_NUM_WORDS):
    embedding_matrix[i] = np.random.normal(size=EMBEDDING_DIM)

embedding_layer = Embedding(MAX_NUM_WORDS, EMBEDDING_DIM,
                            embeddings_initializer=Constant(embedding_matrix), trainable=False)

sequence_input = Input(shape=(MAX_SEQUENCE_LENGTH,), dtype='int32')
embedded_sequences = embedding_layer(sequence_input)
x = Conv1D(32, 5, activation='relu')(embedded_sequences)
x = MaxPooling1D(5)(x)
x = Conv1D(32, 5, activation='relu')(x)
x = MaxPooling1D(5)(x)
x = Conv1D(32, 2, activation='relu')(x)
x = GlobalMaxPooling1D()(x)
x = Dense(32, activation='relu')(x)
preds = Dense(N_LABELS, activation='softmax')(x)

model = Model(sequence_input, preds)
model.compile(loss='categorical_crossentropy', optimizer='rmsprop', metrics=['acc'])
model.fit(x_train, y_train, batch_size=16, epochs=1, validation_data=(x_val, y_val), verbose=0)
