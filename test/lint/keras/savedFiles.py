#- framework: keras
model = keras.Sequential([keras.Input((3,)), layers.Dense(2)])
model.save('my_model')  #! error[removed-api]: Keras 3 saves a model in a file whose name ends in .keras or .h5, not in 'my_model'
#           ^^^^^^^^ fix[removed-api]: my_model.keras
model.save_weights('best.h5')  #! error[removed-api]: Keras 3 saves weights in files whose names end in .weights.h5, not in 'best.h5'
#                   ^^^^^^^ fix[removed-api]: best.weights.h5
keras.callbacks.ModelCheckpoint('weights.{epoch:02d}.hdf5')  #! error[removed-api]: Keras 3 saves a model in a file
keras.callbacks.ModelCheckpoint('best.h5', save_weights_only=True)  #! error[removed-api]: Keras 3 saves weights in files
model.save('my_model.h5')
model.save('my_model.keras')
model.save_weights('ckpt/my.weights.h5')
keras.callbacks.ModelCheckpoint('best.h5', save_best_only=True)
keras.callbacks.ModelCheckpoint('best.weights.h5', save_weights_only=True)
for layer in model.layers:
    print(layer.name, layer.output_shape)  #! error[removed-api]: The output_shape of a layer is gone since Keras 3; output.shape says the same
    #                       ^^^^^^^^^^^^ fix[removed-api]: output.shape
    print(layer.output.shape, model.output_shape)
