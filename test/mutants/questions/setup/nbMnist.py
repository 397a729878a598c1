import keras,numpy as np
def load(path='mnist.npz'):
    return (np.zeros((60000,28,28),'uint8'),np.arange(60000)%10),(np.zeros((10000,28,28),'uint8'),np.arange(10000)%10)
keras.datasets.mnist.load_data=load
