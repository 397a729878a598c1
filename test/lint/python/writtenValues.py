import json
import keras
import numpy as np

p = np.random.rand(8, 2)
json.dumps({'pred': p})  #! error[dtype-mismatch]: JSON takes no numpy.ndarray; tolist() makes plain numbers of it
json.dumps({'pred': p.tolist(), 'n': p.shape[0], 'mean': float(p.mean())})
json.dumps([1, {'kinds': {1, 2}}])  #! error[dtype-mismatch]: JSON takes no set
json.dumps({'pred': p}, default=lambda x: x.tolist())
with open('scores.json', 'w') as file:
    json.dump({'mean': np.mean(np.ones(3, dtype='float32'))}, file)  #! error[dtype-mismatch]: numpy.float32
print(', '.join([1, 2, 3]))  #! error[dtype-mismatch]: join takes texts, not int
print(', '.join(map(str, [1, 2, 3])))
print('mean: ' + p.mean())  #! error[dtype-mismatch]: + does not take str and numpy.float64
print('mean: ' + str(p.mean()))
