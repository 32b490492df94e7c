"""Fine-tunes the encoders that ship: starting weights, vocabulary, noise, the loop. Needs torch."""
