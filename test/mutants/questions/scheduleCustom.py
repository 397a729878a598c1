import numpy as np
import tensorflow as tf
class Noam(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, d_model, warmup=4000):
        super().__init__()
        self.d_model = d_model
        self.warmup = warmup
    def __call__(self, step):
        arg1 = tf.math.rsqrt(step)
        arg2 = step * (self.warmup ** -1.5)
        return tf.math.rsqrt(tf.cast(self.d_model, tf.float32)) * tf.math.minimum(arg1, arg2)
m = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape=(4,))])
m.compile(tf.keras.optimizers.Adam(Noam(128)), 'mse')
m.fit(np.random.rand(16, 4), np.random.rand(16, 2))
