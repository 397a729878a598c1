import os, numpy as np
from PIL import Image
for s in('train','val'):
    for c in('cats','dogs'):
        os.makedirs(f'data/{s}/{c}')
        for i in range(4): Image.fromarray(np.zeros((80,70,3),'uint8')).save(f'data/{s}/{c}/{i}.png')
