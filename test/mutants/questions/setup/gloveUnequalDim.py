import numpy as np
open('glove.6B.100d.txt','w').write('\n'.join(w+' '+' '.join(f'{v:.3f}' for v in np.random.rand(100)) for w in ('the','cat','dog'))+'\n')
