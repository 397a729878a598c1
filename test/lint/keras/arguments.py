#- framework: keras
layers.Dense(10, actvation='relu')  #! error[unknown-argument]: Dense does not take actvation; is activation meant?
#                ^^^^^^^^^ fix[unknown-argument]: activation
layers.Dense(10, colour=3)  #! error[unknown-argument]: Dense does not take colour
layers.Dense(10, activation='rellu')  #! error[unknown-argument]: there is no activation called 'rellu'; is 'relu' meant?
#                           ^^^^^^^ fix[unknown-argument]: 'relu'
layers.Conv2D(
    32,
    kernal_size=3,
    #           ^ error[unknown-argument]: is kernel_size meant?
    activation='relu',
)
layers.Dropout(20)  #! error[unknown-argument]: rate is a share from 0 to 1, it cannot be 20
layers.Dropout()  #! error[missing-argument]: Dropout needs rate
layers.Flatten('channels_last', 3)  #! error[unknown-argument]: Flatten takes at most 1 positional arguments, it gets 2
layers.Dense()  #! error[missing-argument]: Dense needs units
keras.Input(shape=(3,), shap=3)  #! error[unknown-argument]: Input does not take shap

# What is not in sight may be right.
options = {'activation': 'relu'}
layers.Dense(10, **options)
def make(**kwargs):
    return layers.Dense(**kwargs)
make(units=3)
layers.Dense(10, activation=keras.activations.gelu, kernel_initializer='he_normal', name='out', dtype='float32', trainable=False)
layers.Dense(4, None, True, 'zeros', 'ones')
layers.Activation('hard_swish')
