# Attention over a context with two inputs
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, Model

vocab = 300
ctx_len, q_len = 30, 8
dim = 24

context = layers.Input(shape=(ctx_len,), dtype='int32', name='context')
question = layers.Input(shape=(q_len,), dtype='int32', name='question')
shared_embedding = layers.Embedding(vocab, dim)
c = shared_embedding(context)
q = shared_embedding(question)
c_seq = layers.GRU(dim, return_sequences=True)(c)
q_seq = layers.GRU(dim, return_sequences=True)(q)
attended = layers.Attention()([q_seq, c_seq])
mha = layers.MultiHeadAttention(num_heads=3, key_dim=8)
attended2, scores = mha(q_seq, c_seq, return_attention_scores=True)
merged = layers.Concatenate(axis=-1)([q_seq, attended, attended2])
pooled = layers.GlobalAveragePooling1D()(merged)
scores_pooled = layers.Dot(axes=-1)([layers.Flatten()(q_seq), layers.Flatten()(attended)])
h = layers.Concatenate()([pooled, scores_pooled])
h = layers.Dense(32, activation='relu')(h)
answer = layers.Dense(ctx_len, activation='softmax', name='answer')(h)

model = Model(inputs=[context, question], outputs=answer)
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
ctx = np.random.randint(0, vocab, size=(32, ctx_len))
qs = np.random.randint(0, vocab, size=(32, q_len))
ans = np.random.randint(0, ctx_len, size=(32,))
model.fit({'context': ctx, 'question': qs}, ans, epochs=1, verbose=0)
start = model.predict([ctx[:2], qs[:2]], verbose=0).argmax(axis=-1)
print(start.shape)
