import json

import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import LSTM, Embedding, Dense, TimeDistributed
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam
# Define the embedding dimension
embedding_dim = 256
# Define the vocabulary sizes for English and French
english_vocab_size = 10000
french_vocab_size = 10000
# Define the input shapes
encoder_inputs = tf.keras.Input(shape=(None,))
decoder_inputs = tf.keras.Input(shape=(None,))
# Define the encoder
encoder_embedding = Embedding(input_dim=english_vocab_size, output_dim=embedding_dim, mask_zero=True)(encoder_inputs)
encoder_forward = LSTM(units=256, return_sequences=True, dropout=0.2)(encoder_embedding)
encoder_backward = LSTM(units=256, return_sequences=True, dropout=0.2, go_backwards=True)(encoder_forward)
encoder_output = tf.keras.layers.Add()([encoder_forward, encoder_backward])
_, state_h, state_c = LSTM(units=256, return_state=True)(encoder_output)
# Define the attention mechanism
attention_weights = tf.keras.layers.Dense(units=1, name='attention_weight')(encoder_output)
attention_weights = tf.keras.layers.Activation('tanh', name='attention_tanh')(attention_weights)
attention_weights = tf.keras.layers.Reshape((-1, 1), name='attention_reshape')(attention_weights)
# Define the decoder
decoder_embedding = Embedding(input_dim=french_vocab_size, output_dim=embedding_dim, mask_zero=True)(decoder_inputs)
decoder_lstm = LSTM(units=256, return_sequences=True, dropout=0.2)(decoder_embedding, initial_state=[state_h, state_c])
decoder_dense = TimeDistributed(Dense(french_vocab_size, activation='softmax'))(decoder_lstm)
# Define the model
model = Model(inputs=[encoder_inputs, decoder_inputs], outputs=decoder_dense)

# Define the batch size and number of epochs
batch_size = 4
num_epochs = 2
update_frequency = 2
# Load the English and French data
rng = np.random.default_rng(0)
english_data = [list(rng.integers(1, english_vocab_size, rng.integers(3, 7))) for _ in range(10)]
french_data = [list(rng.integers(1, french_vocab_size, rng.integers(3, 7))) for _ in range(10)]
# Pad the English and French tokens
max_length = max(len(x) for x in english_data + french_data)
english_padded = tf.keras.preprocessing.sequence.pad_sequences(english_data, padding='post', maxlen=max_length)
french_padded = tf.keras.preprocessing.sequence.pad_sequences(french_data, padding='post', maxlen=max_length)
# Create the training dataset
train_ds = tf.data.Dataset.from_tensor_slices((english_padded, french_padded)).shuffle(buffer_size=10000).batch(batch_size)
# Compile the model
optimizer = Adam()
model.compile(loss='sparse_categorical_crossentropy', optimizer=optimizer, metrics=['accuracy'])
losses = []
# Train the model with teacher forcing
for epoch in range(num_epochs):
    for batch, (inputs, targets) in enumerate(train_ds):
        # Perform one step of training using teacher forcing
        with tf.GradientTape() as tape:
            predictions = model([inputs, targets], training=True)
            loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(targets, predictions))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        losses.append(float(loss))
        # Update the target sequence with the predicted sequence
        if batch % update_frequency == 0:
            targets = tf.concat([targets[:, :-1], tf.argmax(predictions[:, -1:, :], axis=-1, output_type=tf.int32)], axis=-1)

json.dump({'losses': losses, 'params': model.count_params()}, open('log.json', 'w'))
