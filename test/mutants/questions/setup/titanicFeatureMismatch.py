import random
rows=['RowNumber,CustomerId,Surname,CreditScore,Geography,Gender,Age,Tenure,Balance,NumOfProducts,HasCrCard,IsActiveMember,EstimatedSalary,Exited']
for i in range(60): rows.append(f"{i},{i},x,600,{['France','Spain','Germany'][i%3]},{['Male','Female'][i%2]},{20+i},3,100.5,1,1,0,{1000+i},{i%2}")
open('Churn_Modelling.csv','w').write('\n'.join(rows))
