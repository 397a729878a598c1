import numpy as np
import tensorflow as tf

x = np.zeros((3, 2))
names = ['cat', 'dog', 'bird']

print('%.3f' % x)  #! error[rank-mismatch]: not one of shape (3, 2)
print('%d of %d' % 3)  #! error[missing-argument]: The text has 2 fields, it gets 1 values
print('%d' % [1, 2])  #! error[dtype-mismatch]: %d does not take list
print('%d %d' % (1, 2, 3))  #! error[unknown-argument]: The text has 2 fields, it gets 3 values
print(f'{x:.3f}')  #! error[rank-mismatch]: An array of shape (3, 2) cannot be written as '.3f'
print('{:.2f}'.format(x[0]))  #! error[rank-mismatch]: An array of shape (2,) cannot be written as '.2f'
print('{} {}'.format(1))  #! error[missing-argument]: The text has a field {1}, which gets no value
print('{name}'.format(nam=1))  #! error[missing-argument]: The text has a field {name}, which gets no value
print(f'{[1, 2]:.2f}')  #! error[dtype-mismatch]: list cannot be written as '.2f'
print('loss: %.2f' % tf.constant([1.0, 2.0]))  #! error[rank-mismatch]: not one of shape (2,)
print(names[np.argmax(x, axis=1)])  #! error[rank-mismatch]: by one whole number, not by an array of shape (3,)
print(names[x[0, 0]])  #! error[dtype-mismatch]: by whole numbers, not by float64

print('%.3f' % x[0, 0], '%s' % x, '%d%%' % 5, '%(a)s' % {'a': 3}, '%s %s' % ('a', x))
print(f'{x[0, 0]:.3f} {x} {x!r:>30} {names[0]:>8}')
print('{0:.2f} {1} {0}'.format(x[0][0], names), '{{}} {a}'.format(a=1), '{:>{w}}'.format(1, w=3))
print(names[np.argmax(x)], names[int(x[0, 0])], '{} {}'.format(*open('names').read().split()))
print('loss: {:.4f}'.format(float(tf.reduce_mean(x))), '%.2f' % tf.reduce_sum(x))
