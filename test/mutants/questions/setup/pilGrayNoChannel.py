import os, numpy as np
from PIL import Image
os.makedirs('scans')
for i in range(6): Image.fromarray(np.random.randint(0,255,(60,70),dtype='uint8')).save(f'scans/{i}.png')
