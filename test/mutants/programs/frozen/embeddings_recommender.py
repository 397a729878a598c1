import numpy as np
import pandas as pd
from keras.layers import Input, Embedding, Flatten, Dot, Dense, Concatenate, Dropout
from keras.models import Model

ratings = pd.DataFrame({
    'user_id': np.random.randint(1, 51, 400),
    'book_id': np.random.randint(1, 81, 400),
    'rating': np.random.randint(1, 6, 400),
})
train, test = ratings[:320], ratings[320:]
n_users = 50
n_books = 80

# creating book embedding path
book_input = Input(shape=[1], name="Book-Input")
book_embedding = Embedding(n_books + 1, 5, name="Book-Embedding")(book_input)
book_vec = Flatten(name="Flatten-Books")(book_embedding)

# creating user embedding path
user_input = Input(shape=[1], name="User-Input")
user_embedding = Embedding(n_users + 1, 5, name="User-Embedding")(user_input)
user_vec = Flatten(name="Flatten-Users")(user_embedding)

# performing dot product and creating model
prod = Dot(name="Dot-Product", axes=1)([book_vec, user_vec])
model = Model([user_input, book_input], prod)
model.compile('adam', 'mean_squared_error')
model.fit([train.user_id, train.book_id], train.rating, epochs=1, verbose=0)
model.evaluate([test.user_id, test.book_id], test.rating, verbose=0)

# a deeper variant
conc = Concatenate()([book_vec, user_vec])
fc1 = Dense(16, activation='relu')(conc)
fc1 = Dropout(0.2)(fc1)
fc2 = Dense(8, activation='relu')(fc1)
out = Dense(1)(fc2)
model2 = Model([user_input, book_input], out)
model2.compile('adam', 'mean_squared_error')
model2.fit([train.user_id, train.book_id], train.rating, epochs=1, verbose=0)

# recommendations for user 1
book_data = np.array(list(set(ratings.book_id)))
user = np.array([1 for i in range(len(book_data))])
predictions = model2.predict([user, book_data], verbose=0)
predictions = np.array([a[0] for a in predictions])
recommended = (-predictions).argsort()[:5]
print(book_data[recommended])
