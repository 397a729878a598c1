#- framework: tensorflow
w = tf.Variable(tf.random.normal((784, 10)))
b = tf.Variable(tf.zeros(10))
x = tf.random.normal((32, 784))
with tf.GradientTape() as tape:
    logits = tf.matmul(x, w) + b  #> [32, 10]
    loss = tf.reduce_mean(tf.square(logits))  #> []
dw, db = tape.gradient(loss, [w, b])
dw  #> [784, 10]
w.assign_sub(0.1 * dw)
b.assign_sub(0.1 * dw)  #! error[dim-mismatch]: a variable of (10,) cannot become (784, 10)
