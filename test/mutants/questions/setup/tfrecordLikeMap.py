import numpy as np
from PIL import Image
for n in 'ab': Image.fromarray(np.zeros((80,70,3),'uint8')).save(n+'.png')
