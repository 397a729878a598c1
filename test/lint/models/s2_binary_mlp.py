import tensorflow as tf

# 定义模型参数
input_dim = 10
hidden_dim1 = 10
hidden_dim2 = 10
output_dim = 1

# 定义模型层
layer1 = tf.keras.layers.Dense(hidden_dim1, activation='relu', input_dim=input_dim)
layer2 = tf.keras.layers.Dense(hidden_dim2, activation='relu')
output_layer = tf.keras.layers.Dense(output_dim, activation='sigmoid')

# 构建模型
model = tf.keras.Sequential([layer1, layer2, output_layer])

# 编译模型
model.compile(optimizer=tf.keras.optimizers.SGD(lr=0.01), loss='binary_crossentropy', metrics=['accuracy'])
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: SGD: lr is called learning_rate now

# 生成训练数据集
x_train = np.random.rand(1000, input_dim)
#         ^^ error[undefined-name]: The name np is not defined
y_train = np.random.randint(2, size=(1000, 1))
#         ^^ error[undefined-name]: The name np is not defined

# 生成测试数据集
x_test = np.random.rand(100, input_dim)
#        ^^ error[undefined-name]: The name np is not defined
y_test = np.random.randint(2, size=(100, 1))
#        ^^ error[undefined-name]: The name np is not defined

# 训练模型
model.fit(x_train, y_train, epochs=10, batch_size=32, validation_data=(x_test, y_test))

# 评估模型
loss, accuracy = model.evaluate(x_test, y_test)
print('Loss:', loss)
print('Accuracy:', accuracy)
