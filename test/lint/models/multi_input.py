import keras
from keras import layers

image_input = keras.Input((32, 32, 3), name="image")
meta_input = keras.Input((5,), name="meta")
vision = keras.Sequential([
    layers.Conv2D(8, 3, activation="relu"),
    layers.MaxPooling2D(2),
    layers.Flatten(),
])
features = layers.concatenate([vision(image_input), layers.Dense(4)(meta_input)])
features = layers.Concatenate(name="again")([features, meta_input])
price = layers.Dense(1, name="price")(features)
kind = layers.Dense(3, activation="softmax", name="kind")(features)
model = keras.Model(inputs={"image": image_input, "meta": meta_input}, outputs=[price, kind])
model.compile(optimizer="rmsprop", loss={"price": "mse", "kind": "sparse_categorical_crossentropy"}, loss_weights={"price": 1.0, "kind": 0.2})
