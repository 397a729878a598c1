import numpy as np
open('airline.csv','w').write('month,n\n'+'\n'.join(f'm{i},{100+i}' for i in range(60))+'\n')
