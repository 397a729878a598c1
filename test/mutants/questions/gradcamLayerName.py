import tensorflow as tf, numpy as np
def make_gradcam_heatmap(img_array, model, last_conv_layer_name):
    grad_model = tf.keras.models.Model(model.inputs, [model.get_layer(last_conv_layer_name).output, model.output])
    with tf.GradientTape() as tape:
        conv_out, preds = grad_model(img_array)
        loss = preds[:, tf.argmax(preds[0])]
    grads = tape.gradient(loss, conv_out)
    pooled = tf.reduce_mean(grads, axis=(0, 1, 2))
    heat = conv_out[0] @ pooled[..., tf.newaxis]
    return tf.squeeze(heat).numpy()
model = tf.keras.applications.xception.Xception(weights=None, input_shape=(96, 96, 3), classes=5, include_top=True)
h = make_gradcam_heatmap(np.zeros((1, 96, 96, 3), "float32"), model, "block14_sepconv2_activation")
print(h.shape)
h = make_gradcam_heatmap(np.zeros((1, 96, 96, 3), "float32"), model, "conv5_block3_out")
