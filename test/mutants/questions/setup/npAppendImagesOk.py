import os, numpy as np
from PIL import Image
for c in ('x','y','z'):
    os.makedirs('photos/'+c)
    for i in range(6): Image.fromarray(np.random.randint(0,255,(60,70,3),dtype='uint8')).save(f'photos/{c}/{i}.png')
