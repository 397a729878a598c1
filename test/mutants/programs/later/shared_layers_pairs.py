import numpy as np
from tensorflow import keras
from tensorflow.keras.layers import Input, Embedding, LSTM, Dense, Lambda, Subtract, Multiply, concatenate

vocab_size, seq_len = 120, 10
left = Input(shape=(seq_len,), dtype='int32')
right = Input(shape=(seq_len,), dtype='int32')
embedding = Embedding(vocab_size, 16, mask_zero=True)
encoder = LSTM(12)
h_left = encoder(embedding(left))
h_right = encoder(embedding(right))
diff = Subtract()([h_left, h_right])
prod = Multiply()([h_left, h_right])
features = concatenate([h_left, h_right, diff, prod])
hidden = Dense(16, activation='relu')(features)
score = Dense(1, activation='sigmoid')(hidden)
model = keras.Model([left, right], score)
model.compile('adam', 'binary_crossentropy', metrics=['accuracy'])

q1 = np.random.randint(1, vocab_size, (24, seq_len))
q2 = np.random.randint(1, vocab_size, (24, seq_len))
is_duplicate = np.random.randint(0, 2, 24)
model.fit([q1, q2], is_duplicate, epochs=1, batch_size=12, verbose=0)
print(model.predict([q1[:3], q2[:3]], verbose=0).round(2).tolist())
