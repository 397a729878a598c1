import tensorflow as tf
from tensorflow.keras import layers, models
# 定义卷积神经网络模型
def build_cnn_model(input_shape, num_classes):
    model = models.Sequential()
    model.add(layers.Conv2D(32, (3, 3), activation='relu', input_shape=input_shape))  #> [null, 30, 30, 32]
    model.add(layers.MaxPooling2D((2, 2)))  #> [null, 15, 15, 32]
    model.add(layers.Conv2D(64, (3, 3), activation='relu'))  #> [null, 13, 13, 64]
    model.add(layers.MaxPooling2D((2, 2)))  #> [null, 6, 6, 64]
    model.add(layers.Conv2D(128, (3, 3), activation='relu'))  #> [null, 4, 4, 128]
    model.add(layers.MaxPooling2D((2, 2)))  #> [null, 2, 2, 128]
    model.add(layers.Flatten())  #> [null, 512]
    model.add(layers.Dense(512, activation='relu'))  #> [null, 512]
    model.add(layers.Dense(num_classes, activation='softmax'))  #> [null, 10]
    return model
# 加载和预处理数据
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
# 定义模型
model = build_cnn_model((32, 32, 3), 10)
# 编译模型
model.compile(optimizer='adam',
              loss='sparse_categorical_crossentropy',
              metrics=['accuracy'])
# 训练模型
model.fit(x_train, y_train, epochs=10, batch_size=64, validation_data=(x_test, y_test))
