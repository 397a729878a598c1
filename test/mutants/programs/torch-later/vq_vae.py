from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


@dataclass
class Config:
    batch_size: int = 16
    num_hiddens: int = 32
    num_residual_hiddens: int = 12
    num_residual_layers: int = 2
    embedding_dim: int = 20
    num_embeddings: int = 48
    commitment_cost: float = 0.25
    learning_rate: float = 1e-3
    image_size: int = 32


class VectorQuantizer(nn.Module):
    def __init__(self, num_embeddings, embedding_dim, commitment_cost):
        super().__init__()
        self._embedding_dim, self._num_embeddings = embedding_dim, num_embeddings
        self._embedding = nn.Embedding(num_embeddings, embedding_dim)
        self._embedding.weight.data.uniform_(-1, 1)
        self._commitment_cost = commitment_cost

    def forward(self, inputs):
        inputs = inputs.permute(0, 2, 3, 1).contiguous()  # BCHW -> BHWC
        input_shape = inputs.shape

        flat_input = inputs.view(-1, self._embedding_dim)

        # Calculate distances
        distances = (torch.sum(flat_input ** 2, dim=1, keepdim=True)
                     + torch.sum(self._embedding.weight ** 2, dim=1)
                     - 2 * torch.matmul(flat_input, self._embedding.weight.t()))

        # Encoding
        encoding_indices = torch.argmin(distances, dim=1).unsqueeze(1)
        encodings = torch.zeros(encoding_indices.shape[0], self._num_embeddings, device=inputs.device)
        encodings.scatter_(1, encoding_indices, 1)

        quantized = torch.matmul(encodings, self._embedding.weight).view(input_shape)

        e_latent_loss = F.mse_loss(quantized.detach(), inputs)
        q_latent_loss = F.mse_loss(quantized, inputs.detach())
        loss = q_latent_loss + self._commitment_cost * e_latent_loss

        quantized = inputs + (quantized - inputs).detach()
        avg_probs = torch.mean(encodings, dim=0)
        perplexity = torch.exp(-torch.sum(avg_probs * torch.log(avg_probs + 1e-10)))

        # convert quantized from BHWC -> BCHW
        return loss, quantized.permute(0, 3, 1, 2).contiguous(), perplexity, encoding_indices.view(input_shape[:-1])


class Residual(nn.Module):
    def __init__(self, in_channels, num_hiddens, num_residual_hiddens):
        super().__init__()
        self._block = nn.Sequential(
            nn.ReLU(),
            nn.Conv2d(in_channels, num_residual_hiddens, kernel_size=3, stride=1, padding=1, bias=False),
            nn.ReLU(),
            nn.Conv2d(num_residual_hiddens, num_hiddens, kernel_size=1, stride=1, bias=False),
        )

    def forward(self, x):
        return x + self._block(x)


class ResidualStack(nn.Module):
    def __init__(self, in_channels, num_hiddens, num_residual_layers, num_residual_hiddens):
        super().__init__()
        self._layers = nn.ModuleList([Residual(in_channels, num_hiddens, num_residual_hiddens)
                                      for _ in range(num_residual_layers)])

    def forward(self, x):
        for layer in self._layers:
            x = layer(x)
        return F.relu(x)


class VQVAE(nn.Module):
    def __init__(self, cfg: Config):
        super().__init__()
        h = cfg.num_hiddens
        self._encoder = nn.Sequential(
            nn.Conv2d(3, h // 2, kernel_size=4, stride=2, padding=1),   # 16 x 16
            nn.ReLU(),
            nn.Conv2d(h // 2, h, kernel_size=4, stride=2, padding=1),   # 8 x 8
            nn.ReLU(),
            nn.Conv2d(h, h, kernel_size=3, stride=1, padding=1),
            ResidualStack(h, h, cfg.num_residual_layers, cfg.num_residual_hiddens),
        )
        self._pre_vq_conv = nn.Conv2d(h, cfg.embedding_dim, kernel_size=1)
        self._vq_vae = VectorQuantizer(cfg.num_embeddings, cfg.embedding_dim, cfg.commitment_cost)
        self._decoder = nn.Sequential(
            nn.Conv2d(cfg.embedding_dim, h, kernel_size=3, stride=1, padding=1),
            ResidualStack(h, h, cfg.num_residual_layers, cfg.num_residual_hiddens),
            nn.ConvTranspose2d(h, h // 2, kernel_size=4, stride=2, padding=1),
            nn.ReLU(),
            nn.ConvTranspose2d(h // 2, 3, kernel_size=4, stride=2, padding=1),
        )

    def forward(self, x):
        z = self._pre_vq_conv(self._encoder(x))
        loss, quantized, perplexity, codes = self._vq_vae(z)
        x_recon = self._decoder(quantized)
        return loss, x_recon, perplexity, codes


def make_images(n, size):
    # smooth colour gradients with random orientation
    lin = torch.linspace(-0.5, 0.5, size)
    yy, xx = torch.meshgrid(lin, lin, indexing="ij")
    coef = torch.randn(n, 3, 2)
    return coef[..., 0, None, None] * yy + coef[..., 1, None, None] * xx


if __name__ == "__main__":
    cfg = Config()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    data = make_images(192, cfg.image_size)
    data_variance = data.var().item()
    loader = DataLoader(TensorDataset(data), batch_size=cfg.batch_size, shuffle=True)
    model = VQVAE(cfg).to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=cfg.learning_rate, amsgrad=False)
    for i, (batch,) in enumerate(loader):
        batch = batch.to(device)
        optimizer.zero_grad()
        vq_loss, data_recon, perplexity, codes = model(batch)
        recon_error = F.mse_loss(data_recon, batch) / data_variance
        (recon_error + vq_loss).backward()
        optimizer.step()
        if (i + 1) % 4 == 0:
            print("%d iterations  recon_error: %.3f  perplexity: %.3f  codes %s"
                  % (i + 1, recon_error.item(), perplexity.item(), tuple(codes.shape)))
