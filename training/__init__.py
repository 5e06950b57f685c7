"""Training of the digit classifier. Needs PyTorch; nothing of Siaga imports this."""
