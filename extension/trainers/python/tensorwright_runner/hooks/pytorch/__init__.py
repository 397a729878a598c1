"""What is recorded of programs that train with PyTorch."""
