#- framework: keras
x = keras.Input((12,))

# What is caught is no error; what a handler lets through is one.
try:
    layers.Reshape((5,))(x)
except ValueError:
    layers.Reshape((3, 4))(x)
try:
    layers.Reshape((5,))(x)  #! error[reshape-size]
except KeyboardInterrupt:
    print('stopped')
try:
    layers.Reshape((5,))(x)  #! error[reshape-size]
except Exception as error:
    print('failed', error)
    raise

try:
    units = {'a': 3}['b']
except KeyError:
    units = 7
layers.Dense(units)(x)  #> [null, 7]


# A condition that has to hold is a fact behind it.
def head(features, units):
    if units is None:
        units = 5
    assert len(features.shape) == 2, 'flat'
    if units > 100:
        raise ValueError('too many')
    return layers.Dense(units)(features)


head(x, None)  #> [null, 5]
head(x, 6)  #> [null, 6]
