import tiny_data
import tensorflow as tf
from tensorflow.keras import layers, models
# 定义卷积神经网络模型
def build_cnn_model(input_shape, num_classes):
    model = models.Sequential()
    model.add(layers.Conv2D(32, (3, 3), activation='relu', input_shape=input_shape))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3), activation='relu'))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(128, (3, 3), activation='relu'))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dense(512, activation='relu'))
    model.add(layers.Dense(num_classes, activation='softmax'))
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
import log_keras
steps = log_keras.Steps()
model.fit(x_train, y_train, epochs=2, batch_size=64, validation_data=(x_test, y_test),
          callbacks=[steps, tf.keras.callbacks.CSVLogger('log.csv')])
log_keras.write(model, steps)
