import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0
NUM_EXAMPLES = 200
x = tf.random.normal(shape=[NUM_EXAMPLES, 1])
noise = tf.random.normal(shape=[NUM_EXAMPLES, 1])
y = x * TRUE_W + TRUE_B + noise


class MyModel(tf.Module):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.w = tf.Variable(tf.zeros([1, 1]))
        self.b = tf.Variable(tf.zeros([1]))

    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b


def loss(target_y, predicted_y):
    return tf.reduce_mean(tf.square(target_y - predicted_y))


model = MyModel()


def train(model, x, y, learning_rate):
    with tf.GradientTape() as t:
        current_loss = loss(y, model(x))
    dw, db = t.gradient(current_loss, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return current_loss


for epoch in range(3):
    current = train(model, x, y, learning_rate=0.1)
    print('Epoch %2d: loss=%2.5f' % (epoch, current))
print(model.w.numpy()[0, 0], model.b.numpy())

import keras
layer = keras.layers.Dense(1, input_shape=(1,))
fitted = keras.Sequential([layer])
fitted.compile(optimizer='sgd', loss='mse')
fitted.fit(x, y, epochs=1, verbose=0)
