import numpy as np
from helpers import settings

x_train = np.zeros((10, 4))
model = Sequential([Dense(3, input_shape=(4,))])
#       ^^^^^^^^^^ error[undefined-name]: The name Sequential is not defined
#                   ^^^^^ error[undefined-name]: The name Dense is not defined
model.compile(optimizer='adam', loss='mse')
frame = pd.DataFrame({'a': [1]})  #! error[undefined-name]: The name pd is not defined
y = x_trian[0]
#   ^^^^^^^ error[undefined-name]: The name x_trian is not defined
#   ^^^^^^^ fix[undefined-name]: x_train
print(result)  #! error[undefined-name]: The name result is not defined
result = 3


def train(data):
    total = data * scale
    for step in steps:  #! error[undefined-name]: The name steps is not defined
        total += step
    return total


scale = 2
train(3)


# Whatever may define a name keeps it quiet.
try:
    unicode
except NameError:
    unicode = str
if settings.debug:
    verbose = True
print(verbose)
for item in settings.items:
    last = item
print(last, item)


class Block:
    size = 3

    def area(self):
        return __class__.size

    def later(self):
        return helper(self)


def helper(block):
    global seen
    seen = block
    return block


def late():
    return seen


with open('names') as handle:
    names = [line for line in handle if (found := line)]
print(handle, found)
try:
    undefined_inside
except Exception as error:
    print(error)
