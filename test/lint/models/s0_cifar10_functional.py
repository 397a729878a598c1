from keras.layers import Input, Conv2D, MaxPooling2D, Flatten, Dense, Softmax
from keras.models import Model
# Define the input shape
input_shape = (32, 32, 3)
# Define the input layer
inputs = Input(shape=input_shape)
# Define the convolutional layers
conv1 = Conv2D(32, kernel_size=(3, 3), activation='relu')(inputs)
pool1 = MaxPooling2D(pool_size=(2, 2))(conv1)
conv2 = Conv2D(64, kernel_size=(3, 3), activation='relu')(pool1)
pool2 = MaxPooling2D(pool_size=(2, 2))(conv2)
conv3 = Conv2D(128, kernel_size=(3, 3), activation='relu')(pool2)
pool3 = MaxPooling2D(pool_size=(2, 2))(conv3)
conv4 = Conv2D(128, kernel_size=(3, 3), activation='relu')(pool3)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[non-positive-size]: a 3×3 kernel with 'valid' padding does not fit into 2×2
# Flatten the feature maps
flatten = Flatten()(conv4)
# Define the fully connected layers
fc1 = Dense(512, activation='relu')(flatten)
fc2 = Dense(512, activation='relu')(fc1)
# Define the output layer
outputs = Dense(10, activation='softmax')(fc2)
# Create the model
model = Model(inputs=inputs, outputs=outputs)

from keras.optimizers import Adam
from keras.preprocessing.image import ImageDataGenerator
#                                     ^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.preprocessing.image.ImageDataGenerator is gone since Keras 3; tensorflow.keras.preprocessing.image.ImageDataGenerator does the same
# Define the batch size and number of epochs
batch_size = 128
num_epochs = 20
# Define the data augmentation parameters
datagen = ImageDataGenerator(
    rotation_range=10,
    width_shift_range=0.1,
    height_shift_range=0.1,
    shear_range=0.1,
    zoom_range=0.1,
    horizontal_flip=True
)
# Load the CIFAR-10 dataset
(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()  #! error[undefined-name]: The name keras is not defined
# Apply data augmentation to the training data
x_train = datagen.flow(x_train, y_train, batch_size=batch_size).next()
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-attribute]: The iterator has no method next: next(…) gives the next item
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[suspicious-training]: Only one batch is drawn here, and fit trains on nothing else: give the iterator itself to fit
# Compile the model
model.compile(loss='categorical_crossentropy', optimizer=Adam(), metrics=['accuracy'])
# Train the model
model.fit(x_train[0], x_train[1], epochs=num_epochs, validation_data=(x_test, y_test))  #! error[loss-target-mismatch]
