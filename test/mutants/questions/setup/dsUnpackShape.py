import os, numpy as np
from PIL import Image
for c in 'abcde':
    os.makedirs(f'flowers/{c}')
    for i in range(2): Image.fromarray(np.zeros((80,70,3),'uint8')).save(f'flowers/{c}/{i}.png')
