import numpy as np
np.savetxt('pima.csv',np.random.rand(50,9).round(),delimiter=',')
