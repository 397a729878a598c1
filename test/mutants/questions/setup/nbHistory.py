rows=['MPG,Cylinders,Horsepower,Weight']+[f'{20+i%5},{4+i%3},{100+i},{2000+i}' for i in range(80)]
open('auto.csv','w').write('\n'.join(rows))
