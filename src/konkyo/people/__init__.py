"""Named persons and their passphrase-locked signing keys."""
