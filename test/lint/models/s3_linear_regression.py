import numpy as np
# 生成1000个样本,每个样本包含10个特征
X = np.random.rand(1000, 10)
# 生成1000个样本的真实值
y_true = np.dot(X, np.random.rand(10, 1)) + 10

import tensorflow as tf
# 定义一个简单的神经网络模型
def model(X):
    W = tf.Variable(tf.random.normal([10, 1]))
    b = tf.Variable(tf.zeros([1]))
    y = tf.matmul(X, W) + b
    return y

# 定义均方误差(MSE)作为损失函数
def loss_function(y, y_true):
    return tf.reduce_mean(tf.square(y - y_true))

# 定义梯度下降(Gradient Descent)优化算法
def optimizer(learning_rate):
    return tf.train.GradientDescentOptimizer(learning_rate)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.keras.optimizers.SGD does the same
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fix[removed-api]: .keras.optimizers.SGD

# 设置学习率
learning_rate = 0.01
# 创建一个优化器实例
optimizer = optimizer(learning_rate)
# 定义一个训练模型的函数
def train_model(X, y_true, epochs=1000):
    # 初始化参数
    W = tf.Variable(tf.random.normal([10, 1]))
    b = tf.Variable(tf.zeros([1]))
    # 定义模型
    def model(X):
        return tf.matmul(X, W) + b
#              ^^^^^^^^^^^^^^^ error[dtype-mismatch]: float64 and float32
    # 定义损失函数
    def loss_function(y, y_true):
        return tf.reduce_mean(tf.square(y - y_true))
    # 定义优化算法
    def optimizer(learning_rate):
        return tf.train.GradientDescentOptimizer(learning_rate)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.keras.optimizers.SGD does the same
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fix[removed-api]: .keras.optimizers.SGD
    # 训练模型
    for epoch in range(epochs):
        with tf.GradientTape() as tape:
            y = model(X)
            loss = loss_function(y, y_true)
        gradients = tape.gradient(loss, [W, b])
        optimizer.apply_gradients(zip(gradients, [W, b]))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-attribute]: optimizer is a function here
        if epoch % 100 == 0:
            print(f"Epoch: {epoch}, Loss: {loss.numpy()}")
    return W, b
# 训练模型
W, b = train_model(X, y_true)
