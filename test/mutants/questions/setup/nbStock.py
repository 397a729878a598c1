open('Google_Stock_Price_Train.csv','w').write('Date,Open,High\n'+'\n'.join(f'd{i},{i},{i+1}' for i in range(300)))
