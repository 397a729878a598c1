#- framework: keras
model = keras.Sequential([keras.Input((3,))])
model.add_layer(layers.Dense(2))  #! error[missing-attribute]: Sequential has no add_layer; is add meant?
#     ^^^^^^^^^ fix[missing-attribute]: add
model.compil('adam', 'mse')  #! error[missing-attribute]: Sequential has no compil; is compile meant?
model.fitt(np.zeros((4, 3)), np.zeros((4, 2)))  #! error[missing-attribute]: Sequential has no fitt; is fit meant?
model.summary()
model.fit(
    np.zeros((4, 3)),
    np.zeros((4, 2)),
    epochs=2,
)
model.custom_thing()  #! error[missing-attribute]: Sequential has no custom_thing


def train(network, x, y):
    network.compile('adam', 'mse')
    return network.fit(x, y)


train(model, np.zeros((4, 3)), np.zeros((4, 2)))
