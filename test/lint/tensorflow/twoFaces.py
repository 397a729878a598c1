#- framework: keras
# Each of TensorFlow's two faces has both of them.
import tensorflow.compat.v2 as tf

numbers = tf.data.Dataset.range(3)
shapes = tf.compat.v1.data.get_output_shapes(numbers)
iterator = tf.compat.v1.data.make_one_shot_iterator(numbers)
tf.compat.v2.zeros((2, 3))  #> [2, 3]


# A state that starts with what nobody knows is no row of what is gone through.
def carry(start):
    def step(state, _):
        return tf.reshape(state, [tf.shape(state)[0], state.shape[2] * 2])

    return tf.scan(step, tf.range(4), initializer=start)


picked = tf.compat.v1.cond(tf.constant(3) > 0, true_fn=lambda: tf.zeros((2, 3)), false_fn=lambda: tf.ones((2, 3)), strict=True)  #> [2, 3]
named = tf.compat.v1.cond(tf.constant(3) > 0, fn1=lambda: tf.zeros((2, 3)), fn2=lambda: tf.ones((2, 3)))  #> [2, 3]
