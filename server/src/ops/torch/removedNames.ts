import type { RemovedNames } from '../kernel';

/** What PyTorch had, and what does the same today. */
export const torchRemoved: RemovedNames = {
  library: 'torch',
  since: '1.13',
  modules: {},
  names: {
    'torch.symeig': 'torch.linalg.eigh',
    'torch.eig': 'torch.linalg.eig',
    'torch.lstsq': 'torch.linalg.lstsq',
    'torch.gels': 'torch.linalg.lstsq',
    'torch.solve': 'torch.linalg.solve',
    'torch.matrix_rank': 'torch.linalg.matrix_rank',
    'torch.qr': 'torch.linalg.qr',
    'torch.potrf': 'torch.linalg.cholesky',
    'torch.rfft': 'torch.fft.rfft',
    'torch.irfft': 'torch.fft.irfft',
    'torch.ifft': 'torch.fft.ifft',
  },
};

/** What torchvision had, and what does the same today. */
export const torchvisionRemoved: RemovedNames = {
  library: 'torchvision',
  since: '0.15',
  modules: {},
  names: {
    'torchvision.transforms.Scale': 'torchvision.transforms.Resize',
    'torchvision.transforms.RandomSizedCrop': 'torchvision.transforms.RandomResizedCrop',
  },
};
