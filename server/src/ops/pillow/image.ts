/** The class of the images of Pillow. */
export const pillowImage = 'PIL.Image.Image';
