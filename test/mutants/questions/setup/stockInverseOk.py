open('stock.csv','w').write('Date,Open,High,Low,Close\n'+'\n'.join(f'd{i},{i},{i+1},{i},{i}' for i in range(100)))
