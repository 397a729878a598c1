"""Conditional GAN on the 8x8 digits of scikit-learn."""
import numpy as np
import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset

n_epochs = 2
batch_size = 61
latent_dim = 32
n_classes = 10
img_shape = (1, 8, 8)

cuda = torch.cuda.is_available()
FloatTensor = torch.cuda.FloatTensor if cuda else torch.FloatTensor
LongTensor = torch.cuda.LongTensor if cuda else torch.LongTensor


class Generator(nn.Module):
    def __init__(self):
        super(Generator, self).__init__()

        self.label_emb = nn.Embedding(n_classes, n_classes)

        def block(in_feat, out_feat, normalize=True):
            layers = [nn.Linear(in_feat, out_feat)]
            if normalize:
                layers.append(nn.BatchNorm1d(out_feat, 0.8))
            layers.append(nn.LeakyReLU(0.2, inplace=True))
            return layers

        self.model = nn.Sequential(
            *block(latent_dim + n_classes, 64, normalize=False),
            *block(64, 128),
            *block(128, 200),
            nn.Linear(200, int(np.prod(img_shape))),
            nn.Tanh()
        )

    def forward(self, noise, labels):
        # Concatenate label embedding and image to produce input
        gen_input = torch.cat((self.label_emb(labels), noise), -1)
        img = self.model(gen_input)
        img = img.view(img.size(0), *img_shape)
        return img


class Discriminator(nn.Module):
    def __init__(self):
        super(Discriminator, self).__init__()
        self.label_embedding = nn.Embedding(n_classes, n_classes)

        self.model = nn.Sequential(
            nn.Linear(n_classes + int(np.prod(img_shape)), 128),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Linear(128, 96),
            nn.Dropout(0.4),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Linear(96, 96),
            nn.Dropout(0.4),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Linear(96, 1),
        )

    def forward(self, img, labels):
        d_in = torch.cat((img.view(img.size(0), -1), self.label_embedding(labels)), -1)
        validity = self.model(d_in)
        return validity


# Loss functions (LSGAN)
adversarial_loss = torch.nn.MSELoss()

generator = Generator()
discriminator = Discriminator()
if cuda:
    generator.cuda()
    discriminator.cuda()
    adversarial_loss.cuda()

digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 8.0 - 1.0   # in [-1, 1]
targets = torch.tensor(digits.target, dtype=torch.long)
dataloader = DataLoader(TensorDataset(images, targets), batch_size=batch_size, shuffle=True)

optimizer_G = torch.optim.Adam(generator.parameters(), lr=0.0002, betas=(0.5, 0.999))
optimizer_D = torch.optim.Adam(discriminator.parameters(), lr=0.0002, betas=(0.5, 0.999))


def sample_digits(n_row):
    """Makes a grid of generated digits, one class per column."""
    z = FloatTensor(np.random.normal(0, 1, (n_row * n_classes, latent_dim)))
    labels = np.array([num for _ in range(n_row) for num in range(n_classes)])
    labels = LongTensor(labels)
    generator.eval()
    with torch.no_grad():
        gen_imgs = generator(z, labels)
    generator.train()
    grid = gen_imgs.view(n_row, n_classes, 8, 8).permute(0, 2, 1, 3).reshape(n_row * 8, n_classes * 8)
    return grid.cpu().numpy()


for epoch in range(n_epochs):
    for i, (real_imgs, labels) in enumerate(dataloader):
        n = real_imgs.shape[0]

        # Adversarial ground truths
        valid = FloatTensor(n, 1).fill_(1.0)
        fake = FloatTensor(n, 1).fill_(0.0)
        real_imgs = real_imgs.type(FloatTensor)
        labels = labels.type(LongTensor)

        # -----------------
        #  Train Generator
        # -----------------
        optimizer_G.zero_grad()
        z = FloatTensor(np.random.normal(0, 1, (n, latent_dim)))
        gen_labels = LongTensor(np.random.randint(0, n_classes, n))
        gen_imgs = generator(z, gen_labels)
        validity = discriminator(gen_imgs, gen_labels)
        g_loss = adversarial_loss(validity, valid)
        g_loss.backward()
        optimizer_G.step()

        # ---------------------
        #  Train Discriminator
        # ---------------------
        optimizer_D.zero_grad()
        validity_real = discriminator(real_imgs, labels)
        d_real_loss = adversarial_loss(validity_real, valid)
        validity_fake = discriminator(gen_imgs.detach(), gen_labels)
        d_fake_loss = adversarial_loss(validity_fake, fake)
        d_loss = (d_real_loss + d_fake_loss) / 2
        d_loss.backward()
        optimizer_D.step()

    print("[Epoch %d/%d] [D loss: %f] [G loss: %f]" % (epoch, n_epochs, d_loss.item(), g_loss.item()))

grid = sample_digits(n_row=4)
print("grid", grid.shape, "range %.2f .. %.2f" % (grid.min(), grid.max()))
