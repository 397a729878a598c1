import tensorflow as tf
from tensorflow.keras.layers import LSTM, Embedding, Dense, Dropout, Bidirectional, TimeDistributed
from tensorflow.keras.models import Model
# Define the maximum length of the input and output sequences
max_length = 50
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
encoder_backward = LSTM(units=256, return_sequences=True, dropout=0.2)(encoder_forward, go_backwards=True)
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: A call of LSTM does not take go_backwards: it belongs to the constructor
encoder_output = tf.keras.layers.Add()([encoder_forward, encoder_backward])
# Define the attention mechanism
attention_weights = tf.keras.layers.Dense(units=1, name='attention_weight')(encoder_output)
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[suspicious-training]: What Dense gives never reaches an output of the model
attention_weights = tf.keras.layers.Activation('tanh', name='attention_tanh')(attention_weights)
attention_weights = tf.keras.layers.Reshape((max_length, 1), name='attention_reshape')(attention_weights)
# Define the decoder
decoder_embedding = Embedding(input_dim=french_vocab_size, output_dim=embedding_dim, mask_zero=True)(decoder_inputs)
decoder_lstm = LSTM(units=256, return_sequences=True, dropout=0.2)(decoder_embedding, initial_state=encoder_output)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[rank-mismatch]: LSTM begins with 2 states of the shape (batch, units); initial_state is (None, None, 256)
decoder_dense = TimeDistributed(Dense(french_vocab_size, activation='softmax'))(decoder_lstm)
# Define the model
model = Model(inputs=[encoder_inputs, decoder_inputs], outputs=decoder_dense)
# Add the attention layer to the model
attention = tf.keras.layers.Lambda(function=lambda x: tf.reduce_sum(x[:, :, 0] * x[:, :, 1], axis=-1), name='attention')
model.add_layer(attention, inputs=[decoder_lstm, attention_weights], outputs=[attention], name='attention_layer')  #! error[missing-attribute]: Model has no add_layer: only a Sequential model takes layers one by one

# Define the batch size and number of epochs
batch_size = 32
num_epochs = 20
# Load the English and French data
english_data, french_data = load_dataset()
#                           ^^^^^^^^^^^^ error[undefined-name]: The name load_dataset is not defined
# Tokenize the English and French data
tokenizer = tf.keras.preprocessing.text.Tokenizer()
tokenizer.fit_on_texts(english_data)
english_tokens = tokenizer.texts_to_sequences(english_data)
tokenizer.fit_on_texts(french_data)
french_tokens = tokenizer.texts_to_sequences(french_data)
# Pad the English and French tokens
max_length = max(len(x) for x in english_tokens + french_tokens)
english_padded = tf.keras.preprocessing.sequence.pad_sequences(english_tokens, padding='post', maxlen=max_length)
french_padded = tf.keras.preprocessing.sequence.pad_sequences(french_tokens, padding='post', maxlen=max_length)
# Create the training dataset
train_ds = tf.data.Dataset.from_tensor_slices((english_padded, french_padded)).shuffle(buffer_size=10000).batch(batch_size)
# Compile the model
model.compile(loss='categorical_crossentropy', optimizer=Adam(), metrics=['accuracy'])
#                                                        ^^^^ error[undefined-name]: The name Adam is not defined
# Train the model with teacher forcing
for epoch in range(num_epochs):
    for batch, (inputs, targets) in enumerate(train_ds):
        # Perform one step of training using teacher forcing
        with tf.GradientTape() as tape:
            predictions = model(inputs, training=True)
            #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: The model has 2 inputs, it is called on 1
            loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(targets, predictions))
            #                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[loss-target-mismatch]: categorical_crossentropy cannot compare the output with the labels: (None, None, 10000) and (batch2, ?)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
      # ^^^^^^^^^ error[undefined-name]: The name optimizer is not defined
        # Update the target sequence with the predicted sequence
        if batch % update_frequency == 0:
        #          ^^^^^^^^^^^^^^^^ error[undefined-name]: The name update_frequency is not defined
            targets = tf.concat([targets[:, :-1], predictions[:, -1, :]], axis=-1)
            #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dtype-mismatch]: concat mixes no types: int32 and float32
