#- framework: keras
def pick(flag):
    if flag:
        best = 1
    return best  #! error[undefined-name]: The name best is not defined


pick(False)
for i in range(5 / 2):  #! error[dtype-mismatch]: range does not take float
    pass
names = dict(**{key: 1 for key in input()})
names['loss']
rows, columns = zip(*input())
