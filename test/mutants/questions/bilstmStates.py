from tensorflow.keras.layers import Input, LSTM, Bidirectional, Dense, Embedding
from tensorflow.keras.models import Model

enc_in = Input(shape=(None,))
enc_emb = Embedding(5000, 64)(enc_in)
enc_out, fh, fc, bh, bc = Bidirectional(LSTM(128, return_state=True))(enc_emb)
dec_in = Input(shape=(None,))
dec_emb = Embedding(6000, 64)(dec_in)
dec_lstm = LSTM(256, return_sequences=True, return_state=True)
dec_out, _, _ = dec_lstm(dec_emb, initial_state=[fh, fc, bh, bc])
out = Dense(6000, activation='softmax')(dec_out)
model = Model([enc_in, dec_in], out)
