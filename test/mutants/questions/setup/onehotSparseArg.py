open('cars.csv','w').write('brand,km,year,price\n'+'\n'.join(f'{"abc"[i%3]},{i*100},{1990+i%20},{i*7}' for i in range(60)))
